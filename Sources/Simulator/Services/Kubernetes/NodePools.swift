import OrderedJSON

/// The pools of clusters, and the servers that these make. Source: api/nks.md §2, §5, §6; all times are (inferred).
enum NodePools {
    static let kind = RESTKind(
        .kubernetesNodePool, at: "/clusters/:",
        [
            .get("/node-pool") { world, call throws(Failure) in
                let pools = of(try Clusters.find(call, world), world)
                return .ok(["nodePool": .array(pools.map { render($0, world) })])
            },
            .post("/node-pool", create), .patch("/node-pool/:", scale), .patch("/node-pool/:/upgrade", upgrade),
            .patch("/node-pool/:/subnets", addSubnets),
            .put("/node-pool/:/labels") { world, call throws(Failure) in
                try set("labels", try NodePoolOrder.labels(call.body), call, &world)
            },
            .put("/node-pool/:/taints") { world, call throws(Failure) in
                try set("taints", try NodePoolOrder.taints(call.body), call, &world)
            },
            .delete("/node-pool/:", delete),
            .get("/nodes") { world, call throws(Failure) in
                let pools = of(try Clusters.find(call, world), world)
                return .ok([
                    "nodes": .array(pools.flatMap { pool in servers(of: pool, world).map { node($0, in: pool) } })
                ])
            },
            .delete("/nodes/:") { world, call throws(Failure) in
                _ = try Clusters.idle(call, world)
                guard let server = world[.server, call.ids.last ?? ""], !server["kubernetesNodePoolNo"].isEmpty,
                    let pool = world[.kubernetesNodePool, server["kubernetesNodePoolNo"]]
                else { throw .notInKubernetes }
                Servers.terminate(server, &world)
                world.set(.kubernetesNodePool, pool.id, ["nodeCount": .integer(pool.integer("nodeCount") - 1)])
                return .noContent
            },
        ], companions: { world, pool in takeAlong(pool, &world) })

    /// A cluster without pools has another status.
    static let watches = [
        Watch(.kubernetesNodePool) { world, old, new in
            guard (old == nil) != (new == nil), let uuid = (new ?? old)?["clusterUuid"],
                let cluster = world[.kubernetesCluster, uuid], ["RUNNING", "NO_NODE"].contains(cluster["status"])
            else { return }
            world.set(.kubernetesCluster, uuid, ["status": Clusters.restStatus(cluster, world)])
        }
    ]

    static func of(_ cluster: Record, _ world: World) -> [Record] {
        world.records(.kubernetesNodePool, where: "clusterUuid", is: cluster.id)
    }

    /// A pool of the cluster, where nothing is being done to either or to another pool.
    private static func idle(_ call: RESTCall, _ world: World) throws(Failure) -> (cluster: Record, pool: Record) {
        let cluster = try Clusters.find(call, world)
        guard let pool = world[.kubernetesNodePool, call.ids.last ?? ""], pool["clusterUuid"] == cluster.id else {
            throw .notInKubernetes
        }
        return (try Clusters.idle(call, world), pool)
    }

    /// What most changes of a pool answer.
    private static func answer(_ pool: Record) -> Response {
        .ok(["uuid": .string(pool["clusterUuid"]), "instanceNo": .integer(Int64(pool.id) ?? 0)])
    }

    // MARK: Making and deleting

    private static let create: RESTHandler = { world, call throws(Failure) in
        let cluster = try Clusters.idle(call, world)
        let order = try NodePoolOrder(call.body, in: cluster, world)
        let number = world.newId(.kubernetesNodePool)
        let own: [String: JSON] = [
            "instanceNo": .integer(Int64(number) ?? 0), "clusterUuid": .string(cluster.id),
            "k8sVersion": .string(cluster["k8sVersion"]), "isDefault": .bool(of(cluster, world).isEmpty),
        ]
        let pool = world.insert(
            .kubernetesNodePool, id: number, order.attributes.merging(own) { $1 },
            plan: [
                .now(["status": "CREATING"]), .after(seconds: 10, ["status": "NODE_SCALE_OUT"]),
                .after(seconds: 40, ["status": "RUN"]),
            ])
        try launch(pool.integer("nodeCount"), for: pool, of: cluster, &world)
        // No number of the pool. Source: api/nks.md §2.
        return .ok(["uuid": .string(cluster.id)])
    }

