import Model

// Which steps may break those who call what they change.

extension Planner {
    /// Writes to each step what its kind says of the change.
    mutating func judgeBreaking() {
        for index in steps.indices {
            guard let kind = catalog[steps[index].address.kind], let judge = kind.checks.breaking,
                let (old, new) = sides(of: steps[index], kind)
            else { continue }
            steps[index].breaking = judge(old, new)
        }
    }

    /// The object's fields before and after a step; nil after for one that goes. Nil when nobody can notice.
    private func sides(of step: Step, _ kind: Kind) -> (Attributes, Attributes?)? {
        guard var old = step.objectID.flatMap({ live.object(kind.name, id: $0) })?.attributes else { return nil }
        if let field = kind.serving.deployment?.field, old[field] == nil {
            old[field] = recorded[step.address]?.applied[field]
        }
        switch step.action {
        case .delete, .resume(.deleting): return (old, nil)
        case .update, .adopt, .resume(.creating), .resume(.updating), .resume(.ready), .replace:
            var new = old
            for field in Set(step.changes.map(\.path.field)) {
                new[field] = known.resolve(step.desired?.attributes[field] ?? kind.field(field)?.initial ?? .null)
            }
            return (old, new)
        case .create, .deleteReplaced, .move, .forget, .updateLifecycle, .refuse: return nil
        }
    }
}
