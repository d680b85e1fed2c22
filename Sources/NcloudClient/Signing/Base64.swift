/// Standard Base64 with padding, as signatures and ciphertexts need it.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for position in 0..<4 {
                let isData = position <= group.count
                output.append(isData ? alphabet[bits >> (18 - 6 * position) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Nil for a text that is not exactly what ``encode(_:)`` gives for some bytes.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 4) else { return nil }
        let padding = digits.suffix(2).count { $0 == UInt8(ascii: "=") }
        let data = digits.dropLast(padding)
        var output: [UInt8] = []
        output.reserveCapacity(digits.count / 4 * 3)
        for start in stride(from: data.startIndex, to: data.endIndex, by: 4) {
            let group = data[start..<min(start + 4, data.endIndex)]
            var bits = 0
            for digit in group {
                guard let value = value(of: digit) else { return nil }
                bits = bits << 6 | value
            }
            bits <<= 6 * (4 - group.count)
            let count = group.count * 3 / 4
            guard group.count > 1, bits & (1 << (8 * (3 - count)) - 1) == 0 else { return nil }
            for position in 0..<count { output.append(UInt8(truncatingIfNeeded: bits >> (16 - 8 * position))) }
        }
        return output
    }

    private static func value(of digit: UInt8) -> Int? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(digit - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(digit - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(digit - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
