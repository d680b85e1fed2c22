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

    /// Objects that are deleted where new ones, refused, were to take what they have: by the steps of both.
    func placesForRefused() -> [(former: Step.ID, heir: Step.ID)] {
        let heirs = steps.filter { $0.isRefused && $0.desired != nil && recorded[$0.address]?.id == nil }
        guard !heirs.isEmpty else { return [] }
        var places = Places()
        for step in steps where step.destroys && step.action != .deleteReplaced {
            for (slot, key) in left(by: step) { places.leave(slot, key, step) }
        }
        places.sort()
        return heirs.flatMap { heir in
            slots(of: heir, isNew: true).filter(\.0.isCertain)
                .flatMap { slot, key in places.holders(slot, key) }
                .filter { $0.id.address != heir.address }
                .map { (former: $0.id, heir: heir.id) }
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
        guard step.comesNew || step.changesInPlace else { return [] }
        return slots(of: step, isNew: step.comesNew)
    }

    private func slots(of step: Step, isNew: Bool) -> [(Kind.Slot, Places.Key)] {
        guard let kind = catalog[step.address.kind], let desired = step.desired else { return [] }
        let changed = Set(step.changes.map(\.path.field))
        var new = isNew ? [:] : step.objectID.flatMap { live.object(kind.name, id: $0)?.attributes } ?? [:]
        new.merge(known.resolve(desired.attributes, of: step.address)) { _, wanted in wanted }
        return kind.allSlots.compactMap { slot in
            guard isNew || !changed.isDisjoint(with: slot.fields) else { return nil }
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
