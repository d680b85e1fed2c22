import OrderedJSON

/// Clusters of Kubernetes Service. Source: api/nks.md §2, §3, §6; all times are (inferred).
enum Clusters {
    static let kind = RESTKind(
        .kubernetesCluster, at: "/clusters",
        [
            .get("") { world, _ throws(Failure) in
                .ok(["clusters": .array(world.all(.kubernetesCluster).map { render($0, world) })])
            },
            .get("/:") { world, call throws(Failure) in .ok(["cluster": render(try find(call, world), world)]) },
            .post("", create), .delete("/:", delete), .patch("/:/upgrade", upgrade),
            .patch("/:/log") { world, call throws(Failure) in
                try change(call, ["audit": .bool(try call.body.kubernetesFlag("audit"))], &world)
            },
            .patch("/:/return-protection") { world, call throws(Failure) in
                let flag = try call.body.kubernetesFlag("returnProtection")
                return try change(call, ["returnProtection": .bool(flag)], &world)
            },
            .patch("/:/secret-encryption", encrypt), .patch("/:/auth-type", setAuthType),
            .patch("/:/add-subnet", addSubnets), .patch("/:/lb-subnet", setBalancerSubnet),
            .get("/:/kubeconfig", kubeconfig),
            .patch("/:/kubeconfig/reset") { world, call throws(Failure) in
                let serial = try find(call, world).integer("credentials") + 1
                return try change(call, ["credentials": .integer(serial)], &world)
            },
        ], companions: { world, cluster in takeAlong(cluster, &world) })

    static func find(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        guard let cluster = world[.kubernetesCluster, call.ids.first ?? ""] else { throw .notInKubernetes }
        return cluster
    }

    /// A cluster that nothing is being done to, nor to its pools.
    static func idle(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        let cluster = try find(call, world)
        guard ["RUNNING", "NO_NODE"].contains(cluster["status"]),
            NodePools.of(cluster, world).allSatisfy({ $0["status"] == "RUN" })
        else { throw .kubernetesConflict }
        return cluster
    }

    /// What it is when nothing is being done.
    static func restStatus(_ cluster: Record, _ world: World) -> JSON {
        NodePools.of(cluster, world).isEmpty ? "NO_NODE" : "RUNNING"
    }

    /// Begins a change, which is made at its end.
    static func change(_ call: RESTCall, _ values: [String: JSON], _ world: inout World) throws(Failure) -> Response {
        let cluster = try idle(call, world)
        begin(values, on: cluster, seconds: 5, &world)
        return .ok(["uuid": .string(cluster.id)])
    }

    static func begin(_ values: [String: JSON], on cluster: Record, seconds: Double, _ world: inout World) {
        let end = values.merging(["status": restStatus(cluster, world), "updatedAt": world.universalDate]) { $1 }
        world.run(
            .passing(["status": "WORKING"], seconds: seconds, end), on: .kubernetesCluster, cluster.id)
    }

    // MARK: Making and deleting

    private static let create: RESTHandler = { world, call throws(Failure) in
        let attributes = try ClusterOrder(call.body, world).attributes
        let uuid = world.random.uuid()
        let group = addGroup(named: attributes["name"]?.text ?? "", vpc: attributes["vpcNo"]?.text ?? "", &world)
        let own: [String: JSON] = [
            "uuid": .string(uuid), "acgNo": .integer(Int64(group.id) ?? 0), "credentials": 1,
            "acgName": .string(group["accessControlGroupName"]),
            "endpoint": .string("https://\(uuid).kr.vnks.ntruss.com"),
            "createdAt": world.universalDate, "updatedAt": world.universalDate,
        ]
        let plan = [Transition].passing(["status": "CREATING"], seconds: 60, ["status": "NO_NODE"])
        world.insert(.kubernetesCluster, id: uuid, attributes.merging(own) { $1 }, plan: plan)
        return .ok(["uuid": .string(uuid)])
    }

    /// The group of all nodes. Its rules are (inferred): all may leave, none come in.
    private static func addGroup(named name: String, vpc: String, _ world: inout World) -> Record {
        let number = world.count("kubernetesGroup", from: 101)
        return AccessControlGroups.kind.insert(
            [
                "accessControlGroupName": .string("nks-acg-\(number)"), "vpcNo": .string(vpc), "isDefault": false,
                "accessControlGroupDescription": .string("Kubernetes Service [\(name)] ACG"),
                "rules": [
                    [
                        "direction": "OTBND", "protocolType": "TCP", "ipBlock": "0.0.0.0/0",
                        "accessControlGroupSequence": "", "portRange": "1-65535", "description": "",
                    ]
                ],
            ], &world)
    }

