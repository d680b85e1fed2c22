/// Fields that stand in for each other: of an object's own, or of an element of a list.
public struct FieldChoice: Hashable, Sendable {
    public enum Rule: Hashable, Sendable {
        case exactlyOne, atLeastOne, atMostOne
        /// All of them or none.
        case together
    }

    public var rule: Rule
    public var fields: [String]

    public init(_ rule: Rule, of fields: [String]) {
        self.rule = rule
        self.fields = fields
    }

    /// The fields that cannot stay where one of `given` is put; none where all may stand side by side.
    public func displaced(by given: Set<String>) -> Set<String> {
        switch rule {
        case .exactlyOne, .atMostOne: given.isDisjoint(with: fields) ? [] : Set(fields).subtracting(given)
        case .atLeastOne, .together: []
        }
    }

    /// Says how an object with these members breaks the rule; nil when it keeps it.
    public func violation(in members: Attributes) -> String? {
        let given = fields.filter { members[$0].map { !$0.isAbsent } ?? false }
        let names = fields.joined(separator: ", ")
        switch rule {
        case .exactlyOne: return given.count == 1 ? nil : "needs exactly one of \(names), but has \(given.count)"
        case .atLeastOne: return given.isEmpty ? "needs at least one of \(names)" : nil
        case .atMostOne: return given.count > 1 ? "may have only one of \(names), but has \(given.count)" : nil
        case .together:
            let isWhole = given.isEmpty || given.count == fields.count
            return isWhole ? nil : "needs all of \(names) or none, but has only \(given.joined(separator: ", "))"
        }
    }
}
