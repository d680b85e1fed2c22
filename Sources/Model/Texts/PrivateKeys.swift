/// Private keys inside texts: nobody means to show one, wherever it was pasted.
public enum PrivateKeys {
    /// What the first line of a private key holds, in the forms that are about: PEM, OpenSSH, SSH2 and PuTTY's.
    private static let beginnings = ["PRIVATE KEY", "PuTTY-User-Key-File"]

    /// Whether a line is where a private key begins.
    public static func begins(_ line: some StringProtocol) -> Bool {
        line.contains("PuTTY-User-Key-File") || (line.contains("BEGIN ") && line.contains("PRIVATE KEY"))
    }

    /// Whether a line is where a private key ends.
    public static func ends(_ line: some StringProtocol) -> Bool {
        line.contains("Private-MAC:") || (line.contains("END ") && line.contains("PRIVATE KEY"))
    }

    public static func occur(in text: String) -> Bool {
        // Most texts have none: one look for a few bytes tells.
        guard beginnings.contains(where: { text.contains($0) }) else { return false }
        return text.split(whereSeparator: \.isNewline).contains(where: begins)
    }

    /// Whether a text has a private key from its first line to its last, with nothing but its data between them. A script or a
    /// page that only speaks of private keys has none.
    public static func areWhole(in text: String) -> Bool {
        guard beginnings.contains(where: { text.contains($0) }) else { return false }
        var isOfPuTTY = false
        var hasBegun = false
        var hasData = false
        for line in text.split(whereSeparator: \.isNewline).lazy.map(trimmed) {
            if line.hasPrefix("PuTTY-User-Key-File-") { isOfPuTTY = true }
            if isOfPuTTY, line.hasPrefix("Private-Lines:") { return true }
            if isMark(line, "BEGIN ") {
                (hasBegun, hasData) = (true, false)
            } else if hasBegun {
                if isMark(line, "END ") {
                    if hasData { return true }
                    hasBegun = false
                } else if !line.isEmpty, line.utf8.allSatisfy(isBase64) {
                    hasData = true
                } else if !line.isEmpty, hasData || !line.contains(":") {
                    // Headers, such as Proc-Type, stand before the data only.
                    hasBegun = false
                }
            }
        }
        return false
    }

    /// Whether a line is the first or the last one of a key and nothing else: `-----BEGIN RSA PRIVATE KEY-----`.
    private static func isMark(_ line: Substring, _ word: String) -> Bool {
        guard line.hasPrefix("----"), line.hasSuffix("----"), line.contains("PRIVATE KEY") else { return false }
        return line.drop { $0 == "-" || $0 == " " }.hasPrefix(word)
    }

    private static func trimmed(_ line: Substring) -> Substring {
        let start = line.drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return start }
        return start[...end]
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="):
            true
        default: false
        }
    }

    /// The text with each private key in it left out, up to its last line; to the end where that is missing.
    public static func masked(_ text: String) -> String {
        guard occur(in: text) else { return text }
        var shown: [String] = []
        var isInside = false
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let isFirst = !isInside && begins(line)
            if isFirst { shown.append("(private key)") } else if !isInside { shown.append(String(line)) }
            isInside = (isInside || isFirst) && !ends(line)
        }
        return shown.joined(separator: "\n")
    }
}

extension Value {
    /// The value with each private key in its texts left out, for what leaves the machine.
    public var withoutPrivateKeys: Value {
        switch self {
        case .string(let text): .string(PrivateKeys.masked(text))
        case .list(let elements): .list(elements.map(\.withoutPrivateKeys))
        case .map(let members): .map(members.mapValues(\.withoutPrivateKeys))
        case .null, .bool, .integer, .number, .reference, .template, .secret: self
        }
    }
}
