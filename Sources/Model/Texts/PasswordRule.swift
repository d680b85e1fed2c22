/// What a password of a service is made of.
public struct PasswordRule: Hashable, Sendable {
    /// Sorts of characters of which a password needs one each.
    public enum Sort: String, Hashable, Sendable, CaseIterable {
        case upper = "an upper-case letter"
        case lower = "a lower-case letter"
        case letter = "a letter"
        case digit = "a digit"
        case special = "a special character"

        func holds(_ scalar: Unicode.Scalar) -> Bool {
            let (isUpper, isLower) = (("A"..."Z").contains(scalar), ("a"..."z").contains(scalar))
            let isDigit = ("0"..."9").contains(scalar)
            return switch self {
            case .upper: isUpper
            case .lower: isLower
            case .letter: isUpper || isLower
            case .digit: isDigit
            case .special: !isUpper && !isLower && !isDigit
            }
        }
    }

    /// How many characters it has.
    public var length: ClosedRange<Int>
    public var sorts: [Sort]
    /// Characters that it must not have, besides blanks.
    public var forbidden: String
    /// The rule, to follow "must be".
    public var words: String

    /// - Parameter naming: how the forbidden characters are called in words.
    public init(_ length: ClosedRange<Int>, of sorts: [Sort], without forbidden: String, naming: String) {
        self.length = length
        self.sorts = sorts
        self.forbidden = forbidden
        words =
            "\(length.lowerBound) to \(length.upperBound) ASCII characters, with \(Self.joined(sorts)), and without \(naming) "
            + "and blanks"
    }

    /// Of a Data Box. An older wording of the rule forbids `$` too. Source: api/databoxframe.md §3.2.
    public static let dataBox = PasswordRule(
        8...14, of: [.upper, .lower, .digit, .special], without: "'\"\\/&`$", naming: "quotes, \\, /, &, `, $")

    /// Of a user of Cloud DB. Source: api/clouddb.md §2.
    public static let database = PasswordRule(
        8...20, of: [.letter, .digit, .special], without: "`&+\\\"'/", naming: "quotes, \\, /, &, `, +")

    /// Says how a password breaks the rule, without telling anything of it but its length.
    public func violation(of text: String) -> String? {
        let scalars = text.unicodeScalars
        if let violation = Constraint.violation(scalars.count, length, "characters") { return violation }
        guard scalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F }) else {
            return "must consist of ASCII letters, digits and special characters, without blanks"
        }
        if scalars.contains(where: forbidden.unicodeScalars.contains) {
            return "must not contain any of \(forbidden.map(String.init).joined(separator: " "))"
        }
        let missing = sorts.filter { sort in !scalars.contains(where: sort.holds) }
        return missing.isEmpty ? nil : "must contain \(Self.joined(missing))"
    }

    private static func joined(_ sorts: [Sort]) -> String { sorts.map(\.rawValue).joined(separator: " and ") }
}
