import Model

// What is made anew since it cannot change in place.

extension Planner {
    mutating func planReplacement(
        _ resource: DesiredResource, _ kind: Kind, _ record: RecordedResource, _ object: LiveObject,
        _ changes: [FieldChange], because reason: Reason
    ) {
        let place = changes.first(where: \.forcesReplace).flatMap { resource.place(of: $0.path) }
        if record.protect || resource.lifecycle.protect {
            return refuse(
                resource, "it is protected and would be replaced: \(reason.text)",
                advice: "set lifecycle.protect to false and apply that first", changes: changes, at: place)
        }
        if let ban = ban(onReplacing: kind) {
            return refuse(
                resource, "it cannot be replaced: \(ban.reason)", advice: ban.advice, changes: changes, at: place)
        }
        if kind.isCompanion(object), let parent = parentToBe(of: resource, kind) {
            return planAdoption(resource, kind, comingWith: parent)
        }
        if let parent = kind.place.companionOf, kind.isCompanion(object) {
            return refuse(
                resource, "it was created with its \(parent) and cannot be replaced: \(reason.text)",
                advice: "make the manifest match the object, or create a separate object", changes: changes, at: place)
        }
        let obstacle = obstacle(
            to: .deletion, on: object, kind, applied: record.applied, wanted: resource.attributes)
        if case .refused(let why, let advice) = obstacle {
            return refuse(
                resource, "it would be replaced: \(reason.text); \(why)", advice: advice, changes: changes, at: place)
        }
        var resource = resource
        if needsFreshName(resource, kind, object) {
            guard resource.fieldsFromName.contains("name") else {
                return refuse(
                    resource,
                    "it would be replaced: \(reason.text); the new one is created before the old one is deleted, and both "
                        + "cannot be named \"\(object.name ?? "")\"",
                    advice: "remove name from the manifest, so that the new one gets another, or change name as well",
                    changes: changes, at: place)
            }
            resource = freshlyNamed(resource, kind)
            known.isCalled(resource)
        }
        known.willBeMade(resource.address)
        var changes = changes
        if !changes.isEmpty,
            resource.attributes["name"] != object.attributes["name"]
                || resource.attributes.values.flatMap(\.references).contains(where: { $0.pick != nil })
        {
            // What is made anew chooses anew: lookups may come to another object now.
            changes = self.changes(resource, kind, object, applied: record.applied)
        }
        var old = Step(
            resource.address, .deleteReplaced, because: reason, disruption: kind.life.disruption,
            objectID: object.id, liveDigest: object.digest)
        old.treatment = kind.treatment(in: known.resolve(resource.attributes, of: resource.address))
        old.take(
            kind.life.deletion, for: object.known(record.applied, treatedAs: old.treatment),
            within: resource.lifecycle.timeouts.delete)
        if case .lifted(let changes, let calls) = obstacle { old.lift(changes, calls: calls) }
        var new = Step(
            resource.address, .replace, because: reason, disruption: max(.replace, kind.life.disruption),
            changes: changes, objectID: object.id, desired: resource, liveDigest: object.digest)
        new.take(kind.life.creation, for: resource.attributes, within: resource.lifecycle.timeouts.create)
        if kind.life.replacement == .deleteFirstUnlessRolledOut, resource.rollout != nil,
            !excludeEachOther(resource, kind, object)
        {
            new.replacementOrder = .createFirst
        }
        steps += [old, new]
    }

    /// Whether the new form of an object needs what only one object at a time can have, and the old one has it.
    private func excludeEachOther(_ resource: DesiredResource, _ kind: Kind, _ object: LiveObject) -> Bool {
        let wanted = known.resolve(resource.attributes, of: resource.address)
        return kind.allSlots.contains { slot in
            guard slot.isCertain, slot.limit == 1 else { return false }
            let had = Places.keys(slot, kind, object.attributes, of: resource.address, id: object.id)
            return !had.isDisjoint(with: Places.keys(slot, kind, wanted, of: resource.address, id: nil))
        }
    }

    /// Why no object of the kind is made anew: the new one could not come, or the old one not go.
    private func ban(onReplacing kind: Kind) -> (reason: String, advice: String)? {
        for ability in [kind.life.creation.ability, kind.life.deletion.ability] {
            if case .refused(let reason, let advice) = ability { return (reason, advice) }
        }
        // What the project allows today, the cloud may refuse when the old object is gone.
        let endings = [Ending.Operation.create, .delete].compactMap { kind.ending($0) }
        return endings.first { $0.day <= options.today }.map { ("since \($0.day) \($0.reason)", $0.advice) }
    }

    func replacementReason(_ record: RecordedResource, _ forcing: [FieldChange]) -> Reason {
        let causes = forcing.compactMap { $0.after?.references.first?.address }
        if let cause = causes.first, causes.count == forcing.count, known.knownAfterApply.contains(cause),
            // Otherwise it is the manifest that turns to another object, which happens to be new.
            record.dependencies.contains(cause)
        {
            return .dependencyReplaced(cause)
        }
        return .cannotChangeInPlace(forcing.map(\.path))
    }
}
