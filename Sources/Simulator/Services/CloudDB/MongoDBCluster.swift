import OrderedJSON

/// The servers of a MongoDB instance, and the calls that change how many there are. Source: api/clouddb.md §4.
enum MongoDBCluster {
    private static let family = MongoDB.family

    /// How many servers of each sort there are, their ports and products. What a cluster does not have is ignored.
    static let inputs: [Input] = [
        counts, .values { parameters, instance, _ throws(Failure) in try portsAndProducts(parameters, instance) },
    ]

    private static let counts = Input.values { parameters, instance, _ throws(Failure) in
        var values: [String: JSON] = [:]
        let type = instance["clusterType"]
        if type == "SHARDED_CLUSTER" {
            values["shardCount"] = .integer(try number("shardCount", parameters, in: 2...3, usually: 2))
            values["mongosServerCount"] = .integer(try number("mongosServerCount", parameters, in: 2...5, usually: 2))
            values["configServerCount"] = .integer(try number("configServerCount", parameters, in: 3...3, usually: 3))
        }
        if type != "STAND_ALONE" { values.merge(try replicaCounts(parameters, instance)) { $1 } }
        return values
    }

    /// Members and arbiters of each replica set; at least three servers together. (the vendor's terraform documents)
    private static func replicaCounts(
        _ parameters: CallParameters, _ instance: Record
    ) throws(Failure) -> [String: JSON] {
        func present(_ name: String, _ usual: Int64) -> Int64 { instance.value(name)?.integer ?? usual }
        let members = try number(
            "memberServerCount", parameters, in: 2...7, usually: present("memberServerCount", 3))
        let arbiters = try number(
            "arbiterServerCount", parameters, in: 0...1, usually: present("arbiterServerCount", 0))
        guard (3...7).contains(members + arbiters) else { throw .invalid("memberServerCount") }
        return ["memberServerCount": .integer(members), "arbiterServerCount": .integer(arbiters)]
    }

    private static func number(
        _ name: String, _ parameters: CallParameters, in range: ClosedRange<Int64>, usually usual: Int64
    ) throws(Failure) -> Int64 {
        let number = try parameters.integer(name) ?? usual
        guard range.contains(number) else { throw .invalid(name) }
        return number
    }

    private static func portsAndProducts(
        _ parameters: CallParameters, _ instance: Record
    ) throws(Failure) -> [String: JSON] {
        var values: [String: JSON] = [:]
        for role in roles(of: instance["clusterType"]) {
            let name = role.prefix + "ProductCode"
            let product = try family.product(
                parameters.text(name), generation: instance["generationCode"], zone: instance["zoneCode"],
                detail: role.detail, as: name)
            values[name] = .string(product.code)
            // An arbiter has the port of the members.
            let port = role == .arbiter ? "memberPort" : role.prefix + "Port"
            values[role.prefix + "Port"] = .integer(
                try number(port, parameters, in: 10_000...65_535, usually: 17_017))
        }
        return values
    }

    private static func roles(of clusterType: String) -> [MongoDBRole] {
        switch clusterType {
        case "STAND_ALONE": [.member]
        case "SINGLE_REPLICA_SET": [.member, .arbiter]
        default: MongoDBRole.allCases
        }
    }

    /// All servers that an instance is to have.
    static func places(_ instance: Record) -> [DatabasePlace] {
        func some(_ role: MongoDBRole, _ count: String, in set: String, as cluster: String) -> [DatabasePlace] {
            (0..<Int(instance.integer(count))).map { _ in place(role, role.rawValue, in: set, as: cluster, instance) }
        }
        func replicaSet(_ name: String, as cluster: String) -> [DatabasePlace] {
            some(.member, "memberServerCount", in: name, as: cluster)
                + some(.arbiter, "arbiterServerCount", in: name, as: cluster)
        }
        let prefix = instance["serverNamePrefix"]
        switch instance["clusterType"] {
        case "STAND_ALONE": return [place(.member, "A", in: "", as: "STAND_ALONE", instance)]
        case "SINGLE_REPLICA_SET": return replicaSet("\(prefix)-rs", as: "SINGLE_REPLICA_SET")
        default:
            let shards = (1...max(1, instance.integer("shardCount"))).flatMap { number in
                replicaSet("\(prefix)-shard\(number)", as: "SHARD")
            }
            return shards + some(.mongos, "mongosServerCount", in: "", as: "MONGOS")
                + some(.config, "configServerCount", in: "\(prefix)-config", as: "CONFIG")
        }
    }

    private static func place(
        _ role: MongoDBRole, _ code: String, in set: String, as cluster: String, _ instance: Record
    ) -> DatabasePlace {
        DatabasePlace(
            role: code, subnetNo: instance["subnetNo"], productCode: instance[role.prefix + "ProductCode"],
            more: ["clusterRole": .string(cluster), "replicaSetName": .string(set)])
    }
}

extension MongoDBCluster {
    private static let sharded = ["SHARDED_CLUSTER"]

    static let changes: [KindAction] = [
        change("changeCloudMongoDbShardCount", "shardCount", in: 2...5),
        change("changeCloudMongoDbMongosCount", "mongosServerCount", in: 2...5),
        change("changeCloudMongoDbConfigCount", "configServerCount", in: 3...7),
        change("changeCloudMongoDbSecondaryCount", of: sharded + ["SINGLE_REPLICA_SET"]) {
            parameters, instance throws(Failure) in
            _ = try parameters.requiredInteger("memberServerCount")
            var values = try replicaCounts(parameters, instance)
            if let code = parameters.text("arbiterProductCode") {
                let product = try family.product(
                    code, generation: instance["generationCode"], zone: instance["zoneCode"],
                    detail: MongoDBRole.arbiter.detail, as: "arbiterProductCode")
                values["arbiterProductCode"] = .string(product.code)
            }
            return values
        },
    ]

    private static func change(_ action: String, _ name: String, in range: ClosedRange<Int64>) -> KindAction {
        change(action, of: sharded) { parameters, _ throws(Failure) in
            let number = try parameters.requiredInteger(name)
            guard range.contains(number) else { throw .invalid(name) }
            return [name: .integer(number)]
        }
    }

    /// Other numbers of servers: those that are missing are added, those that are too many deleted, the newest ones.
    private static func change(
        _ action: String, of types: [String],
        _ values: @escaping @Sendable (CallParameters, Record) throws(Failure) -> [String: JSON]
    ) -> KindAction {
        KindAction(action) { kind, world, parameters throws(Failure) in
            let instance = try family.find(parameters, world)
            try family.requireRunning(instance)
            guard types.contains(instance["clusterType"]) else { throw .invalid("cloudMongoDbInstanceNo") }
            world.set(family.instances, instance.id, try values(parameters, instance))
            guard let changed = world[family.instances, instance.id] else { throw family.missing(instance.id) }
            level(changed, &world)
            let plan = family.busy("SETUP", "settingUp", seconds: family.pace.server)
            world.run(plan, on: family.instances, instance.id)
            return kind.answer(world, [instance.id])
        }
    }

    private static func level(_ instance: Record, _ world: inout World) {
        var spare = family.servers(of: instance.id, world)
        var missing: [DatabasePlace] = []
        for place in places(instance) {
            let same = spare.firstIndex { server in
                server["cloudMongoDbServerRole"] == place.role
                    && server["replicaSetName"] == place.more["replicaSetName"]?.text
            }
            if let same { spare.remove(at: same) } else { missing.append(place) }
        }
        for server in spare { family.end(server, &world) }
        family.add(missing, to: instance, &world, plan: family.newServer(seconds: family.pace.server))
    }
}
