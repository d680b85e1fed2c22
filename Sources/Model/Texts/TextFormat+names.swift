// Names of the Domain Name System.

extension TextFormat {
    /// Labels of 1 to 63 letters, digits and `-`, at least two, and no `-` at their ends. The last one has a letter: no domain is
    /// registered without, and an address is no name.
    static func isZoneName(_ text: String) -> Bool {
        let labels = labels(text)
        return labels.count >= 2 && text.utf8.count <= 255 && labels.allSatisfy { isLabel($0) }
            && labels.last?.contains(where: \.isLetter) == true
    }

    /// `@`, or labels. One may be `*`, or have `_`, as those of services do.
    static func isRecordHost(_ text: String) -> Bool {
        guard text != "@" else { return true }
        return text.utf8.count <= 253 && labels(text).allSatisfy { $0 == "*" || isHostName($0) }
    }

    /// Labels, any of which may have `_`.
    static func isHostName(_ text: Substring) -> Bool {
        labels(String(text)).allSatisfy { isLabel($0.replacing("_", with: "a")) }
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
