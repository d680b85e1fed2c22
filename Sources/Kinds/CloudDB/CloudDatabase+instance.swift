import Model
import NcloudClient
import OrderedJSON

extension CloudDatabase {
    /// What an instance of a service has, besides what all have.
    struct Instance: Sendable {
        var summary: String
        /// Those of the service, in the order readers find useful.
        var fields: [DatabaseField]
        /// Its lists, in the order they are made.
        var lists: [DatabaseElements] = []
        /// Fields that say how nacre changes or deletes it, and are never sent.
        var treatment: [Field] = []
        /// The members of answers that may have the port of its clients; the first one that there is counts.
        var ports: [String]
        /// The servers that clients connect to, the first one first; those of most are the master.
        var clients: @Sendable (DatabaseServers) -> [JSON] = { [$0.master].compactMap(\.self) }
        var changes: [ActionOperations.Change] = []
        var clearing: ActionOperations.Clearing?
        /// The fields that a new instance needs, though no answer shows them.
        var needed: [String]
        var preflight: [Preflight] = []
        /// How long its creation usually lasts, and may last, in seconds.
        var creation: (seconds: Int, timeout: Int) = (900, 3600)
        var deletion: Kind.Procedure = Kind.Procedure(seconds: 120, timeout: 1800)
        var safeguards: [Safeguard] = []
        var example: String
    }

    /// The kind of a service's instances, with its operations.
    func driver(_ instance: Instance) -> Driver {
        Driver(
            Kind(
                instanceKind, service: "CloudDB", summary: instance.summary,
                fields: instance.fields.map(\.field) + instance.lists.map(\.declaration)
                    + (instance.lists.isEmpty ? [] : [Field.ownership(initially: "partial")]) + instance.treatment
                    + computedFields + [backups],
                identity: Kind.Identity(id: instanceNumber), status: Self.statuses,
                life: Kind.Life(
                    creation: creation(of: instance),
                    update: Kind.Procedure(seconds: 120, timeout: 3600),
                    deletion: instance.deletion, disruption: .dataLoss, holdsData: true,
                    safeguards: instance.safeguards,
                    byproducts: [Byproduct("AccessControlGroup", shownBy: "accessControlGroups", isPart: true)]),
                checks: Kind.Checks(
                    preflight: DatabasePreflight.checks(of: self, needing: instance.needed, instance.lists)
                        + instance.preflight),
                example: instance.example),
            operations: DatabaseOperations(
                database: self, form: form(of: instance), elements: instance.lists))
    }

    /// Lists are filled by calls of their own, so many elements each.
    private func creation(of instance: Instance) -> Kind.Procedure {
        let base = Kind.Procedure(seconds: instance.creation.seconds, timeout: instance.creation.timeout)
        return instance.lists.reduce(base) { procedure, list in
            procedure.then([list.addCall], forEach: DatabaseElements.batch, in: list.field)
        }
    }

    private func form(of instance: Instance) -> ActionOperations {
        let lists = instance.lists
        let parts = lists.map { $0.parts(of: self) } + [backupParts]
        return ActionOperations(
            instanceKind, service, noun: "\(noun)Instance",
            instance.fields.flatMap(\.columns) + computedColumns(clients: instance.clients, ports: instance.ports),
            parts: ObjectParts(parts),
            filling: { desired, session throws(StepFailure) in
                // The API wants both numbers of a network.
                let subnet = desired.text("subnet")
                return [
                    "vpcNo": try await session.object("Subnet") { $0.id == subnet }?.attributes.text("vpc"),
                    "engineVersionCode": try await engineCode(of: desired, session),
                ]
            },
            changes: instance.changes + (lists.isEmpty ? [] : [listChanges(lists)]), clearing: instance.clearing)
    }
}

// MARK: Backups

extension CloudDatabase {
    private var backups: Field {
        .computed(
            "backups",
            .list(
                .object([
                    .computed("file", "Name of the file, where the API shows it."),
                    .computed("database", "Name of the database, where backups are of one."),
                    .computed("shard", "The shard, where there are several."),
                    .computed("started", "When it began."), .computed("ended", "When it ended."),
                    .computed("size", .integer, "Size in bytes."),
                ])),
            "Its backups, the newest first. They are read only by commands that show the object.")
    }

    private var backupParts: ObjectParts {
        let call = call("get", "BackupDetailList")
        return ObjectParts([call], of: "backups") { object, cloud throws(APIFailure) in
            let list = member("BackupDetailList")
            let wires = try await cloud.elements(
                of: .action(service, call, [instanceNumber: object.id]), under: list)
            return ["backups": Self.backups(wires)]
        }
    }

    private static func backups(_ wires: [JSON]) -> Value {
        let rows = wires.map { wire -> Attributes in
            [
                "file": Value(text: wire["fileName"]), "database": Value(text: wire["databaseName"]),
                "shard": Value(text: wire["shard"]), "started": Value(text: wire["startTime"]),
                "ended": Value(text: wire["endTime"]),
                "size": Value((wire["backupSize"] ?? wire["fullBackupSize"])?.integer),
            ]
        }.filter { $0.text("started") != nil || $0.text("file") != nil }
        return .list(rows.sorted { ($0.text("started") ?? "") > ($1.text("started") ?? "") }.map(Value.present))
    }
}
