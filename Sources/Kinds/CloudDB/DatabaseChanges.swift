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

    /// The password of the initial user, by the call that changes users. Its other fields are sent as they are.
    /// - Parameter host: the field of the user that tells it from others of its name, and the field of the instance that has it.
    func passwordChange(
        _ users: DatabaseElements, host: (member: String, field: String)? = nil
    ) -> ActionOperations.Change {
        .own("adminPassword", calls: [users.changeCall]) { object throws(StepFailure) in
            guard object.differs("adminPassword"), let password = object.desired["adminPassword"] else { return }
            let listed = try await StepFailure.wrapping { () throws(APIFailure) in
                try await users.read(of: object.id, self, from: object.session)
            }
            let name = object.desired.text("adminUser")
            let user = (listed?.elements ?? []).map(\.members).first { user in
                guard user.text("name") == name else { return false }
                guard let host, let wanted = object.desired.text(host.field) else { return true }
                return user.text(host.member) == wanted
            }
            guard var user else {
                throw .refused(
                    "the API does not list the user \(name ?? "adminUser"), whose password is to be changed",
                    help: "set adminUser to the user that was created with the instance, or change it in the console")
            }
            user["password"] = password
            try await object.change(
                .action(
                    service, users.changeCall, users.parameters([user], of: object.id, self),
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

    /// Image and version of the engine. Servers restart.
    var engineChange: ActionOperations.Change {
        let call = call("upgrade", "DbEngineVersion")
        return .own("image", "engineVersion", calls: [call]) { object throws(StepFailure) in
            let (setsImage, setsVersion) = (object.differs("image"), object.differs("engineVersion"))
            guard setsImage || setsVersion else { return }
            let image = object.value("image")?.spelling
            let version = setsVersion ? object.desired.text("engineVersion") : nil
            let offered = try await object.session.object(imageKind) { $0.id == image }
            let target = version ?? offered?.attributes.text("engineVersion")
            let parameters: Parameters = [
                instanceNumber: object.id, member("ImageProductCode"): image, "engineVersionCode": version,
                "isMajorVersionUpgrade": Self.isMajor(from: object.text("engineVersion"), to: target),
            ]
            let number = version.map(TextFormat.engineVersion.normal)
            try await object.changeAndSettle(.action(service, call, parameters), "engine upgraded") { live in
                (!setsImage || live.attributes.text("image") == image)
                    && (number == nil
                        || live.attributes.text("engineVersion").map(TextFormat.engineVersion.normal) == number)
            }
        }
    }

    /// Whether the first two numbers of versions differ: 8.0 and 8.4.
    private static func isMajor(from old: String?, to new: String?) -> Bool {
        func series(_ code: String?) -> [Substring] {
            TextFormat.engineVersion.normal(code ?? "").split(separator: ".").prefix(2).map { $0 }
        }
        return old != nil && new != nil && series(old) != series(new)
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
    fileprivate func changeAndSettle(
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
