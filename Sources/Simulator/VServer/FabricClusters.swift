import OrderedJSON

/// GPU networks. Source: api/vserver.md §3.12. Status codes are not documented: one that looks like those of other
/// objects is shown. (inferred)
enum FabricClusters {
    static let pools: Action = { _, parameters throws(Failure) in
        let zone = parameters.text("zoneCode")
        return .list(
            "fabricClusterPoolList",
            poolNames.filter { zone == nil || $0.zone == zone }.map { pool in
                ["fabricClusterPoolNo": .string(pool.number), "fabricClusterPoolName": .string(pool.name)]
            })
    }

    static let create: Action = { world, parameters throws(Failure) in
        let vpc = try VPCRules.usableVPC(try parameters.required("vpcNo"), world)
        let zone = try parameters.required("zoneCode")
        let number = try parameters.required("fabricClusterPoolNo")
        guard let pool = poolNames.first(where: { $0.number == number && $0.zone == zone }) else {
            throw VServerRules.invalid("fabricClusterPoolNo")
        }
        let cluster = world.number(.network)
        world.insert(
            .fabricCluster, id: cluster,
            [
                "fabricClusterNo": .string(cluster),
                "fabricClusterName": .string(try parameters.required("fabricClusterName")),
                "fabricClusterDescription": .string(
                    try NameRule.description(parameters, "fabricClusterDescription")),
                "fabricClusterStatus": "RUN", "zoneCode": .string(zone), "regionCode": "KR",
                "vpcNo": .string(vpc.id), "fabricClusterPoolNo": .string(pool.number),
                "fabricClusterPoolName": .string(pool.name), "fabricClusterPoolCode": .string(pool.name),
                "createDate": .string(Timestamp(milliseconds: world.now).korean),
            ])
        return VServerAnswers.fabricCluster.answer(world, [cluster])
    }

    static let update: Action = { world, parameters throws(Failure) in
        let cluster = try find(parameters, world)
        let name = try parameters.required("fabricClusterName")
        var values: [String: JSON] = ["fabricClusterName": .string(name)]
        if parameters.text("fabricClusterDescription") != nil {
            values["fabricClusterDescription"] = .string(
                try NameRule.description(parameters, "fabricClusterDescription"))
        }
        world.set(.fabricCluster, cluster.id, values)
        return VServerAnswers.fabricCluster.answer(world, [cluster.id])
    }

    static let changeDescription: Action = { world, parameters throws(Failure) in
        let cluster = try find(parameters, world)
        let text = try NameRule.description(parameters, "fabricClusterDescription")
        world.set(.fabricCluster, cluster.id, ["fabricClusterDescription": .string(text)])
        return VServerAnswers.fabricCluster.answer(world, [cluster.id])
    }

    /// Takes the whole list; none given, it empties it. Servers have to be in the VPC and zone. (inferred)
    static let changeServers: Action = { world, parameters throws(Failure) in
        let cluster = try find(parameters, world)
        let numbers = parameters.list("clusterModeServerInstanceNoList")
        for number in numbers {
            let server = try VServerAnswers.server.find(world, number)
            guard server["vpcNo"] == cluster["vpcNo"], server["zoneCode"] == cluster["zoneCode"] else {
                throw VServerRules.invalid("clusterModeServerInstanceNoList")
            }
        }
        release(cluster, &world)
        for number in numbers {
            world.set(
                .server, number,
                [
                    "fabricClusterNo": .string(cluster.id),
                    "fabricClusterName": .string(cluster["fabricClusterName"]),
                ])
        }
        return VServerAnswers.fabricCluster.answer(world, [cluster.id])
    }

    static let delete: Action = { world, parameters throws(Failure) in
        let cluster = try find(parameters, world)
        let answer = VServerAnswers.fabricCluster.answer(world, [cluster.id])
        release(cluster, &world)
        world.remove(.fabricCluster, cluster.id)
        return answer
    }

    /// What a cluster shows of its servers.
    static let derived: @Sendable (World, Record) -> [String: JSON] = { world, cluster in
        let servers = world.records(.server, where: "fabricClusterNo", is: cluster.id)
        return [
            "serverCount": .integer(Int64(servers.count)),
            "serverInstanceNo": .array(servers.map { .string($0.id) }),
            "fabricClusterServerInstanceList": .array(
                servers.map { server in
                    [
                        "serverInstanceNo": .string(server.id), "serverName": .string(server["serverName"]),
                        "serverInstanceStatus": Shape.coded(server["serverInstanceStatus"]) ?? .null,
                        "serverInstanceOperation": Shape.coded(server["serverInstanceOperation"]) ?? .null,
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

    private static func find(_ parameters: Parameters, _ world: World) throws(Failure) -> Record {
        try VServerAnswers.fabricCluster.find(world, try parameters.required("fabricClusterNo"))
    }
}
