import Model
import NcloudClient
import OrderedJSON

/// A server that is added to an instance and taken away again: a replica, or a recovery server. The instance's list shows it
/// among its servers. Source: api/clouddb.md §2, §3, §6.
struct DatabaseServerKind: Sendable {
    let database: CloudDatabase
    /// Our name of the kind.
    let kind: String
    let summary: String
    /// The code of the role that such servers have.
    let role: String
    /// The call that makes one, and the one that deletes it.
    let creation: String
    let deletion: String
    /// The fields of a manifest besides the instance, with their names in the request.
    let fields: [DatabaseField]
    /// What it is found by if the response to its creation was lost.
    let marker: [String]
    var preflight: [Preflight] = []
    let example: String

    /// How many an instance has at most. No document tells; as many as no service is known to exceed.
    private static let limit = 10

    var driver: Driver {
        let database = database
        return Driver(
            Kind(
                kind, service: "CloudDB", summary: summary,
                fields: [
                    Field(
                        "instance", .reference(database.instanceKind), .required, change: .replace,
                        "The \(database.instanceKind) it belongs to.")
                ] + fields.map(\.field) + seen,
                identity: Kind.Identity(
                    id: database.serverNumber, marker: marker, isMarkerShared: marker == ["instance"]),
                // A server that was stopped is usable again once it is started in the console.
                status: StatusTable(pending: ["PEND"], ready: ["RUN"], failed: ["STOP", "FSTOP"], gone: ["DEL"]),
                reading: Kind.Reading([database.call("get", "InstanceList")]),
                place: Kind.Place(
                    serializedOn: ["instance"],
                    slots: [
                        Kind.Slot(
                            ["instance"], isCertain: false, space: "\(kind) of an instance", limit: Self.limit)
                    ]),
                life: Kind.Life(
                    creation: Kind.Procedure([creation], seconds: 600, timeout: 3600),
                    deletion: Kind.Procedure([deletion], seconds: 120, timeout: 1800)),
                checks: Kind.Checks(
                    preflight: [
                        .exists(database.instanceKind, in: "instance"),
                        DatabasePreflight.replicaSubnet(
                            database, takesSubnet: fields.contains { $0.field.name == "subnet" }),
                    ] + preflight),
                example: example),
            operations: DatabaseServerOperations(
                database: database, kind: kind, role: role, creation: creation, deletion: deletion,
                columns: fields.flatMap(\.columns)))
    }

    private var seen: [Field] {
        let own = Set(fields.map(\.field.name))
        let shared: [Field] = [
            .computed("name", "Name of the server, given by the service."), .computed("subnet", "Its subnet."),
            .computed("host", "Host name that clients in the VPC connect to."),
            .computed("publicDomain", "Public host name, if it has one."),
            .computed("privateIp", "Private IP address, where the API shows it."),
            .computed("zone", "Its zone."), .computed("product", "Its product code."),
            .computed("status", "Status code: PEND, RUN, STOP, FSTOP or DEL."),
            .computed("created", "When it was created."),
        ]
        return shared.filter { !own.contains($0.name) }
    }
}

struct DatabaseServerOperations: Operations {
    let database: CloudDatabase
    let kind: String
    let role: String
    let creation: String
    let deletion: String
    /// The fields of a manifest, with their names in the request.
    let columns: [Column]

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let list = database.member("InstanceList")
        return try await cloud.pages(
            of: .action(database.service, database.call("get", "InstanceList")), list: list
        ).flatMap(servers)
    }

    /// The servers of the kind in an instance.
    private func servers(_ instance: JSON) -> [LiveObject] {
        guard let number = instance.nonEmpty(database.instanceNumber) else { return [] }
        let servers = database.servers(instance)
        return servers.having([role]).compactMap { server in
            server.nonEmpty(database.serverNumber).map { id in
                let shown = servers.fields(of: server)
                var fields: Attributes = ["instance": .string(number)]
                for name in ["name", "subnet", "publicDomain", "privateIp", "zone", "product", "status"] {
                    fields[name] = shown[name] ?? .null
                }
                fields["host"] = shown["privateDomain"] ?? .null
                fields["created"] = Value(server.nonEmpty("createDate"))
                fields.merge(columns.attributes(server)) { _, own in own }
                return LiveObject(
                    kind: kind, id: id, attributes: fields, status: servers.status(of: server),
                    created: server.nonEmpty("createDate"))
            }
        }
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        guard let instance = attributes.text("instance") else { return .notOffered }
        let shown = try await cloud.unlessGone { () throws(APIFailure) in
            try await self.instances(of: instance, from: cloud)
        }
        return (shown ?? []).flatMap(servers).first { $0.id == id }.map(Detail.shown) ?? .missing
    }

    /// The list that shows one instance with its servers.
    private func instances(of number: String, from cloud: any APICaller) async throws(APIFailure) -> [JSON] {
        try await cloud.elements(
            of: .action(
                database.service, database.call("get", "InstanceDetail"), [database.instanceNumber: number]),
            under: database.member("InstanceList"))
    }

    /// The response lists the servers of the instance, of which the new one is not known yet.
    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let instance = desired.text("instance") ?? ""
        try await session.wait(for: instance, of: database.instanceKind, until: .ready)
        let before = try await StepFailure.wrapping { () throws(APIFailure) in
            try await instances(of: instance, from: session)
        }
        let known = Set(own(before, instance).map(\.id))
        var parameters: Parameters = [database.instanceNumber: instance]
        parameters.add(Parameters(columns.creation(of: desired)))
        let id = try await session.create(.action(database.service, creation, parameters)) { answer in
            let wires = answer[database.member("InstanceList")]?.elements ?? []
            let new = own(wires, instance).filter { !known.contains($0.id) }
            return Creation(id: new.count == 1 ? new[0].id : nil)
        }
        try await session.wait(for: id, until: .ready)
        try await session.wait(for: instance, of: database.instanceKind, until: .ready)
    }

    private func own(_ wires: [JSON], _ instance: String) -> [LiveObject] {
        wires.flatMap(servers).filter { $0.attributes.text("instance") == instance }
    }

    /// Nothing of such a server changes.
    func update(_ object: ManagedObject) async throws(StepFailure) {}

    func delete(_ server: ManagedObject) async throws(StepFailure) {
        let instance = server.text("instance") ?? ""
        try await server.session.wait(for: instance, of: database.instanceKind, until: .ready)
        try await server.delete(
            .action(database.service, deletion, [database.serverNumber: server.id]))
        try await server.wait(until: .gone)
        try await server.session.wait(for: instance, of: database.instanceKind, until: .ready)
    }
}
