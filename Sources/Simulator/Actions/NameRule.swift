/// The rule most names follow: 3–30 of lower-case letters, digits and `-`, a letter first, no `-` last.
/// Source: api/common.md §7.
enum NameRule {
    static let usualLength = 3...30

    /// The name given, checked; nil when none was given.
    static func check(
        _ parameters: CallParameters, _ name: String, length: ClosedRange<Int> = usualLength
    ) throws(Failure) -> String? {
        guard let text = parameters.text(name) else { return nil }
        guard accepts(text, length: length) else { throw .invalid(name) }
        return text
    }

    /// A required name.
    static func required(_ parameters: CallParameters, _ name: String) throws(Failure) -> String {
        guard let text = try check(parameters, name) else { throw Failure.missing(name) }
        return text
    }

    /// A description, at most 1000 bytes.
    static func description(_ parameters: CallParameters, _ name: String) throws(Failure) -> String {
        let text = parameters.text(name) ?? ""
        guard text.utf8.count <= 1000 else { throw .invalid(name) }
        return text
    }

    static func accepts(_ text: String, length: ClosedRange<Int> = usualLength) -> Bool {
        let bytes = Array(text.utf8)
        guard length.contains(bytes.count), let first = bytes.first, let last = bytes.last else { return false }
        return isLetter(first) && (isLetter(last) || isDigit(last))
            && bytes.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
