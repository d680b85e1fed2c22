import OrderedJSON

/// GPU networks. Source: api/vserver.md §3.12. Status codes are not documented: one that looks like those of other
/// objects is shown. (inferred)
enum FabricClusters {
    static let kind = ActionKind(
        "FabricCluster", .fabricCluster,
        columns: [
            .text("fabricClusterNo", "fabricClusterName", "fabricClusterDescription"), .code("fabricClusterStatus"),
            .text(
                "zoneCode", "regionCode", "vpcNo", "fabricClusterPoolNo", "fabricClusterPoolName",
                "fabricClusterPoolCode", "createDate"), .integer("serverCount"),
            .raw("fabricClusterServerInstanceList"),
        ],
        filters: [
            .within("fabricClusterName"), .exact("fabricClusterPoolNo"), .within("fabricClusterPoolName"),
            .exact("zoneCode"), .exact("vpcNo"), .exact("serverInstanceNo"),
        ],
        derived: ActionKind.Derivation(filtered: ["serverInstanceNo"]) { world, cluster in derived(cluster, world) },
        lifeCycle: LifeCycle(creation: [.now(["fabricClusterStatus": "RUN"])]),
        actions: [
            .create([.vpc, .text("zoneCode"), pool, .text("fabricClusterName"), description]),
            .delete(first: { world, cluster, _ throws(Failure) in release(cluster, &world) }),
            .own("getFabricClusterPoolList", pools),
            .change("updateFabricCluster", update), .change("changeFabricClusterName", update),
            .change("changeFabricClusterDescription", [description]),
            .change("changeFabricClusterServerInstances", then: setServers),
            .change("updateFabricClusterServerInstances", then: setServers),
        ])

    private static let description = Input.description("fabricClusterDescription")

    /// An omitted description stays.
    private static let update: [Input] = [
        .text("fabricClusterName"),
        .values { parameters, _, _ throws(Failure) in
            guard parameters.text("fabricClusterDescription") != nil else { return [:] }
            return [
                "fabricClusterDescription": .string(try NameRule.description(parameters, "fabricClusterDescription"))
            ]
        },
    ]

    private static let pools: Action = { _, parameters throws(Failure) in
        let zone = parameters.text("zoneCode")
        return .list(
            "fabricClusterPoolList",
            poolNames.filter { zone == nil || $0.zone == zone }.map { pool in
                ["fabricClusterPoolNo": .string(pool.number), "fabricClusterPoolName": .string(pool.name)]
            })
    }

    private static let pool = Input.values { parameters, cluster, _ throws(Failure) in
        let number = try parameters.required("fabricClusterPoolNo")
        guard let pool = poolNames.first(where: { $0.number == number && $0.zone == cluster["zoneCode"] }) else {
            throw .invalid("fabricClusterPoolNo")
        }
        return [
            "fabricClusterPoolNo": .string(pool.number), "fabricClusterPoolName": .string(pool.name),
            "fabricClusterPoolCode": .string(pool.name),
        ]
    }

    /// Takes the whole list; none given, it empties it. Servers must be in the VPC and zone. (inferred)
    private static let setServers: KindAction.Effect = { world, cluster, parameters throws(Failure) in
        let numbers = parameters.list("clusterModeServerInstanceNoList")
        for number in numbers {
            let server = try Servers.kind.find(world, number)
            guard server["vpcNo"] == cluster["vpcNo"], server["zoneCode"] == cluster["zoneCode"] else {
                throw .invalid("clusterModeServerInstanceNoList")
            }
        }
        release(cluster, &world)
        let mark: [String: JSON] = [
            "fabricClusterNo": .string(cluster.id), "fabricClusterName": .string(cluster["fabricClusterName"]),
        ]
        for number in numbers { world.set(.server, number, mark) }
    }

    /// What a cluster shows of its servers.
    private static func derived(_ cluster: Record, _ world: World) -> [String: JSON] {
        let servers = world.records(.server, where: "fabricClusterNo", is: cluster.id)
        return [
            "serverCount": .integer(Int64(servers.count)),
            "serverInstanceNo": .array(servers.map { .string($0.id) }),
            "fabricClusterServerInstanceList": .array(
                servers.map { server in
                    [
                        "serverInstanceNo": .string(server.id), "serverName": .string(server["serverName"]),
                        "serverInstanceStatus": JSON.coded(server["serverInstanceStatus"]) ?? .null,
                        "serverInstanceOperation": JSON.coded(server["serverInstanceOperation"]) ?? .null,
                        "serverInstanceStatusName": .string(server["serverInstanceStatusName"]),
                        "createDate": .string(server["createDate"]),
                    ]
                }),
        ]
    }

    /// One pool a zone. (inferred)
    private static let poolNames = [
        (number: "1", name: "fabric-pool-kr-1", zone: "KR-1"), (number: "2", name: "fabric-pool-kr-2", zone: "KR-2"),
    ]

    private static func release(_ cluster: Record, _ world: inout World) {
        for server in world.records(.server, where: "fabricClusterNo", is: cluster.id) {
            world.set(.server, server.id, ["fabricClusterNo": .null, "fabricClusterName": .null])
        }
    }
}

extension TableSchema { static let fabricCluster = TableSchema("fabricCluster", numbers: .network) }
