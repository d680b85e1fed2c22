/// An IPv6 address, in any of its spellings (RFC 4291, 2.2).
public struct IPv6Address: Hashable, Sendable, CustomStringConvertible {
    /// Its eight numbers of 16 bits.
    private let groups: [UInt16]

    /// Reads `2001:db8::1`, and `::ffff:192.0.2.1` with an IPv4 address at the end; nil for anything else.
    public init?(_ text: String) {
        guard let gap = text.firstRange(of: "::") else {
            guard let groups = Self.groups(text[...]), groups.count == 8 else { return nil }
            self.groups = groups
            return
        }
        let (head, tail) = (text[..<gap.lowerBound], text[gap.upperBound...])
        guard !head.contains("."), let first = Self.groups(head), let last = Self.groups(tail),
            first.count + last.count < 8
        else { return nil }
        groups = first + Array(repeating: 0, count: 8 - first.count - last.count) + last
    }

    /// The numbers of a part without `::`; none for an empty one.
    private static func groups(_ part: Substring) -> [UInt16]? {
        guard !part.isEmpty else { return [] }
        var groups: [UInt16] = []
        let words = part.split(separator: ":", omittingEmptySubsequences: false)
        for (index, word) in words.enumerated() {
            if index == words.count - 1, word.contains(".") {
                guard let address = IPv4Range.address(String(word)) else { return nil }
                groups += [UInt16(address >> 16), UInt16(address & 0xFFFF)]
            } else {
                guard (1...4).contains(word.utf8.count), word.allSatisfy({ $0.isASCII && $0.isHexDigit }),
                    let group = UInt16(word, radix: 16)
                else { return nil }
                groups.append(group)
            }
        }
        return groups
    }

    /// The one short spelling: lower case, and `::` for the first of the longest rows of zeros (RFC 5952).
    public var description: String {
        var (start, length) = (0, 0)
        for index in groups.indices {
            let zeros = groups[index...].prefix { $0 == 0 }.count
            if zeros > length { (start, length) = (index, zeros) }
        }
        guard length > 1 else { return Self.text(groups[...]) }
        return Self.text(groups[..<start]) + "::" + Self.text(groups[(start + length)...])
    }

    private static func text(_ groups: ArraySlice<UInt16>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
}
