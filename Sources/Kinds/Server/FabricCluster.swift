import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A fast network among GPU servers. Source: api/vserver.md §3.12.
    public static let fabricCluster = Driver(
        Kind(
            "FabricCluster", service: "Server",
            summary: "A fast network among GPU servers of one pool.", source: "api/vserver.md §3.12",
            fields: [
                Field(
                    "name", .string, .optionalFromName,
                    change: .inPlace(.none, calls: ["changeFabricClusterName"]), "Name of the cluster."),
                Field("vpc", .reference("Vpc"), .required, change: .replace, "The VPC it is in."),
                Field("zone", .formatted(.zoneCode), .required, change: .replace, "Zone code, such as KR-1."),
                Field(
                    "pool", .formatted(.number), .required, change: .replace,
                    "Number of the fabric cluster pool, as servers name it in fabricClusterPool."),
                Field(
                    "description", .string, change: .inPlace(.none, calls: ["changeFabricClusterDescription"]),
                    initial: "", constraints: [.bytes(0...1000)], "What it is for, up to 1000 bytes."),
                Field(
                    "servers", .set(.reference("Server")),
                    change: .inPlace(.none, calls: ["changeFabricClusterServerInstances"]), initial: .list([]),
                    "The servers in it."),
                .computed("poolName", "Name of the pool."),
                .computed("status", "Status code."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "fabricClusterNo", marker: ["name", "vpc"]),
            reading: Kind.Reading(["getFabricClusterList"]),
            life: Kind.Life(
                creation: Kind.Procedure(["createFabricCluster"], seconds: 10, timeout: 600),
                deletion: Kind.Procedure(["deleteFabricCluster"], seconds: 10, timeout: 600)),
            example: """
                apiVersion: ncloud/v1
                kind: FabricCluster
                metadata: {name: training}
                spec:
                  vpc: shop
                  zone: KR-1
                  pool: "1"
                  description: for the large models
                """),
        operations: FabricClusterOperations())
}

/// The status codes are not documented: the cluster counts as ready when it is listed, and what is asked of it as done
/// when it shows.
struct FabricClusterOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.pages(of: .action(.vserver, "getFabricClusterList"), list: "fabricClusterList")
            .compactMap(Self.read)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(
            .vserver, "getFabricClusterDetail", "fabricClusterNo", of: id, list: "fabricClusterList", read: Self.read)
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("fabricClusterNo") else { return nil }
        let servers = wire["fabricClusterServerInstanceList"]?.elements
            .compactMap { $0.nonEmpty("serverInstanceNo") }
        return LiveObject(
            kind: "FabricCluster", id: id,
            attributes: [
                "name": Value(wire.nonEmpty("fabricClusterName")),
                "vpc": Value(wire.nonEmpty("vpcNo")),
                "zone": Value(wire.nonEmpty("zoneCode")),
                "pool": Value(wire.nonEmpty("fabricClusterPoolNo")),
                "poolName": Value(wire.nonEmpty("fabricClusterPoolName")),
                "description": Value(wire.nonEmpty("fabricClusterDescription")),
                "servers": Value(texts: (servers ?? []).sorted()),
                "status": Value(wire.code("fabricClusterStatus")),
                "created": Value(wire.nonEmpty("createDate")),
            ],
            status: wire.code("fabricClusterStatus"), created: wire.nonEmpty("createDate"))
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let id = try await session.create(
            .action(
                .vserver, "createFabricCluster",
                [
                    "fabricClusterName": wanted.text("name"), "vpcNo": wanted.text("vpc"),
                    "zoneCode": wanted.text("zone"), "fabricClusterPoolNo": wanted.text("pool"),
                    "fabricClusterDescription": wanted.text("description"),
                ])
        ) { Creation(id: $0["fabricClusterList"]?[0]?.nonEmpty("fabricClusterNo")) }
        try await session.wait(for: id, until: .ready)
        guard let servers = wanted.texts("servers"), !servers.isEmpty else { return }
        try await set(servers, in: id, through: session)
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        if wanted.differs("name", from: live) {
            try await change("changeFabricClusterName", "fabricClusterName", live.id, wanted.text("name"), session)
        }
        if wanted.differs("description", from: live) {
            // An empty text is how it is taken away, as far as that is known (api/common.md §4).
            try await change(
                "changeFabricClusterDescription", "fabricClusterDescription", live.id,
                wanted.text("description") ?? "", session)
        }
        if wanted.differs("servers", from: live) {
            try await set(wanted.texts("servers") ?? [], in: live.id, through: session)
        }
    }

    private func change(
        _ action: String, _ parameter: String, _ id: String, _ value: String?, _ session: any Session
    ) async throws(StepFailure) {
        try await session.change(.action(.vserver, action, ["fabricClusterNo": id, parameter: value]), .idempotent)
    }

    /// The call takes the whole list; none given, it empties it.
    private func set(_ servers: [String], in id: String, through session: any Session) async throws(StepFailure) {
        try await session.change(
            .action(
                .vserver, "changeFabricClusterServerInstances",
                ["fabricClusterNo": id, "clusterModeServerInstanceNoList": servers]),
            .idempotent)
        try await session.wait(
            for: id,
            until: .condition("holding its servers") { live in
                Set(live.attributes["servers"]?.elements.compactMap(\.text) ?? []) == Set(servers)
            })
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(
            .action(.vserver, "deleteFabricCluster", ["fabricClusterNo": live.id]), id: live.id)
        try await session.wait(for: live.id, until: .gone)
    }
}
