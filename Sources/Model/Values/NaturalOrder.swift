/// The order people expect of names with numbers in them.
public enum NaturalOrder {
    /// Whether `left` comes before `right`, digits compared by their value.
    ///
    /// Plans are sorted by it many times over: it works on bytes in place.
    public static func precedes(_ left: String, _ right: String) -> Bool {
        var (one, other) = (left, right)
        let order = one.withUTF8 { one in other.withUTF8 { other in Bytes(one).order(before: Bytes(other)) } }
        return order ?? (left < right)
    }

    private struct Bytes {
        let start: UnsafePointer<UInt8>?
        let count: Int
        var place = 0

        init(_ buffer: UnsafeBufferPointer<UInt8>) {
            start = buffer.baseAddress
            count = buffer.count
        }

        /// The byte at hand; nil at the end.
        var first: UInt8? {
            guard place < count, let start else { return nil }
            return start[place]
        }

        /// Whether these come before the others; nil where only leading zeros tell them apart, or nothing.
        func order(before rival: Bytes) -> Bool? {
            var (one, other) = (self, rival)
            while let first = one.first, let second = other.first {
                if isDigit(first), isDigit(second) {
                    if let order = takeNumbers(&one, &other) { return order }
                } else if first != second {
                    return first < second
                } else {
                    one.place += 1
                    other.place += 1
                }
            }
            if (one.first == nil) != (other.first == nil) { return one.first == nil }
            return nil
        }

        /// Compares the numbers at hand and passes them.
        private func takeNumbers(_ one: inout Bytes, _ other: inout Bytes) -> Bool? {
            while one.first == UInt8(ascii: "0") { one.place += 1 }
            while other.first == UInt8(ascii: "0") { other.place += 1 }
            // Of two numbers the longer one is greater; of two as long the first digit that differs decides.
            var difference: Bool?
            while let first = one.digit, let second = other.digit {
                if first != second, difference == nil { difference = first < second }
                one.place += 1
                other.place += 1
            }
            if one.digit != nil { return false }
            return other.digit != nil ? true : difference
        }

        /// The byte at hand, when it is a digit.
        private var digit: UInt8? {
            guard let byte = first, isDigit(byte) else { return nil }
            return byte
        }

        private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    }
}
