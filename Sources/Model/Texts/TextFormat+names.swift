// Names of the Domain Name System.

extension TextFormat {
    /// Labels of 1 to 63 letters, digits and `-`, at least two, and no `-` at their ends.
    static func isZoneName(_ text: String) -> Bool {
        let labels = labels(text)
        return labels.count >= 2 && text.utf8.count <= 255 && labels.allSatisfy { isLabel($0) }
    }

    /// `@`, or labels. One may be `*`, or begin with `_`, as those of services do.
    static func isRecordHost(_ text: String) -> Bool {
        guard text != "@" else { return true }
        return text.utf8.count <= 253
            && labels(text).allSatisfy { $0 == "*" || isLabel($0.hasPrefix("_") ? $0.dropFirst() : $0) }
    }

    /// The value without the dot at the end of a host name, alone or behind numbers as in `10 mail.example.com.`, and without
    /// the quotes around one text.
    static func normalRecordValue(_ text: String) -> String {
        if text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") {
            let inner = text.dropFirst().dropLast()
            if !inner.contains("\""), !inner.contains("\\") { return String(inner) }
        }
        guard text.hasSuffix(".") else { return text }
        let words = text.dropLast().split(separator: " ", omittingEmptySubsequences: false)
        guard let name = words.last, labels(String(name)).allSatisfy({ isLabel($0.drop { $0 == "_" }) }),
            words.dropLast().allSatisfy({ Int($0) != nil })
        else { return text }
        return String(text.dropLast())
    }

    private static func labels(_ text: String) -> [Substring] {
        text.split(separator: ".", omittingEmptySubsequences: false)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.utf8.allSatisfy(isLabelByte) && label.utf8.first != dash
            && label.utf8.last != dash
    }

    private static let dash = UInt8(ascii: "-")

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), dash:
            true
        default: false
        }
    }
}
