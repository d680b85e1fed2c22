import OrderedJSON

/// What a name or a password of Cloud DB must look like. Source: api/clouddb.md §2–§6.
struct TextRule: Sendable {
    let length: ClosedRange<Int>
    /// What each character must be.
    let character: @Sendable (Unicode.Scalar) -> Bool
    /// What the first one must be besides.
    var first: @Sendable (Unicode.Scalar) -> Bool = { _ in true }
    /// Names that are taken by what an engine has itself, in lower case. (inferred)
    var reserved: Set<String> = []

    func accepts(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard length.contains(scalars.count), let start = scalars.first else { return false }
        return first(start) && scalars.allSatisfy(character) && !reserved.contains(text.lowercased())
    }

    /// The text of a parameter that must be there.
    func required(_ parameters: CallParameters, _ name: String) throws(Failure) -> String {
        let text = try parameters.required(name)
        guard accepts(text) else { throw .invalid(name) }
        return text
    }

    /// Letters, Korean ones among them, digits and `-`.
    static func serviceName(_ length: ClosedRange<Int>) -> TextRule {
        TextRule(length: length) { $0.isKorean || $0.isLetter || $0.isDigit || $0 == "-" }
    }

    /// Letters, digits and some signs; a letter first.
    static func name(_ length: ClosedRange<Int>, signs: Set<Unicode.Scalar>) -> TextRule {
        TextRule(length: length, character: { $0.isLetter || $0.isDigit || signs.contains($0) }, first: \.isLetter)
    }

    /// The same of lower-case letters only.
    static func lowerName(_ length: ClosedRange<Int>, signs: Set<Unicode.Scalar>) -> TextRule {
        TextRule(
            length: length, character: { $0.isLower || $0.isDigit || signs.contains($0) }, first: \.isLower)
    }

    /// The same rule, without some names.
    func without(_ reserved: String...) -> TextRule {
        var rule = self
        rule.reserved = Set(reserved)
        return rule
    }
}

extension Unicode.Scalar {
    fileprivate var isLower: Bool { ("a"..."z").contains(self) }
    fileprivate var isLetter: Bool { isLower || ("A"..."Z").contains(self) }
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
    /// A syllable, or a letter that stands alone.
    fileprivate var isKorean: Bool { (0xAC00...0xD7A3).contains(value) || (0x3131...0x318E).contains(value) }
}

/// Passwords of database users: a letter, a digit and another character, without those that statements are quoted by.
enum DatabasePassword {
    static let length = 8...20
    private static let forbidden = Set("`&+\\\"'/ ".unicodeScalars)

    /// The digest that is kept of the password a call gives: no answer and no world file shows what it was.
    /// - Parameter user: a name that must not be in it; nil where that is no rule.
    static func digest(
        _ name: String, _ parameters: CallParameters, without user: String? = nil
    ) throws(Failure) -> JSON {
        let text = try parameters.required(name)
        guard accepts(text), user.map({ $0.isEmpty || !text.contains($0) }) ?? true else { throw .invalid(name) }
        return digest(of: text)
    }

    static func digest(of text: String) -> JSON {
        .string(SignatureCheck.signature(of: text, secretKey: "simulated database"))
    }

    static func accepts(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        return length.contains(scalars.count) && scalars.allSatisfy { ("!"..."~").contains($0) }
            && !scalars.contains(where: forbidden.contains) && scalars.contains(where: \.isLetter)
            && scalars.contains(where: \.isDigit) && scalars.contains { !$0.isLetter && !$0.isDigit }
    }
}

extension Input {
    /// The password of a new user.
    /// - Parameter name: the parameter with a name that must not be in it; nil where that is no rule.
    static func password(apartFrom name: String? = nil) -> Input {
        .values { parameters, _, _ throws(Failure) in
            let user = name.flatMap(parameters.text)
            return ["passwordDigest": try DatabasePassword.digest("password", parameters, without: user)]
        }
    }

    /// Another password of a user: one that is left out stays, an empty one is refused. (inferred)
    static func newPassword(apartFrom name: String? = nil) -> Input {
        .values { parameters, _, _ throws(Failure) in
            guard !parameters.isEmptied("password") else { throw .invalid("password") }
            guard parameters.text("password") != nil else { return [:] }
            let user = name.flatMap(parameters.text)
            return ["passwordDigest": try DatabasePassword.digest("password", parameters, without: user)]
        }
    }

    /// A name, kept under another one than the parameter's.
    static func text(_ parameter: String, as attribute: String? = nil, _ rule: TextRule) -> Input {
        .values { parameters, _, _ throws(Failure) in
            [attribute ?? parameter: .string(try rule.required(parameters, parameter))]
        }
    }
}
