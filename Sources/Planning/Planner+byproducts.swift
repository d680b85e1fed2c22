import Model

// What a deletion takes along, since the creation of the object made it, and what it leaves.

extension Planner {
    /// What becomes of the objects that were made together with one that is to be deleted. Those that state has under an
    /// address of their own are no matter of this one.
    func remainders(of record: RecordedResource, _ kind: Kind, _ object: LiveObject) -> [Step.Remainder] {
        kind.byproducts.flatMap { byproduct -> [Step.Remainder] in
            let shown = byproduct.ids(in: object.attributes)
            let made = made(byproduct, record, shown: shown)
            let ids = shown + made.filter { !shown.contains($0) }
            return ids.compactMap { id in
                guard owner(of: byproduct.kind, id: id) == nil else { return nil }
                return Step.Remainder(
                    kind: byproduct.kind, id: id,
                    fate: fate(isMade: made.contains(id), isShown: shown.contains(id), record))
            }
        }
    }

    /// The ids that nacre's own call made. Before they were recorded, a field of the object may tell of one.
    private func made(_ byproduct: Byproduct, _ record: RecordedResource, shown: [String]) -> [String] {
        if record.adopted { return [] }
        if let made = record.made(byproduct.kind) { return made }
        guard let field = byproduct.impliedBy, record.applied[field]?.bool == true else { return [] }
        return shown.filter(byproduct.ids(in: record.outputs).contains)
    }

    private func fate(isMade: Bool, isShown: Bool, _ record: RecordedResource) -> Step.Remainder.Fate {
        // A deletion that was cut off may have taken it off the object already.
        if isMade, isShown || record.condition == .deleting { return .deleted }
        return .left(isMade ? "it was made with it, but does not belong to it any more" : "nacre did not make it")
    }

    private func owner(of kind: String, id: String) -> Address? {
        recorded.resources.first { $0.address.kind == kind && $0.id == id }?.address
    }
}

extension Step {
    /// Takes along what was made besides.
    mutating func add(_ remainders: [Remainder], _ kind: Kind) {
        self.remainders = remainders
        let deleted = Set(remainders.filter { $0.fate == .deleted }.map(\.kind))
        calls = kind.byproducts.filter { deleted.contains($0.kind) }.flatMap(\.calls) + calls
    }
}
