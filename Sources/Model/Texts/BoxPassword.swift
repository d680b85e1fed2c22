/// What a password of a Data Box is made of. Source: api/databoxframe.md §3.2.
public enum BoxPassword {
    /// The rule, to follow "must be".
    public static let words =
        "8 to 14 characters, with upper-case and lower-case letters, digits and special characters, and without quotes, "
        + "\\, /, &, `, $ and blanks"

    /// An older wording of the rule forbids `$` too.
    private static let forbidden = "'\"\\/&`$ "

    /// Says how a password breaks the rule, without telling anything of it but its length.
    static func violation(of text: String) -> String? {
        let scalars = text.unicodeScalars
        if let violation = Constraint.violation(scalars.count, 8...14, "characters") { return violation }
        guard scalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F }) else {
            return "must consist of ASCII letters, digits and special characters, without blanks"
        }
        if scalars.contains(where: forbidden.unicodeScalars.contains) {
            return "must not contain quotes, \\, /, &, ` or $"
        }
        let missing = [
            ("an upper-case letter", \Unicode.Scalar.isUpper), ("a lower-case letter", \.isLower),
            ("a digit", \.isDigit), ("a special character", \.isSpecial),
        ].filter { kind in !scalars.contains { $0[keyPath: kind.1] } }.map(\.0)
        return missing.isEmpty ? nil : "must contain \(missing.joined(separator: " and "))"
    }
}

extension Unicode.Scalar {
    fileprivate var isUpper: Bool { ("A"..."Z").contains(self) }
    fileprivate var isLower: Bool { ("a"..."z").contains(self) }
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
    fileprivate var isSpecial: Bool { !isUpper && !isLower && !isDigit }
}
