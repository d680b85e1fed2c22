#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The data of records, from the way people write it. Source: RFC 1035 §3.3, RFC 2782, RFC 3596, RFC 4034, RFC 8659.
enum DNSData {
    /// Nil for content that is not of its type.
    static func encoded(_ content: String, as type: String) -> [UInt8]? {
        let words = content.split(separator: " ").map(String.init)
        switch type {
        case "A": return address(content, AF_INET, 4)
        case "AAAA": return address(content, AF_INET6, 16)
        case "NS", "CNAME", "PTR": return DNSName.encoded(content)
        case "MX": return numbered(words, 1)
        case "SRV": return numbered(words, 3)
        case "TXT", "SPF": return texts(content)
        case "SOA": return start(words)
        case "CAA": return authority(words)
        case "DS": return digest(words)
        default: return nil
        }
    }

    private static func address(_ text: String, _ family: Int32, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }

    /// Numbers of two bytes and a name.
    private static func numbered(_ words: [String], _ count: Int) -> [UInt8]? {
        let numbers = words.dropLast().compactMap { UInt16($0) }
        guard words.count == count + 1, numbers.count == count else { return nil }
        return numbers.flatMap { DNSMessage.pair(Int($0)) } + DNSName.encoded(words[count])
    }

    /// One text, or several in quotes; a long one is cut into pieces.
    private static func texts(_ content: String) -> [UInt8] {
        let parts =
            content.hasPrefix("\"")
            ? content.split(separator: "\"").filter { !$0.allSatisfy(\.isWhitespace) } : [content[...]]
        return parts.flatMap { part -> [UInt8] in
            let bytes = Array(part.utf8)
            return stride(from: 0, to: max(1, bytes.count), by: 255).flatMap { start -> [UInt8] in
                let piece = bytes[start..<min(bytes.count, start + 255)]
                return [UInt8(piece.count)] + piece
            }
        }
    }

    private static func start(_ words: [String]) -> [UInt8]? {
        let numbers = words.suffix(5).compactMap { UInt32($0) }
        guard words.count >= 7, numbers.count == 5 else { return nil }
        return DNSName.encoded(words[0]) + DNSName.encoded(words[1])
            + numbers.flatMap { number in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) } }
    }

    private static func authority(_ words: [String]) -> [UInt8]? {
        guard words.count >= 3, let flags = UInt8(words[0]) else { return nil }
        let value = words.dropFirst(2).joined(separator: " ").filter { $0 != "\"" }
        return [flags, UInt8(clamping: words[1].utf8.count)] + words[1].utf8 + value.utf8
    }

    private static func digest(_ words: [String]) -> [UInt8]? {
        guard words.count >= 4, let tag = UInt16(words[0]), let algorithm = UInt8(words[1]), let type = UInt8(words[2])
        else {
            return nil
        }
        let digits = Array(words.dropFirst(3).joined())
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
        return DNSMessage.pair(Int(tag)) + [algorithm, type] + bytes
    }
}
