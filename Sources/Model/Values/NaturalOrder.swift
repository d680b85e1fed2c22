/// The order people expect of names with numbers in them.
public enum NaturalOrder {
    /// Whether `left` comes before `right`, digits compared by their value.
    public static func precedes(_ left: String, _ right: String) -> Bool {
        var one = left.utf8[...]
        var other = right.utf8[...]
        while let first = one.first, let second = other.first {
            if isDigit(first), isDigit(second) {
                let (number, rival) = (takeNumber(&one), takeNumber(&other))
                if number.count != rival.count { return number.count < rival.count }
                if !number.elementsEqual(rival) { return number.lexicographicallyPrecedes(rival) }
            } else if first != second {
                return first < second
            } else {
                one.removeFirst()
                other.removeFirst()
            }
        }
        if one.isEmpty != other.isEmpty { return one.isEmpty }
        return left < right
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// Takes the digits at the front, leading zeros dropped.
    private static func takeNumber(_ text: inout Substring.UTF8View) -> Substring.UTF8View {
        let digits = text.prefix(while: isDigit)
        text = text[digits.endIndex...]
        return digits.drop { $0 == UInt8(ascii: "0") }
    }
}
