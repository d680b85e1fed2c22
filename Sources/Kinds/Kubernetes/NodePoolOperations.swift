import Model
import NcloudClient
import OrderedJSON

/// Pools are shown inside their clusters, so that one list has all of the account. Source: api/nks.md §5.
struct NodePoolOperations: Operations {
    private static let columns: [Column] = [
        .text("name", "name"),
        Column("image") { wire in
            // Behind the code may stand the number of the image (api/nks.md §5).
            wire.nonEmpty("softwareCode").flatMap { $0.split(separator: "|").first }.map { .string(String($0)) }
        } write: {
            [("softwareCode", .string($0?.spelling ?? ""))]
        },
        Column.text("serverSpec", "serverSpecCode").whenShown, Column.text("productCode", "productCode").whenShown,
        Column.number("diskSize", "storageSize").whenShown, .numbers(of: "subnets", "subnetNoList"),
        Column.text("zone", "zoneCode").whenShown, .text("serverRole", "serverRoleId"), fabricCluster,
        // The count of a pool that scales is nobody's will.
        Column("nodeCount") { wire in
            autoscale(wire) == .null ? Value(wire["nodeCount"]?.integer) : nil
        } write: {
            $0.flatMap(JSON.wire).map { [("nodeCount", $0)] } ?? []
        },
        Column("autoscale", read: autoscale) { [("autoscale", scaling($0))] },
        .text("version", "k8sVersion").setLater(), members("labels", ["key", "value"]),
        members("taints", ["key", "value", "effect"]),
        .number("currentNodeCount", "nodeCount"), .bool("isDefault", "isDefault"), .plainStatus("status"),
    ]

    private static let fabricCluster = Column("fabricCluster") { wire in
        guard let cluster = wire["fabricCluster"], let number = cluster.nonEmpty("poolNo") else { return nil }
        return .present(["poolNo": .string(number), "poolName": Value(cluster.nonEmpty("poolName"))])
    } write: { value in
        guard let members = value?.members, let number = members.text("poolNo") else { return [] }
        return [
            (
                "fabricCluster",
                ["poolNo": JSON(number: number), "poolName": .string(members.text("poolName") ?? "")]
            )
        ]
    }

    @Sendable private static func autoscale(_ wire: JSON) -> Value? {
        guard let limits = wire["autoscale"], limits["enabled"]?.bool == true else { return .null }
        return ["min": Value(limits["min"]?.integer), "max": Value(limits["max"]?.integer)]
    }

    private static func scaling(_ value: Value?, else before: Value? = nil) -> JSON {
        let isOn = value.map { !$0.isAbsent } ?? false
        let limits = (isOn ? value : before)?.members ?? [:]
        return [
            "enabled": .bool(isOn), "min": .integer(limits["min"]?.integer ?? 0),
            "max": .integer(limits["max"]?.integer ?? 0),
        ]
    }

    private static func members(_ field: String, _ names: [String]) -> Column {
        Column(field) { wire in
            let rows = (wire[field]?.elements ?? []).filter { $0.nonEmpty("key") != nil }
            return .list(rows.map { row in .present(Attributes(names.map { ($0, Value(row.nonEmpty($0))) }) { $1 }) })
        } write: { value in
            let rows = (value?.elements ?? []).map(\.members).map { row in
                JSON(present: names.compactMap { name in row.text(name).map { (name, .string($0)) } })
            }
            return [(field, .array(rows))]
        }
    }

