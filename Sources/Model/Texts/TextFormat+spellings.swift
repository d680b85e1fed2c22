// Spellings that mean the same to those who read them.

extension TextFormat {
    /// An address or range in short, the bits behind its prefix zero; nil for what is none.
    static func normalBlock(_ text: String) -> String? {
        if let range = IPv4Range(including: text) { return range.shortest }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let address = IPv6Address(String(parts[0])) else { return nil }
        guard parts.count == 2 else { return address.description }
        guard let prefix = Int(parts[1]), (0...128).contains(prefix), String(prefix) == parts[1] else { return nil }
        return prefix == 128 ? address.description : "\(address)/\(prefix)"
    }

    /// A type and the names of its parameters are the same in either case, and so is a character set; blanks around `;` mean
    /// nothing (RFC 9110, 5.6.6 and 8.3). Other values stay as they are.
    static func normalMediaType(_ text: String) -> String {
        // What is quoted may hold a `;` of its own.
        guard !text.contains("\"") else { return text }
        let parts = text.split(separator: ";").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        let parameters = parts.dropFirst().map { parameter -> String in
            let halves = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = halves[0].lowercased()
            guard halves.count == 2 else { return name }
            return "\(name)=\(name == "charset" ? halves[1].lowercased() : String(halves[1]))"
        }
        return ([parts.first?.lowercased() ?? ""] + parameters).joined(separator: ";")
    }
}