    private static let delete: RESTHandler = { world, call throws(Failure) in
        end(try idle(call, world).pool, &world)
        return .noContent
    }

    /// Ends a pool and its servers.
    static func end(_ pool: Record, _ world: inout World) {
        for server in servers(of: pool, world) { Servers.terminate(server, &world) }
        world.run(
            [
                .now(["status": "NODE_SCALE_DOWN"]), .after(seconds: 6, ["status": "DELETING"]), .gone(seconds: 15),
            ], on: .kubernetesNodePool, pool.id)
    }

    /// Removes what a pool leaves that is deleted outside its service.
    static func takeAlong(_ pool: Record, _ world: inout World) {
        for server in servers(of: pool, world) {
            Servers.kind.wasRemoved(server, from: &world)
            world.remove(.server, server.id)
        }
    }

    // MARK: Changing

    private static let scale: RESTHandler = { world, call throws(Failure) in
        let (cluster, pool) = try idle(call, world)
        let values = try NodePoolOrder.size(call.body, before: pool)
        world.set(.kubernetesNodePool, pool.id, values)
        let added = (values["nodeCount"]?.integer ?? 0) - Int64(servers(of: pool, world).count)
        if added > 0 {
            try launch(added, for: pool, of: cluster, &world)
        } else {
            for server in servers(of: pool, world).suffix(Int(-added)) { Servers.terminate(server, &world) }
        }
        let status: JSON = added > 0 ? "NODE_SCALE_OUT" : added < 0 ? "NODE_SCALE_DOWN" : "UPDATING"
        world.run(
            .passing(["status": status], seconds: added == 0 ? 3 : 30, ["status": "RUN"]), on: .kubernetesNodePool,
            pool.id)
        return .empty
    }

    private static let upgrade: RESTHandler = { world, call throws(Failure) in
        let (cluster, pool) = try idle(call, world)
        let versions = KubernetesOptions.versions(for: cluster["hypervisorCode"])
        guard let version = call.query.text("k8sVersion"), let place = versions.firstIndex(of: version),
            place > versions.firstIndex(of: pool["k8sVersion"]) ?? -1,
            place <= versions.firstIndex(of: cluster["k8sVersion"]) ?? -1
        else { throw .kubernetes(invalid: "k8sVersion") }
        for (name, usual) in [("maxSurge", Int64(1)), ("maxUnavailable", 0)] {
            let most = pool.integer("nodeCount")
            let given = call.query.text(name).map { Int64($0) ?? -1 } ?? usual
            guard (0...most).contains(given) || given == usual else { throw .kubernetes(invalid: name) }
        }
        world.run(
            .passing(["status": "UPGRADE"], seconds: 60, ["status": "RUN", "k8sVersion": .string(version)]),
            on: .kubernetesNodePool, pool.id)
        return answer(pool)
    }

    private static let addSubnets: RESTHandler = { world, call throws(Failure) in
        let (cluster, pool) = try idle(call, world)
        let added = try call.body.kubernetesNumbers("subnets")
        let present = pool.numbers("subnetNoList")
        guard !added.isEmpty,
            added.allSatisfy({ cluster.numbers("subnetNoList").contains($0) && !present.contains($0) })
        else { throw .kubernetes(invalid: "subnets") }
        return update(pool, ["subnetNoList": .array((present + added).map(JSON.integer))], &world)
    }

    private static func set(
        _ name: String, _ rows: [JSON], _ call: RESTCall, _ world: inout World
    ) throws(Failure) -> Response {
        update(try idle(call, world).pool, [name: .array(rows)], &world)
    }

    private static func update(_ pool: Record, _ values: [String: JSON], _ world: inout World) -> Response {
        world.run(
            .passing(["status": "UPDATING"], seconds: 3, values.merging(["status": "RUN"]) { $1 }),
            on: .kubernetesNodePool, pool.id)
        return answer(pool)
    }
}

extension TableSchema {
    static let kubernetesNodePool = TableSchema(
        "kubernetesNodePool", nameAttribute: "name", numbers: .instance, indexes: ["clusterUuid"])
}
