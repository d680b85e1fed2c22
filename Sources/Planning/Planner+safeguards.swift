import Model

// What live objects forbid by themselves. Found here, where nothing has been done yet.

extension Planner {
    /// What stands in the way of an act.
    enum Obstacle {
        case none
        /// nacre set it itself, or the manifest takes it away: it is lifted by these calls, and shown.
        case lifted([FieldChange], calls: [String])
        case refused(reason: String, advice: String)
    }

    /// - Parameters:
    ///   - wanted: what the manifest says of the object; nil when it no longer names it.
    ///   - changed: the fields that are changed at the same time, and forbid nothing any more.
    func obstacle(
        to act: Safeguard.Act, on object: LiveObject, _ kind: Kind, applied: Attributes, wanted: Attributes? = nil,
        besides changed: Set<String> = []
    ) -> Obstacle {
        var changes: [FieldChange] = []
        var calls: [String] = []
        for safeguard in kind.life.safeguards
        where safeguard.act == act && !changed.contains(safeguard.field)
            && object.known(applied)[safeguard.field] == safeguard.value
        {
            let isOurs = applied[safeguard.field] == safeguard.value
            let isUnwanted = wanted?[safeguard.field].map { $0 != safeguard.value } ?? false
            guard !safeguard.liftedBy.isEmpty, isOurs || isUnwanted else {
                return .refused(reason: safeguard.reason, advice: safeguard.advice)
            }
            changes.append(
                FieldChange(FieldPath(safeguard.field), before: safeguard.value, after: safeguard.lifted))
            calls += safeguard.liftedBy
        }
        return changes.isEmpty ? .none : .lifted(changes, calls: calls)
    }

    /// What the object as it is forbids of the changes. One that is made anew may be anything.
    func forbidden(
        _ changes: [FieldChange], by object: LiveObject, _ kind: Kind
    ) -> Refusal? {
        guard !changes.contains(where: \.forcesReplace) else { return nil }
        let changed = Set(changes.map(\.path.field))
        for change in changes {
            let act = Safeguard.Act.change(change.path.field)
            if case .refused(let reason, let advice) = obstacle(
                to: act, on: object, kind, applied: [:], besides: changed)
            {
                return ("\(change.path) cannot be changed: \(reason)", advice, change.path)
            }
        }
        return nil
    }
}

extension Step {
    /// Has what forbids the deletion taken away first.
    mutating func lift(_ changes: [FieldChange], calls: [String]) {
        self.changes = changes
        self.calls = calls + self.calls
    }
}
