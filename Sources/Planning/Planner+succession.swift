import Model

// What comes new in the very place of something that goes.

extension Planner {
    /// Lets objects wait for those whose place they take: a name within a parent, a range, an address on a server is
    /// one object's alone, and a server that is full takes nothing before something leaves it.
    ///
    /// A manifest that is called otherwise, without a word of what it was called before, asks for this.
    mutating func orderSuccessions() {
        var places = Places()
        for step in steps { for (slot, key) in left(by: step) { places.leave(slot, key, step) } }
        guard !places.isEmpty else { return }
        places.sort()
        let takers = steps.indices.filter { !steps[$0].isRefused }.map { ($0, taken(by: steps[$0])) }
        let arrivals = takers.flatMap(\.1).filter { $0.0.limit > 1 }.map(\.1)
        let crowds = arrivals.isEmpty ? nil : Crowds(catalog, live, with: arrivals)
        for (index, taken) in takers {
            let taker = steps[index]
            var certain: Set<Step.ID> = []
            for (slot, key) in taken where slot.limit == 1 || crowds?.exceed(slot.limit, key) ?? false {
                for (giver, given) in places.holders(key) where giver.address != taker.address {
                    if slot.isCertain, giver.destroys, taker.comesNew {
                        certain.insert(giver.id)
                    } else {
                        handovers.append(handover(given, from: giver, to: taker))
                    }
                }
            }
            steps[index].succeeds = certain.sorted()
        }
    }

    private func handover(_ slot: Kind.Slot, from giver: Step, to taker: Step) -> Handover {
        if slot.isTakenFromBuiltIn, let kind = catalog[giver.address.kind],
            let object = giver.objectID.flatMap({ live.object(kind.name, id: $0) }), kind.isBuiltIn(object)
        {
            return Handover(from: taker.id, to: giver.id, isCertain: false, release: [])
        }
        return Handover(
            from: giver.id, to: taker.id, isCertain: slot.isCertain, release: release(slot, of: giver))
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
            slots(ofRefused: heir).filter(\.0.isCertain)
                .flatMap { slot, key in places.holders(key) }
                .filter { $0.step.address != heir.address }
                .map { (former: $0.step.id, heir: heir.id) }
        }
    }

    /// What an object would have whose creation is refused.
    private func slots(ofRefused step: Step) -> [(Kind.Slot, Places.Key)] {
        guard let kind = catalog[step.address.kind], let desired = step.desired else { return [] }
        let attributes = known.resolve(desired.attributes, of: step.address)
        return kind.allSlots.flatMap { slot in
            Places.keys(slot, kind, attributes, of: step.address, id: nil).map { (slot, $0) }
        }
    }

    /// What the object of the step has and will not have any more.
    private func left(by step: Step) -> [(Kind.Slot, Places.Key)] { sides(of: step) { $0.subtracting($1) } }

    /// What the object of the step will have and did not have before.
    private func taken(by step: Step) -> [(Kind.Slot, Places.Key)] { sides(of: step) { $1.subtracting($0) } }

    private func sides(
        of step: Step, _ difference: (_ before: Set<Places.Key>, _ after: Set<Places.Key>) -> Set<Places.Key>
    ) -> [(Kind.Slot, Places.Key)] {
        guard let kind = catalog[step.address.kind] else { return [] }
        let (before, after) = (before(step, kind), after(step, kind))
        guard before != nil || after != nil else { return [] }
        return kind.allSlots.flatMap { slot in
            func keys(_ attributes: Attributes?) -> Set<Places.Key> {
                let id = step.comesNew ? nil : step.objectID ?? recorded[step.address]?.id
                return attributes.map { Places.keys(slot, kind, $0, of: step.address, id: id) } ?? []
            }
            return difference(keys(before), keys(after)).map { (slot, $0) }
        }
    }

    /// The object as it is, when the step ends or changes it, or is refused and would have.
    private func before(_ step: Step, _ kind: Kind) -> Attributes? {
        guard step.destroys || step.changesWhatIsThere else { return nil }
        let id = step.objectID ?? recorded[step.address]?.id
        return id.flatMap { live.object(kind.name, id: $0)?.attributes }
    }

    /// The object as the step leaves it.
    private func after(_ step: Step, _ kind: Kind) -> Attributes? {
        guard let desired = step.desired else { return nil }
        if step.comesNew { return known.resolve(desired.attributes, of: step.address) }
        guard step.changesWhatIsThere, let old = before(step, kind) else { return nil }
        let wanted = kind.keepingOthers(
            in: old, from: known.resolve(desired.attributes, of: step.address),
            applied: recorded[step.address]?.applied ?? [:])
        var new = old
        for field in Set(step.changes.map(\.path.field)) {
            new[field] = wanted[field] ?? kind.field(field)?.initial ?? .null
        }
        return new
    }

    /// The changes by which the object of the step gives up a slot and takes nothing for it; none when it cannot be
    /// without.
    private func release(_ slot: Kind.Slot, of step: Step) -> [FieldChange] {
        guard step.changesWhatIsThere, !step.isRefused, let kind = catalog[step.address.kind],
            let old = before(step, kind),
            let new = after(step, kind),
            let field = slot.fields.lazy.compactMap({ kind.field($0) }).last(where: { old[$0.name] != new[$0.name] }),
            let present = old[field.name], field.change.calls.count > 1
        else { return [] }
        var free = Value.null
        if case .list(let elements) = present {
            let kept = new[field.name]?.elements ?? []
            free = .list(elements.filter { one in kept.contains { $0.spelling == one.spelling } })
        } else if field.initial != .null {
            return []
        }
        return [
            FieldChange(FieldPath(field.name), before: present, after: free, disruption: field.change.disruption)
        ]
    }
}

/// How many objects have the places that more than one may have.
private struct Crowds {
    private var counts: [Places.Key: Int] = [:]

    /// - Parameter arrivals: a place for each object that is to come.
    init(_ catalog: KindCatalog, _ live: LiveSnapshot, with arrivals: [Places.Key]) {
        for key in arrivals { counts[key, default: 0] += 1 }
        for kind in catalog.kinds {
            let slots = kind.allSlots.filter { $0.limit > 1 }
            guard !slots.isEmpty else { continue }
            for object in live.all(kind.name) where !kind.isBuiltIn(object) {
                for slot in slots {
                    let address = Address(kind: kind.name, name: object.id)
                    for key in Places.keys(slot, kind, object.attributes, of: address, id: object.id) {
                        counts[key, default: 0] += 1
                    }
                }
            }
        }
    }

    /// Whether those that are there and those that come are too many together, so that something must leave first.
    func exceed(_ limit: Int, _ key: Places.Key) -> Bool { counts[key, default: 0] > limit }
}

extension Step {
    fileprivate var comesNew: Bool {
        switch action {
        case .create, .replace: true
        case .update, .deleteReplaced, .delete, .adopt, .move, .forget, .resume, .updateLifecycle, .refuse: false
        }
    }

    /// Whether it makes changes to an object that is there and stays, or would make them.
    fileprivate var changesWhatIsThere: Bool { (changesInPlace || adopts || isRefused) && !changes.isEmpty }
}
