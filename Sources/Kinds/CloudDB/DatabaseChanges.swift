import Model
import NcloudClient
import OrderedJSON

// What changes in an instance without a new one. Each change ends when the instance runs again.

extension CloudDatabase {
    /// The lists of an instance: they come in their order, and go in the reverse one, as a database has an owner.
    func listChanges(_ lists: [DatabaseElements]) -> ActionOperations.Change {
        ActionOperations.Change(
            fields: lists.map(\.field), calls: lists.flatMap(\.calls.names), comparesItself: true
        ) { object, _ throws(StepFailure) in
            let changes = lists.map { DatabaseElementChange($0, self, of: object) }
            for change in changes {
                try await change.change()
                try await change.add()
            }
            for change in changes.reversed() { try await change.remove() }
        }
    }

    /// The password of the initial user, by the call that changes users. Its other fields are sent as they are. A service that
    /// lists it more than once, for each database, changes all of these together.
    func passwordChange(_ users: DatabaseElements) -> ActionOperations.Change {
        .own("adminPassword", calls: [users.changeCall]) { object throws(StepFailure) in
            guard object.differs("adminPassword"), let password = object.desired["adminPassword"] else { return }
            let listed = try await StepFailure.wrapping { () throws(APIFailure) in
                try await users.read(of: object.id, self, from: object.session)
            }
            let initial = try users.initialElements(of: listed, object.desired)
            try await object.change(
                .action(
                    service, users.changeCall,
                    users.parameters(
                        initial.map { $0.merging(["password": password]) { $1 } }, of: object.id, self),
                    sensitive: users.sensitive))
            try await object.wait(until: .ready)
        }
    }

    /// The server spec. Servers restart, with `rollingChange` one after the other.
    var specChange: ActionOperations.Change {
        let call = call("change", "ServerSpec")
        return .own("product", calls: [call]) { object throws(StepFailure) in
            guard object.differs("product"), let product = object.desired.text("product") else { return }
            let parameters: Parameters = [
                instanceNumber: object.id, member("ProductCode"): product,
                "isRolling": object.desired.bool("rollingChange"),
            ]
            try await object.changeAndSettle(.action(service, call, parameters), "spec changed") {
                $0.attributes.text("product") == product
            }
        }
    }

    /// Fields that one call changes together, and which the instance shows once it is done: counts of servers.
    /// - Parameter others: fields that the call takes besides.
    func scaling(_ fields: [String], by verb: String, with others: [String: String] = [:]) -> ActionOperations.Change {
        let call = call("change", verb)
        return ActionOperations.Change(fields: fields, calls: [call], comparesItself: false) {
            object, form throws(StepFailure) in
            var parameters: Parameters = [instanceNumber: object.id]
            parameters.add(Parameters(form.columns.change(fields, of: object)))
            for (field, parameter) in others { parameters.add(parameter, object.desired.text(field)) }
            let target = fields.map { object.value($0)?.integer }
            try await object.changeAndSettle(.action(service, call, parameters), "servers changed") { live in
                zip(fields, target).allSatisfy { $1 == nil || live.attributes[$0]?.integer == $1 }
            }
        }
    }
}

extension ManagedObject {
    /// Sends a call again only to an instance that does not show its effect, and waits for it to show it and to run.
    func changeAndSettle(
        _ request: APIRequest, _ words: String, isDone: @escaping @Sendable (LiveObject) -> Bool
    ) async throws(StepFailure) {
        // One that is at work has taken the call.
        try await change(request) { live in
            isDone(live) || CloudDatabase.statuses.phase(of: live.status ?? "CREAT") == .pending
        }
        try await wait(until: words) { live in
            isDone(live) && CloudDatabase.statuses.phase(of: live.status ?? "CREAT") == .ready
        }
    }
}

extension DatabaseElements {
    /// Those that came with an instance, among all that the API lists of it.
    fileprivate func initialElements(
        of listed: Value?, _ instance: DesiredObject
    ) throws(StepFailure) -> [Attributes] {
        let found = (listed?.elements ?? []).map(\.members).filter { element in
            initial.allSatisfy { member, field in
                instance.text(field).map { $0 == element.text(member) } ?? (field != initialName)
            }
        }
        let name = instance.text(initialName) ?? initialName
        guard !found.isEmpty else {
            throw .refused(
                "the API does not list the user \(name), whose password is to be changed",
                help: "set adminUser to the user that was created with the instance, or change it in the console")
        }
        if found.count > 1, let open = initial.values.sorted().first(where: { instance.text($0) == nil }) {
            throw .refused(
                "the API lists several users \(name), and not which of them was created with the instance",
                help: "set \(open), or change the password in the console")
        }
        return found
    }
}