    // MARK: Reading

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await Self.clusters(from: cloud).concurrentlyReading { cluster throws(APIFailure) -> [LiveObject] in
            guard let uuid = cluster.nonEmpty("uuid") else { return [] }
            let parent = LiveObject(kind: "KubernetesCluster", id: uuid, attributes: [:])
            // What a call about the cluster calls gone is gone with the cluster alone, and that only its list tells.
            let found = try await cloud.unlessGone(parent) { () throws(APIFailure) -> [LiveObject] in
                let pools = try await Self.pools(of: cluster, uuid, from: cloud)
                guard !scope.statusOnly, pools.contains(where: { scope.wants(id: $0.id, name: $0.name) }) else {
                    return pools
                }
                return try await Self.withNodes(pools, of: uuid, from: cloud)
            } isThere: { () throws(APIFailure) -> Bool in
                try await Self.clusters(from: cloud).contains { $0.nonEmpty("uuid") == uuid }
            }
            return found ?? []
        }.flatMap(\.self)
    }

    private static func clusters(from cloud: any APICaller) async throws(APIFailure) -> [JSON] {
        try await cloud.elements(of: .rest(.nks, .get, "/clusters"), under: "clusters")
    }

    /// The pools that the list of clusters shows with one of them. Where it shows no list of them, the cluster is asked.
    private static func pools(
        of cluster: JSON, _ uuid: String, from cloud: any APICaller
    ) async throws(APIFailure) -> [LiveObject] {
        if case .array(let wires)? = cluster["nodePool"] { return pools(wires, in: uuid) }
        return try await pools(in: uuid, from: cloud)
    }

    private static func pools(in cluster: String, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        pools(
            try await cloud.elements(of: .rest(.nks, .get, "/clusters/\(cluster)/node-pool"), under: "nodePool"),
            in: cluster)
    }

    private static func pools(_ wires: [JSON], in cluster: String) -> [LiveObject] {
        wires.compactMap { wire in
            guard let number = wire.nonEmpty("instanceNo") else { return nil }
            return columns.object(
                "NodePool", id: "\(cluster)/\(number)", wire, besides: ["cluster": .string(cluster)])
        }
    }

    /// One call shows the servers of all pools. Without its list they would pass for servers that nobody's pool has made, and
    /// discovery would write them.
    private static func withNodes(
        _ pools: [LiveObject], of cluster: String, from cloud: any APICaller
    ) async throws(APIFailure) -> [LiveObject] {
        let wires = try await cloud.elements(of: .rest(.nks, .get, "/clusters/\(cluster)/nodes"), under: "nodes")
        let nodes = Dictionary(grouping: wires) { $0.nonEmpty("nodePoolId") ?? "" }
        return pools.map { pool in
            let own = nodes[pool.id.split(separator: "/").last.map(String.init) ?? ""] ?? []
            return pool.adding(["nodes": Value(texts: own.compactMap { $0.nonEmpty("id") })])
        }
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        guard let cluster = attributes.text("cluster") else { return .notOffered }
        let pools = try await cloud.unlessParentGone { () throws(APIFailure) in
            try await Self.pools(in: cluster, from: cloud)
        }
        return pools.first { $0.id == id }.map(Detail.shown) ?? .missing
    }

    // MARK: Creating

    /// The answer tells the cluster alone, so that the new pool is found by its name.
    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let cluster = desired.text("cluster") ?? ""
        try await session.wait(for: cluster, of: "KubernetesCluster", until: .ready)
        let members = Self.columns.creation(of: desired)
        let id = try await session.create(
            .rest(.nks, .post, "/clusters/\(cluster)/node-pool", body: JSON(present: members))
        ) { _ in Creation(id: nil) }
        // It comes with the version of its cluster.
        guard let live = try await session.wait(for: id, until: .ready) else { return }
        try await upgrade(ManagedObject(live, to: desired, through: session))
    }

    // MARK: Changing

    func update(_ object: ManagedObject) async throws(StepFailure) {
        let pool = object.live.status == "RUN" ? object : object.seen(as: try await object.wait(until: .ready))
        // The control plane comes before the pools (api/nks.md §7).
        try await upgrade(pool)
        let isScaled = !(pool.desired["autoscale"] ?? .null).isAbsent
        if pool.differs("autoscale") || !isScaled && pool.differs("nodeCount") { try await scale(pool) }
        let subnets = pool.added(to: "subnets")
        if !subnets.isEmpty { try await change(pool, .patch, "/subnets", ["subnets": .numbers(subnets)]) }
        for field in ["labels", "taints"] where pool.differs(field) {
            try await change(pool, .put, "/\(field)", JSON(present: Self.columns.change([field], of: pool)))
        }
    }

    private func scale(_ pool: ManagedObject) async throws(StepFailure) {
        let (before, wanted) = (pool.live.attributes["autoscale"], pool.value("autoscale"))
        let isOn = wanted != nil
        var members: [(String, JSON)] = []
        if !isOn, let count = pool.desired["nodeCount"] ?? pool.live.attributes["currentNodeCount"] {
            members += JSON.wire(count).map { [("nodeCount", $0)] } ?? []
        }
        if isOn || !(before ?? .null).isAbsent {
            members.append(("autoscale", Self.scaling(wanted, else: before)))
        }
        try await change(pool, .patch, "", JSON(present: members))
    }

    /// One that is under way is not asked for again.
    private func upgrade(_ pool: ManagedObject) async throws(StepFailure) {
        guard pool.differs("version"), let version = pool.desired.text("version") else { return }
        let isDone: @Sendable (LiveObject) -> Bool = { $0.attributes.text("version") == version }
        try await pool.change(
            .rest(
                .nks, .patch, path(of: pool) + "/upgrade",
                query: [
                    "k8sVersion": version, "maxSurge": pool.desired.integer("maxSurge"),
                    "maxUnavailable": pool.desired.integer("maxUnavailable"),
                ])
        ) { isDone($0) || $0.status != "RUN" }
        try await pool.wait(until: "version \(version)") { isDone($0) && $0.status == "RUN" }
    }

    private func change(
        _ pool: ManagedObject, _ method: APIRequest.Method, _ place: String, _ body: JSON
    ) async throws(StepFailure) {
        try await pool.change(.rest(.nks, method, path(of: pool) + place, body: body))
        try await pool.wait(until: .ready)
    }

    private func path(of pool: ManagedObject) -> String {
        let ids = pool.id.split(separator: "/")
        return "/clusters/\(ids.first ?? "")/node-pool/\(ids.last ?? "")"
    }

    // MARK: Deleting

    func delete(_ pool: ManagedObject) async throws(StepFailure) {
        if pool.live.status != "DELETING" {
            if pool.live.status != "RUN" { try await pool.wait(until: "at rest") { $0.status == "RUN" } }
            try await pool.delete(.rest(.nks, .delete, path(of: pool)))
        }
        try await pool.wait(until: .gone)
    }
}
