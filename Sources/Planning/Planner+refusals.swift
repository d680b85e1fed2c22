import Model

// What cannot be done to an object that the manifests name, and where they say it.

extension Planner {
    /// - Parameter place: where the manifest has the field that it is about; nil where it is about the object as a whole.
    mutating func refuse(
        _ resource: DesiredResource, _ reason: String, advice: String, changes: [FieldChange] = [],
        at place: SourceSpan? = nil
    ) {
        var step = Step(
            resource.address, .refuse(advice: advice), because: .notOffered(reason), changes: changes,
            desired: resource)
        step.place = place
        steps.append(step)
    }

    /// Why a change cannot be made, what to do instead, and the field that it is about.
    typealias Refusal = (reason: String, advice: String, field: FieldPath?)

    /// Why one of the changes cannot be made to the object.
    func refusal(
        among changes: [FieldChange], of object: LiveObject, _ kind: Kind
    ) -> Refusal? {
        unchangeable(changes, kind) ?? unread(changes, of: object, kind) ?? ended(changes, kind)
            ?? forbidden(changes, by: object, kind)
    }

    /// Rows that the cloud does not show are not changed: what was applied last may not be what is there.
    private func unread(
        _ changes: [FieldChange], of object: LiveObject, _ kind: Kind
    ) -> Refusal? {
        for name in changes.map(\.path.field) where object.attributes[name] == nil {
            guard case .rows? = kind.field(name)?.type else { continue }
            return (
                "\(name) cannot be read, so it is not changed", "change it in the console, then in the manifest",
                FieldPath(name)
            )
        }
        return nil
    }

    private func unchangeable(_ changes: [FieldChange], _ kind: Kind) -> Refusal? {
        for change in changes {
            if case .refused(let advice)? = kind.field(change.path.field)?.change {
                return ("\(change.path) cannot be changed", advice, change.path)
            }
            if let missing = kind.missing(inNew: change) {
                return (
                    "\(change.path) is new and has no \(missing.name)",
                    "set \(missing.name) in it", change.path
                )
            }
            for constraint in kind.field(change.path.field)?.constraints ?? [] {
                guard let violation = constraint.violation(changing: change.before, to: change.after) else { continue }
                return (
                    "\(change.path) \(violation)",
                    constraint.advice(for: change.path, changing: change.before, to: change.after), change.path
                )
            }
        }
        return nil
    }
}
