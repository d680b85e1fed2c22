import Model

// What becomes of an object that state holds and the manifests do not name.

extension Planner {
    mutating func planRemoval(of record: RecordedResource, because reason: Reason) {
        guard let kind = catalog[record.address.kind] else { return }
        if desired.forgotten.contains(record.address) || record.onRemove == .retain {
            return forget(record, because: .forgetRequested)
        }
        if let other = keeper(of: record) {
            return forget(record, because: .notOffered("\(other) is the same object"))
        }
        if let unknown = unknown(record.address, id: record.id) {
            return refuse(record, unknown.reason, advice: unknown.advice)
        }
        guard let id = record.id, let object = live.object(kind.name, id: id) else {
            return planRemoval(ofMissing: record, kind)
        }
        if let parent = kind.place.companionOf, kind.isCompanion(object) {
            return forget(record, because: .notOffered("it was created with its \(parent) and is deleted with it"))
        }
        if let refusal = held[record.address] { return steps.append(refusal) }
        if kind.isPendingDeletion(object) {
            return forget(record, because: .notOffered("it is pending deletion already"))
        }
        if let ban = ban(on: record, kind) { return refuse(record, ban.reason, advice: ban.advice) }
        let obstacle = obstacle(to: .deletion, on: object, kind, applied: record.applied)
        if case .refused(let why, let advice) = obstacle { return refuse(record, why, advice: advice) }
        var step = Step(
            record.address, record.condition == .deleting ? .resume(.deleting) : .delete,
            because: record.condition == .deleting ? .interrupted(.deleting) : reason,
            disruption: kind.life.disruption, objectID: id, liveDigest: object.digest)
        step.take(kind.life.deletion, for: object.known(record.applied), within: record.timeouts.delete)
        if case .lifted(let changes, let calls) = obstacle { step.lift(changes, calls: calls) }
        steps.append(step)
    }

    private mutating func planRemoval(ofMissing record: RecordedResource, _ kind: Kind) {
        // Of a kind that was not read nothing can be said to be gone.
        guard record.id == nil || live.observedKinds.contains(kind.name) else { return }
        guard record.id != nil, record.condition == .deleting, kind.life.byproducts.contains(where: record.hasMade)
        else { return forget(record, because: record.id == nil ? .interrupted(record.condition) : .vanished) }
        // Its deletion was cut off: what was made besides may still be there.
        steps.append(
            Step(
                record.address, .resume(.deleting), because: .interrupted(.deleting),
                seconds: kind.life.deletion.seconds, timeout: record.timeouts.delete ?? kind.life.deletion.timeout,
                objectID: record.id))
    }

    /// Why an object is not deleted for what state keeps of it.
    private func ban(on record: RecordedResource, _ kind: Kind) -> (reason: String, advice: String)? {
        if record.protect {
            return ("it is protected", "set lifecycle.protect to false and apply that before removing it")
        }
        if record.onRemove == .confirm, !options.mayConfirm, !isNamed(record.address) {
            return (
                "its removal must be confirmed", "apply at a terminal, or select it with --target \(record.address)"
            )
        }
        if record.adopted, kind.isDeclaredPartlyOwned(record.applied) {
            return (
                "it existed before and is only partially owned: others use it too",
                "to stop managing it, run \"nacre state forget \(record.address)\"; to delete it, set ownership: full and "
                    + "apply that first"
            )
        }
        switch kind.life.deletion.ability {
        case .offered: return ended(.delete, kind)
        case .refused(let why, let advice): return (why, advice)
        }
    }

    /// Another row of the same object that the manifests want to keep: what it has must not be deleted for this one.
    private func keeper(of record: RecordedResource) -> Address? {
        guard let id = record.id, let keeper = keepers[record.address.kind]?[id], keeper != record.address else {
            return nil
        }
        return keeper
    }

    private func isNamed(_ address: Address) -> Bool { options.selection.targets.contains(address.description) }

    mutating func forget(_ record: RecordedResource, because reason: Reason) {
        steps.append(Step(record.address, .forget, because: reason, objectID: record.id))
    }

    private mutating func refuse(_ record: RecordedResource, _ reason: String, advice: String) {
        steps.append(
            Step(record.address, .refuse(advice: advice), because: .notOffered(reason), objectID: record.id))
    }
}

extension RecordedResource {
    /// Whether the row says that the object's creation made some besides, which calls of their own take along.
    fileprivate func hasMade(_ byproduct: Byproduct) -> Bool {
        !byproduct.calls.isEmpty && !(made(byproduct.kind) ?? []).isEmpty
    }
}