    /// Its pools go with it, and so does its group. (inferred)
    private static let delete: RESTHandler = { world, call throws(Failure) in
        let cluster = try idle(call, world)
        // (inferred: the status)
        guard !cluster.flag("returnProtection") else { throw .kubernetes(400, "The cluster is protected.") }
        for pool in NodePools.of(cluster, world) { NodePools.end(pool, &world) }
        world.run(
            [.now(["status": "DELETING"]), .gone(seconds: 30)], on: .kubernetesCluster, cluster.id)
        world.run([.gone(seconds: 30)], on: .accessControlGroup, cluster["acgNo"])
        return .noContent
    }

    private static func takeAlong(_ cluster: Record, _ world: inout World) {
        for pool in NodePools.of(cluster, world) {
            NodePools.takeAlong(pool, &world)
            world.remove(.kubernetesNodePool, pool.id)
        }
        world.remove(.accessControlGroup, cluster["acgNo"])
    }

    private static let kubeconfig: RESTHandler = { world, call throws(Failure) in
        let cluster = try find(call, world)
        let name = "kubernetes-\(cluster["name"])"
        let text = """
            apiVersion: v1
            kind: Config
            clusters:
            - name: \(name)
              cluster: {server: "\(cluster["endpoint"])", certificate-authority-data: c2ltdWxhdGVk}
            users:
            - name: admin
              user: {client-certificate-data: c2ltdWxhdGVk, client-key-data: "key-\(cluster.id)-\(cluster["credentials"])"}
            contexts:
            - name: \(name)
              context: {cluster: \(name), user: admin}
            current-context: \(name)
            """
        return .ok(["kubeconfig": .string(text)])
    }
}

extension World {
    /// The moment of the request, in UTC.
    var universalDate: JSON { .string(Timestamp(milliseconds: now).universalMillis) }
}

extension Record {
    func numbers(_ name: String) -> [Int64] { attributes[name]?.elements.compactMap(\.integer) ?? [] }
}

extension TableSchema {
    static let kubernetesCluster = TableSchema("kubernetesCluster", nameAttribute: "name", indexes: ["vpcNo"])
}

/// What a cluster shows.
extension Clusters {
    static func render(_ cluster: Record, _ world: World) -> JSON {
        let pools = NodePools.of(cluster, world)
        let nodes = pools.flatMap { NodePools.servers(of: $0, world) }
        let size = KubernetesOptions.sizes[cluster["clusterType"]]?.nodes ?? 0
        let subnets = cluster.list("subnetNoList").compactMap { world[.subnet, $0]?["subnetName"] }
        // Zones have the numbers of the Classic environment. (inferred)
        let zone = Regions.zones.firstIndex(of: cluster["zoneCode"]).map { Int64($0 + 2) }
        let worked: [String: JSON] = [
            "log": ["audit": .bool(cluster.flag("audit"))], "nodeCount": .integer(Int64(nodes.count)),
            "nodeMaxCount": .integer(size), "capacity": .string("Node \(size)"),
            "cpuCount": .integer(nodes.reduce(0) { $0 + $1.integer("cpuCount") }),
            "memorySize": .integer(nodes.reduce(0) { $0 + $1.integer("memorySize") }),
            "vpcName": .string(world[.vpc, cluster["vpcNo"]]?["vpcName"] ?? ""),
            "subnetName": .string(subnets.joined(separator: ",")),
            "subnetLbNo": cluster.attributes["lbPrivateSubnetNo"] ?? .null,
            "subnetLbName": .string(world[.subnet, cluster["lbPrivateSubnetNo"]]?["subnetName"] ?? ""),
            "initScriptNo": .null, "initScriptName": .null, "podSecurityPolicyEnabled": false,
            "zoneNo": zone.map(JSON.integer) ?? .null, "nodePool": .array(pools.map { NodePools.render($0, world) }),
        ]
        let names = [
            "uuid", "name", "clusterType", "hypervisorCode", "k8sVersion", "loginKeyName", "regionCode", "zoneCode",
            "isRegional", "vpcNo", "subnetNoList", "lbPrivateSubnetNo", "lbPublicSubnetNo", "publicNetwork",
            "kubeNetworkPlugin", "returnProtection", "kmsKeyTag", "authType", "endpoint", "acgNo", "acgName",
            "createdAt",
            "updatedAt", "status",
        ]
        return cluster.fields(names).with(worked.asObject)
    }
}
