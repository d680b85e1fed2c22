/// Which characters a name of a service is made of, where its rules are its own.
public struct NameRule: Hashable, Sendable {
    /// Sorts of letters.
    public enum Letters: Hashable, Sendable {
        case lower
        case both
        /// Latin and Korean ones.
        case korean
    }

    /// How many characters, which are code points.
    public var length: ClosedRange<Int>
    public var letters: Letters
    /// The characters besides letters and digits, such as `-_`.
    public var signs: String
    public var beginsWithLetter: Bool
    /// Whether the last character is a letter or a digit.
    public var endsPlain: Bool
    /// Names that are taken by what is always there, in lower case.
    public var reserved: [String]

    public init(
        _ length: ClosedRange<Int>, letters: Letters = .both, signs: String = "", beginsWithLetter: Bool = true,
        endsPlain: Bool = false, reserved: [String] = []
    ) {
        self.length = length
        self.letters = letters
        self.signs = signs
        self.beginsWithLetter = beginsWithLetter
        self.endsPlain = endsPlain
        self.reserved = reserved
    }

    /// The rule, to follow "must".
    public var words: String {
        let sort =
            switch letters {
            case .lower: "lower-case letters"
            case .both: "letters"
            case .korean: "letters (Latin or Korean)"
            }
        let marks = signs.map { "'\($0)'" }
        let parts = [sort, "digits"] + marks
        let ends = [beginsWithLetter ? "start with a letter" : nil, endsPlain ? "end with a letter or digit" : nil]
            .compactMap(\.self)
        let list = parts.dropLast().joined(separator: ", ") + " and " + (parts.last ?? "")
        let others = reserved.isEmpty ? [] : ["not be \(reserved.joined(separator: ", "))"]
        return (["have \(length.lowerBound) to \(length.upperBound) \(list)"] + ends + others).joined(separator: ", ")
    }

    /// Says how a name breaks the rule; nil when it keeps it.
    public func violation(of text: String) -> String? {
        let scalars = text.unicodeScalars
        if let violation = Constraint.violation(scalars.count, length, "characters") { return violation }
        let isMade = scalars.allSatisfy { isLetter($0) || isDigit($0) || signs.unicodeScalars.contains($0) }
        let begins = !beginsWithLetter || scalars.first.map(isLetter) ?? false
        let ends = !endsPlain || scalars.last.map { isLetter($0) || isDigit($0) } ?? false
        guard isMade && begins && ends else { return "must \(words)" }
        return reserved.contains(text.lowercased()) ? "must not be '\(text)', which is reserved" : nil
    }

    private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        if ("a"..."z").contains(scalar) { return true }
        return switch letters {
        case .lower: false
        case .both: ("A"..."Z").contains(scalar)
        case .korean: ("A"..."Z").contains(scalar) || ("가"..."힣").contains(scalar) || ("ㄱ"..."ㅣ").contains(scalar)
        }
    }
}
