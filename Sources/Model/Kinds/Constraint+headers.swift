// What travels in the headers of a request, which hold neither line breaks nor other letters than those of ASCII, and lose
// blanks at their ends.

extension Constraint {
    private static let longestMetadata = 2048

    static func headerViolation(_ text: String) -> String? {
        guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return "must consist of printable ASCII characters"
        }
        return text.hasPrefix(" ") || text.hasSuffix(" ") ? "must not start or end with a blank" : nil
    }

    static func metadataViolation(_ value: Value) -> String? {
        if let violation = mapViolation(value) { return violation }
        let members = value.members.sorted { $0.key < $1.key }
        for (name, value) in members {
            guard !name.isEmpty, name.utf8.allSatisfy(isOfHeaderName) else {
                return "cannot have '\(name)': names consist of lower-case letters, digits, '-', '_' and '.'"
            }
            if let violation = value.spelling.flatMap(headerViolation) {
                return "cannot have this '\(name)': it \(violation)"
            }
        }
        let size = members.reduce(0) { $0 + $1.key.utf8.count + ($1.value.spelling?.utf8.count ?? 0) }
        return size > longestMetadata ? "must have at most \(longestMetadata) bytes in all, but has \(size)" : nil
    }

    /// Headers do not distinguish letters by case.
    private static func isOfHeaderName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }
}
