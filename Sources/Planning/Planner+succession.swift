import Model

// What comes new in the very place of something that goes.

extension Planner {
    /// Lets objects wait for those whose place they take: a name within a parent, a range, an address on a server is
    /// one object's alone.
    ///
    /// A manifest that is called otherwise, without a word of what it was called before, asks for this.
    mutating func orderSuccessions() {
        var places = Places()
        for step in steps { for (slot, key) in left(by: step) { places.leave(slot, key, step) } }
        guard !places.isEmpty else { return }
        places.sort()
        for index in steps.indices {
            var (certain, likely): (Set<Step.ID>, Set<Step.ID>) = ([], [])
            for (slot, key) in taken(by: steps[index]) {
                for former in places.holders(slot, key) where former.id.address != steps[index].address {
                    let isFirm = slot.isCertain && former.destroys && steps[index].comesNew
                    if isFirm { certain.insert(former.id) } else { likely.insert(former.id) }
                }
            }
            steps[index].succeeds = certain.sorted()
            steps[index].prefers = likely.subtracting(certain).sorted()
        }
    }

    /// What the object of the step has and will not have any more.
    private func left(by step: Step) -> [(Kind.Slot, Places.Key)] {
        guard let kind = catalog[step.address.kind], let id = step.objectID,
            let old = live.object(kind.name, id: id)?.attributes
        else { return [] }
        let changed = Set(step.changes.map(\.path.field))
        return kind.allSlots.compactMap { slot in
            guard step.destroys || step.changesInPlace && !changed.isDisjoint(with: slot.fields) else { return nil }
            return Places.Key(slot, kind, old).map { (slot, $0) }
        }
    }

    /// What the object of the step will have and did not have before.
    private func taken(by step: Step) -> [(Kind.Slot, Places.Key)] {
        guard let kind = catalog[step.address.kind], let desired = step.desired, step.comesNew || step.changesInPlace
        else { return [] }
        let changed = Set(step.changes.map(\.path.field))
        var new = step.comesNew ? [:] : step.objectID.flatMap { live.object(kind.name, id: $0)?.attributes } ?? [:]
        new.merge(known.resolve(desired.attributes, of: step.address)) { _, wanted in wanted }
        return kind.allSlots.compactMap { slot in
            guard step.comesNew || !changed.isDisjoint(with: slot.fields) else { return nil }
            return Places.Key(slot, kind, new).map { (slot, $0) }
        }
    }
}

extension Step {
    fileprivate var comesNew: Bool {
        switch action {
        case .create, .replace: true
        case .update, .deleteReplaced, .delete, .adopt, .move, .forget, .resume, .updateLifecycle, .refuse: false
        }
    }
}
