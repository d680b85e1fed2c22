import Model

// What a deletion takes along, since the creation of the object made it, and what it leaves.

extension Planner {
    /// Says of every deletion what becomes of the objects that were made together with its own. Asked when every step is
    /// there: what this very plan takes under management is nobody's byproduct any more.
    mutating func settleByproducts() {
        guard steps.contains(where: { !(catalog[$0.address.kind]?.life.byproducts.isEmpty ?? true) }) else { return }
        let others = Others(managed: managed(), users: users())
        for index in steps.indices {
            let step = steps[index]
            guard let kind = catalog[step.address.kind], !kind.life.byproducts.isEmpty,
                let record = recorded[step.address]
            else { continue }
            let object = step.objectID.flatMap { live.object(kind.name, id: $0) }
            if step.destroys {
                steps[index].add(remainders(of: record, kind, object, others), kind)
                if let object { releaseFirst(kind.broughtAlong, object, step.address) }
            } else if object == nil, record.id != nil, step.reason == .vanished {
                steps[index].remainders = orphans(of: record, kind, others)
            }
        }
    }

    /// What an object brought along and has an address of its own is deleted when that object uses it no more.
    private mutating func releaseFirst(_ brought: [Byproduct], _ object: LiveObject, _ owner: Address) {
        for byproduct in brought {
            let ids = Set(byproduct.ids(in: object.attributes))
            for index in steps.indices
            where steps[index].destroys && steps[index].address.kind == byproduct.kind
                && steps[index].objectID.map(ids.contains) ?? false
            { steps[index].follows = (steps[index].follows + [owner]).sorted() }
        }
    }

    /// What becomes of the objects that were made together with one that is to be deleted. Those that have an address of
    /// their own are no matter of this one.
    private func remainders(
        of record: RecordedResource, _ kind: Kind, _ object: LiveObject?, _ others: Others
    ) -> [Step.Remainder] {
        kind.life.byproducts.flatMap { byproduct -> [Step.Remainder] in
            let shown = object.map { byproduct.ids(in: $0.attributes) } ?? []
            let made = made(byproduct, record, shown: shown)
            let ids = shown + made.filter { !shown.contains($0) }
            return ids.compactMap { id in
                let target = FieldType.Target(kind: byproduct.kind, id: id)
                guard !others.managed.contains(target) else { return nil }
                // What ends with the object does so whoever refers to it.
                let isPart = byproduct.isPart && shown.contains(id)
                let user = isPart ? nil : others.users[target]?.first { $0 != record.address }
                let fate = user.map { Step.Remainder.Fate.left("\($0) refers to it") }
                return Step.Remainder(
                    kind: byproduct.kind, id: id,
                    fate: fate
                        ?? self.fate(byproduct, isMade: made.contains(id), isShown: shown.contains(id), record))
            }
        }
    }

    /// What was made together with an object that somebody else has deleted.
    private func orphans(
        of record: RecordedResource, _ kind: Kind, _ others: Others
    ) -> [Step.Remainder] {
        kind.life.byproducts.flatMap { byproduct -> [Step.Remainder] in
            (record.made(byproduct.kind) ?? []).compactMap { id in
                let target = FieldType.Target(kind: byproduct.kind, id: id)
                let isGone = live.observedKinds.contains(target.kind) && live.object(target.kind, id: id) == nil
                guard !isGone, !others.managed.contains(target), others.users[target] == nil else { return nil }
                return Step.Remainder(
                    kind: byproduct.kind, id: id,
                    fate: .left("it may still exist, although the object it was created with is gone"))
            }
        }
    }

    /// The ids that nacre's own call made. Before they were recorded, a field of the object may tell of one.
    private func made(_ byproduct: Byproduct, _ record: RecordedResource, shown: [String]) -> [String] {
        if record.adopted { return [] }
        if let made = record.made(byproduct.kind) { return made }
        guard let field = byproduct.impliedBy, let value = record.applied[field], !value.isAbsent, value != false else {
            return []
        }
        return shown.filter(byproduct.ids(in: record.lastSeen).contains)
    }

    private func fate(
        _ byproduct: Byproduct, isMade: Bool, isShown: Bool, _ record: RecordedResource
    ) -> Step.Remainder.Fate {
        // A deletion that was cut off may have taken it off the object already.
        if isMade, isShown || record.condition == .deleting { return .deleted }
        if isShown, byproduct.isPart { return .ended }
        return .left(isMade ? "it was created with the object, but no longer belongs to it" : "nacre did not create it")
    }

    /// What state has under addresses of their own, or comes to have in this plan.
    private func managed() -> Set<FieldType.Target> {
        var managed: Set<FieldType.Target> = []
        for (kind, ids) in owners { for id in ids.keys { managed.insert(FieldType.Target(kind: kind, id: id)) } }
        for record in recorded.resources {
            if let id = record.id { managed.insert(FieldType.Target(kind: record.address.kind, id: id)) }
        }
        return managed
    }

    /// Who names which objects by their ids, or finds them by lookups.
    private func users() -> [FieldType.Target: [Address]] {
        var users: [FieldType.Target: [Address]] = [:]
        guard !options.destroy else { return users }
        for resource in desired.resources {
            guard let kind = catalog[resource.address.kind] else { continue }
            for (name, value) in resource.attributes {
                guard let type = kind.field(name)?.type, !type.referencedKinds.isEmpty else { continue }
                let use = KnownValues.Use(owner: resource.address, field: name)
                for target in type.targets(of: known.resolve(value, for: use)) {
                    users[target, default: []].append(resource.address)
                }
            }
        }
        return users
    }
}

/// Whose the objects are that were made besides.
private struct Others {
    let managed: Set<FieldType.Target>
    let users: [FieldType.Target: [Address]]
}

extension Step {
    /// Takes along what was made besides.
    fileprivate mutating func add(_ remainders: [Remainder], _ kind: Kind) {
        self.remainders = remainders
        let deleted = Set(remainders.filter { $0.fate == .deleted }.map(\.kind))
        calls = kind.life.byproducts.filter { deleted.contains($0.kind) }.flatMap(\.calls) + calls
    }
}
