import Model

// Objects whose deletion was requested and can still be cancelled.

extension Kind {
    /// What is wanted of an object. What one that is pending deletion does not show, a wanted one has as at its beginning.
    func recovering(_ object: LiveObject, to wanted: Attributes) -> Attributes {
        guard isPendingDeletion(object) else { return wanted }
        let hidden = fields.filter { $0.isComparable && object.attributes[$0.name] == .null }
        let begun = hidden.compactMap { field in field.initial.map { (field.name, $0) } }
        return wanted.merging(begun) { own, _ in own }
    }
}

extension Planner {
    /// The object that a new one would collide with, as it keeps its name until it is gone: it is brought back instead.
    func pendingDeletion(of resource: DesiredResource, _ kind: Kind) -> LiveObject? {
        guard kind.status?.recoverable.isEmpty == false else { return nil }
        return foundByMarker(resource, kind).first {
            kind.isPendingDeletion($0) && owners[kind.name]?[$0.id] == nil
        }
    }

    /// A note for each deletion that takes effect only later.
    func cancellableDeletions(among steps: [Step]) -> [Diagnostic] {
        steps.compactMap { step in
            guard step.action == .delete || step.action == .resume(.deleting),
                let grace = catalog[step.address.kind]?.life.grace
            else { return nil }
            return Diagnostic(
                .note, code: "cancellable-deletion", "\(step.address) will be pending deletion for \(grace)",
                help: "to cancel its deletion until then, add it to the manifests again")
        }
    }
}

extension DriftDetector {
    /// Says of an object that somebody requested its deletion.
    static func pendingDeletion(_ address: Address, _ kind: Kind, _ object: LiveObject) -> Diagnostic? {
        guard kind.isPendingDeletion(object) else { return nil }
        return Diagnostic(
            .warning, code: "pending-deletion", "\(address) is pending deletion (status \(object.status ?? ""))",
            help: "run \"nacre apply\" to cancel its deletion, or remove it from the manifests")
    }
}
