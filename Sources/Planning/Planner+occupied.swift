import Model

// Objects that cannot go, for something lies in them that stays.

extension Planner {
    /// What stays in the cloud keeps what it lies in: a deletion could take it along, or would fail for it when everything
    /// else is gone already. That is what is let go of, and what is not managed at all.
    ///
    /// - Parameter isLast: whether every step is planned. Before that, what belongs to a managed object may still go with it,
    ///   when that is replaced.
    mutating func keepWhatHoldsForeignObjects(isLast: Bool) {
        let going = Set(
            steps.filter(\.destroys).compactMap { step in
                step.objectID.map { FieldType.Target(kind: step.address.kind, id: $0) }
            })
        guard !going.isEmpty else { return }
        let occupied = strangers(in: going, isLast: isLast).merging(forgotten()) { _, forgotten in forgotten }
        let refusals = steps.filter(\.destroys).compactMap { step -> Step? in
            guard let id = step.objectID, let inside = occupied[FieldType.Target(kind: step.address.kind, id: id)]
            else { return nil }
            return steps.refusal(of: step, because: inside.reason, advice: inside.advice)
        }
        // Of a replacement neither half is left.
        let refused = Set(refusals.map(\.address))
        steps.removeAll { refused.contains($0.address) }
        steps += refusals
    }

    /// Something that stays, as what it lies in has to be told of it.
    private struct Occupant {
        let reason: String
        let advice: String
    }

    private func forgotten() -> [FieldType.Target: Occupant] {
        var inside: [FieldType.Target: Occupant] = [:]
        for step in steps where step.action == .forget && step.reason == .forgetRequested {
            guard let kind = catalog[step.address.kind],
                let object = step.objectID.flatMap({ live.object(kind.name, id: $0) }), !kind.isCompanion(object)
            else { continue }
            let occupant = Occupant(
                reason: "\(step.address) is in it and will stay in the cloud",
                advice: "keep it too, with lifecycle.onRemove: retain, or delete \(step.address)")
            for target in kind.surroundings(of: object) { inside[target] = occupant }
        }
        return inside
    }

    private func stranger(_ title: String) -> Occupant {
        Occupant(
            reason: "\(title) is in it and is not managed here",
            advice: "delete or import \(title) first, or keep this object with lifecycle.onRemove: retain")
    }

    private func member(_ object: LiveObject, of maker: LiveObject) -> Occupant {
        let title = title(of: maker)
        return Occupant(
            reason: "\(object.fullTitle) is in it, which \(title) has made, and \(title) stays",
            advice: "delete \(title) as well, or keep this object with lifecycle.onRemove: retain")
    }

    /// The objects that state has.
    private var managed: Set<FieldType.Target> {
        Set(recorded.resources.compactMap { row in row.id.map { FieldType.Target(kind: row.address.kind, id: $0) } })
    }

    /// What was made together with objects, and that their deletion takes along by itself.
    private func goingAlong(with going: Set<FieldType.Target>) -> Set<FieldType.Target> {
        going.reduce(into: []) { along, target in
            guard let object = live.object(target.kind, id: target.id) else { return }
            for byproduct in catalog[target.kind]?.life.byproducts ?? [] where byproduct.calls.isEmpty {
                along.formUnion(
                    byproduct.ids(in: object.attributes).map { FieldType.Target(kind: byproduct.kind, id: $0) })
            }
        }
    }

    /// Objects that no row knows of, as far as their kinds were read. What is nested goes with what it is nested in.
    private func strangers(in going: Set<FieldType.Target>, isLast: Bool) -> [FieldType.Target: Occupant] {
        let hosts = Set(going.map(\.kind))
        let along = goingAlong(with: isLast ? going : going.union(managed))
        var inside: [FieldType.Target: Occupant] = [:]
        for kind in catalog.kinds where kind.place.listedUnder == nil && !hosts.isDisjoint(with: kind.hosts) {
            let known = Set(recorded.resources.filter { $0.address.kind == kind.name }.compactMap(\.id))
            for object in live.all(kind.name) where !known.contains(object.id) && !kind.isBuiltIn(object) {
                guard owners[kind.name]?[object.id] == nil, kind.status?.isLeaving(object.status) != true else {
                    continue
                }
                let holders = kind.surroundings(of: object).filter(going.contains)
                guard !holders.isEmpty, !along.contains(FieldType.Target(kind: kind.name, id: object.id)) else {
                    continue
                }
                let maker = memberships.maker(of: object)
                // What the maker ends by itself is gone when that is.
                if let maker, going.contains(FieldType.Target(kind: maker.kind, id: maker.id)) { continue }
                if let maker, !isLast, owners[maker.kind]?[maker.id] != nil { continue }
                let occupant = maker.map { member(object, of: $0) } ?? stranger("\(kind.name) \(object.id)")
                for holder in holders { inside[holder] = occupant }
            }
        }
        return inside
    }
}

extension Kind {
    /// The fields that name what an object lies in: it cannot be without them. A request that was made is history, and
    /// lies in nothing.
    private var surrounding: [(field: Field, parent: String)] {
        if life.isOnce { return [] }
        return fields.compactMap { field in
            guard case .reference(let parent) = field.type, !field.isAttachment, !field.isOrigin,
                field.presence == .required || parent == place.listedUnder
            else { return nil }
            return (field, parent)
        }
    }

    /// The kinds that its objects lie in.
    fileprivate var hosts: [String] { surrounding.map(\.parent) }

    /// What an object lies in.
    fileprivate func surroundings(of object: LiveObject) -> [FieldType.Target] {
        surrounding.compactMap { field, parent in
            object.attributes[field.name]?.spelling.map { FieldType.Target(kind: parent, id: $0) }
        }
    }
}
