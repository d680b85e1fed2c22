/// Fields that stand in for each other: of an object's own, or of an element of a list.
public struct FieldChoice: Hashable, Sendable {
    public enum Rule: Hashable, Sendable {
        case exactlyOne, atLeastOne, atMostOne
        /// All of them or none.
        case together
    }

    public var rule: Rule
    public var fields: [String]
    /// How to write what is easily missed, for the help of the error; nil where the names say enough.
    public var advice: String?

    /// - Parameter advice: how to write what is easily missed.
    public init(_ rule: Rule, of fields: [String], advice: String? = nil) {
        self.rule = rule
        self.fields = fields
        self.advice = advice
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

    /// What to do where an object with these members breaks the rule; nil where it keeps it.
    public func help(in members: Attributes) -> String? {
        guard violation(in: members) != nil else { return nil }
        let given = fields.filter { members[$0].map { !$0.isAbsent } ?? false }
        let missing = fields.filter { !given.contains($0) }
        let action =
            switch rule {
            case .exactlyOne where given.isEmpty, .atLeastOne: "add one of them"
            case .exactlyOne, .atMostOne: "keep one of \(given.joined(separator: ", ")), and remove the others"
            case .together: "add \(missing.joined(separator: ", ")), or remove \(given.joined(separator: ", "))"
            }
        return action + (advice.map { "; \($0)" } ?? "")
    }
}
