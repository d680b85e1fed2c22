import Model
import NcloudClient
import OrderedJSON

/// The operations of instances of one service: the form of its calls, and what databases need besides. A service that is at
/// work takes no other call, and answers with errors that no document numbers (api/clouddb.md §8): so it is waited for.
struct DatabaseOperations: AdaptedOperations {
    let database: CloudDatabase
    let form: ActionOperations
    /// The lists inside an instance, as they come: what others in it need comes first.
    let elements: [DatabaseElements]

    func update(_ instance: ManagedObject) async throws(StepFailure) {
        try await form.update(try await atRest(instance))
    }

    /// The instance once it runs. What its lists have gained meanwhile is in no plan, and is not removed.
    private func atRest(_ instance: ManagedObject) async throws(StepFailure) -> ManagedObject {
        guard CloudDatabase.statuses.phase(of: instance.live.status ?? "CREAT") == .pending else { return instance }
        guard let now = try await instance.wait(until: .ready) else { return instance }
        var settled = instance
        settled.live.status = now.status
        for list in elements where instance.live.attributes[list.field] != nil {
            let answer = try await StepFailure.wrapping { () throws(APIFailure) in
                try await list.read(of: instance.id, database, from: instance.session)
            }
            guard let answer else { throw .vanished }
            settled.live.attributes[list.field] = list.refreshed(
                answer, knowing: instance.live.attributes[list.field], wanting: instance.desired.attributes[list.field])
        }
        return settled
    }

    func delete(_ instance: ManagedObject) async throws(StepFailure) {
        guard !(CloudDatabase.statuses.isLeaving(instance.live.status)) else {
            try await instance.wait(until: .gone)
            return
        }
        if CloudDatabase.statuses.phase(of: instance.live.status ?? "CREAT") == .pending {
            try await instance.wait(until: .ready)
        }
        try await form.delete(instance)
    }
}

extension DatabaseElements {
    /// A list that was read again, with the secrets that an earlier reading knew of, and without what neither had.
    fileprivate func refreshed(_ answer: Value, knowing before: Value?, wanting desired: Value?) -> Value {
        let (known, wanted) = (byKey(before), byKey(desired))
        return .list(
            answer.elements.compactMap { element in
                let place = key(of: element.members)
                guard known[place] != nil || wanted[place] != nil else { return nil }
                return .map(element.members.merging(known[place] ?? [:]) { shown, _ in shown })
            })
    }
}
