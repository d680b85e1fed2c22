import Model

// What becomes of an object that state holds and the manifests do not name.

extension Planner {
    mutating func planRemoval(of record: RecordedResource, because reason: Reason) {
        guard let kind = catalog[record.address.kind] else { return }
        if desired.forgotten.contains(record.address) || record.onRemove == .retain {
            return forget(record, because: .forgetRequested)
        }
        guard let id = record.id, let object = live.object(kind.name, id: id) else {
            return forget(record, because: record.id == nil ? .interrupted(record.condition) : .vanished)
        }
        if record.protect {
            return refuse(
                record, "it is protected", advice: "set lifecycle.protect to false and apply that before removing it")
        }
        if case .refused(let why, let advice) = kind.deletion.ability {
            return refuse(record, why, advice: advice)
        }
        var step = Step(
            record.address, record.condition == .deleting ? .resume(.deleting) : .delete,
            because: record.condition == .deleting ? .interrupted(.deleting) : reason,
            disruption: kind.deletionDisruption, calls: kind.deletion.calls, objectID: id, liveDigest: object.digest)
        step.seconds = kind.deletion.seconds
        step.timeout = record.timeouts.delete ?? kind.deletion.timeout
        steps.append(step)
    }

    private mutating func forget(_ record: RecordedResource, because reason: Reason) {
        steps.append(Step(record.address, .forget, because: reason, objectID: record.id))
    }

    private mutating func refuse(_ record: RecordedResource, _ reason: String, advice: String) {
        steps.append(
            Step(record.address, .refuse(advice: advice), because: .notOffered(reason), objectID: record.id))
    }
}
