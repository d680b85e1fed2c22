// Numbers that change only in some way, and what an element keeps.

extension Constraint {
    /// Says how a change of a version leads back, or over more than one of the steps of an engine; nil when it does not.
    static func upgradeViolation(_ before: Value?, _ after: Value?, along steps: [String]) -> String? {
        guard let old = before?.text.map(number), let new = after?.text.map(number), !old.isEmpty, !new.isEmpty else {
            return nil
        }
        if leadsBack(before, after) { return "cannot go back from \(shown(old)) to \(shown(new))" }
        let places = steps.map(number)
        guard let from = places.firstIndex(where: old.starts), let to = places.firstIndex(where: new.starts),
            to - from > 1
        else { return nil }
        return "cannot go from \(steps[from]) to \(steps[to]) at once: the next step is \(steps[from + 1])"
    }

    private static func leadsBack(_ before: Value?, _ after: Value?) -> Bool {
        guard let old = before?.text.map(number), let new = after?.text.map(number) else { return false }
        return new.lexicographicallyPrecedes(old)
    }

    /// The number in a version code: 8, 0 and 40 in `MYSQL8.0.40`.
    private static func number(_ code: String) -> [Int] {
        code.drop { !$0.isNumber }.split(separator: ".").prefix { Int($0) != nil }.compactMap { Int($0) }
    }

    private static func shown(_ number: [Int]) -> String { number.map(String.init).joined(separator: ".") }

    /// Says which of the members an element changes that it keeps for as long as it lives.
    static func keptViolation(_ before: Value?, _ after: Value?, _ members: [String]) -> String? {
        guard case .map(let old)? = before, case .map(let new)? = after else { return nil }
        let changed = members.first { name in
            guard let value = new[name], let shown = old[name], value.references.isEmpty else { return false }
            return !value.isAbsent && !shown.isAbsent && value.spelling != shown.spelling
        }
        return changed.map { "cannot change its \($0)" }
    }

    /// What to do instead of a change that breaks the rule.
    /// - Parameters:
    ///   - path: where the value is.
    ///   - before: what it is.
    ///   - after: what it was to be.
    public func advice(for path: FieldPath, changing before: Value?, to after: Value?) -> String {
        let value = (before ?? .null).display
        return switch self {
        case .upgrades where Self.leadsBack(before, after):
            "set \(path) to \(value) or a higher version; a lower one takes a new object"
        case .upgrades: "upgrade one step at a time, and apply between the steps"
        case .keeps: "remove the entry and apply, which deletes what it holds; then add the new one"
        default:
            "set \(path) to \(value) or more; to get a smaller one, create a new object and copy the data"
        }
    }
}
