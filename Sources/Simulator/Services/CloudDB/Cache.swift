import OrderedJSON

/// Cloud DB for Cache: Redis and Valkey, under the paths of both. Source: api/clouddb.md §5, and the vendor's page
/// common-vapidatatype-cloudcacheinstance for what an instance shows.
enum Cache {
    static let family = DatabaseFamily(
        "Cache",
        images: [
            DatabaseImage(
                code: "SW.VRDS.OS.LNX64.ROCKY.0810.REDIS.B050", name: "Rocky Linux 8.10 (Redis)", generation: "G2",
                engines: CacheVersion.redis),
            DatabaseImage(
                code: "SW.VRDS.OS.LNX64.ROCKY.0810.VALKEY.B050", name: "Rocky Linux 8.10 (Valkey)", generation: "G2",
                engines: CacheVersion.valkey),
        ],
        products: ([(1, 2), (3, 2), (6, 4), (12, 4), (25, 4)] as [(Int64, Int64)]).map { gigabytes, cpus in
            let size = "C\(DatabaseProduct.padded(cpus)).M\(DatabaseProduct.padded(gigabytes))"
            return DatabaseProduct(
                code: "SVR.VRDS.STAND.\(size).NET.SSD.B050.G002", type: "STAND", cpus: cpus, gigabytes: gigabytes,
                generation: "G2")
        }, standby: "S")

    static let service = ActionService("/vcache/v2", kinds)

    static let kinds: [ActionKind] = [kind, family.serverKind, CacheConfigGroups.kind]

    private static let kind = family.kind(
        columns: [
            .text("cloudCacheDbmsCode", "cloudCacheImageProductCode", "engineVersion"),
            .code("licence", ["BSD": "BSD 3-Clause", "RSAL": "Redis Source Available License"]),
            .integer("cloudCachePort"), .flag("isHa"), .text("cloudCacheServerPrefix"), .flag("isBackup"),
            .integer("backupFileRetentionPeriod"), .text("backupTime", "backupSchedule", "createDate"),
            .integer("shardCount", "shardCopyCount"), .list("accessControlGroupNoList"),
            .text("configGroupNo", "configGroupName"), .code("role", ["SIMPLE": "Simple", "CLUSTER": "Cluster"]),
        ],
        serverColumns: [
            .text("cloudCacheServerInstanceNo", "cloudCacheServerName"), .code("cloudCacheServerRole", roleNames),
            .text("cloudCacheServerInstanceStatusName"), .code("cloudCacheServerInstanceStatus"),
            .code("cloudCacheServerInstanceOperation"),
            .text("cloudCacheProductCode", "regionCode", "zoneCode", "vpcNo", "subnetNo", "privateDomain"),
            .integer("cpuCount", "memorySize", "osMemorySize"), .text("uptime", "createDate", "slotName"),
        ],
        filters: [.exact("cloudCacheDbmsCode")], inputs: inputs, places: { instance in places(instance) },
        actions: [users.actions, family.offerActions, family.targetActions, CacheBackups.actions, [flush]])

    private static let roleNames = ["A": "Stand Alone", "M": "Master", "S": "Slave"]

    private static let inputs: [Input] =
        family.network + family.names(service: 3...15, prefix: 3...15) + [
            .code("cloudCacheMode", of: ["CLUSTER", "SIMPLE"]), configGroup, offer, family.size, shards,
            DatabaseFamily.backup(usually: false, isForced: false, days: 1...7),
            DatabaseFamily.port("cloudCachePort", usually: 6379),
            .values { _, instance, _ throws(Failure) in
                [
                    "cloudCacheServerPrefix": .string(instance["serverNamePrefix"]),
                    "role": .string(instance["cloudCacheMode"]),
                    "backupSchedule": .string(instance.flag("isBackup") ? "Everyday" : ""), "manualBackups": [],
                ]
            }, firstUser,
        ]

    /// A config group that is set up, and whose version is of the mode.
    private static let configGroup = Input.values { parameters, instance, world throws(Failure) in
        let group = try CacheConfigGroups.kind.find(parameters, world)
        guard group["configGroupStatusName"] == "running" else { throw .notReady(5001, "config group") }
        guard group["cloudCacheMode"] == instance["cloudCacheMode"] else { throw .invalid("configGroupNo") }
        return [
            "configGroupNo": .string(group.id), "configGroupName": .string(group["configGroupName"]),
            "cloudCacheDbmsCode": .string(group["cloudCacheDbmsCode"]),
            "configVersion": .string(CacheVersion.engine(of: group["cloudCacheVersion"])),
        ]
    }

    /// The image of the config group's engine, in the version that the group is for.
    private static let offer = Input.values { parameters, instance, _ throws(Failure) in
        let isValkey = instance["cloudCacheDbmsCode"] == CacheVersion.valkeyCode
        let usual = family.images[isValkey ? 1 : 0]
        let image = try family.image(parameters.text("cloudCacheImageProductCode") ?? usual.code)
        let engine = parameters.text("engineVersionCode") ?? instance["configVersion"]
        guard image.code == usual.code else { throw .invalid("cloudCacheImageProductCode") }
        guard engine == instance["configVersion"] else { throw .invalid("engineVersionCode") }
        return [
            "cloudCacheImageProductCode": .string(image.code), "engineVersion": .string(engine),
            "licence": isValkey ? "BSD" : "RSAL", "generationCode": "G2", "dataStorageType": "SSD",
        ]
    }

    /// Shards and copies count in clusters only. High availability of a cluster needs a copy of each master.
    private static let shards = Input.values { parameters, instance, _ throws(Failure) in
        let isHa = try parameters.flag("isHa")
        guard instance["cloudCacheMode"] == "CLUSTER" else {
            return ["isHa": .bool(isHa ?? true), "shardCount": 0, "shardCopyCount": 0]
        }
        let shards = try parameters.integer("shardCount") ?? 3
        let copies = try parameters.integer("shardCopyCount") ?? 0
        guard (3...10).contains(shards) else { throw .invalid("shardCount") }
        guard (0...4).contains(copies), isHa != true || copies > 0 else { throw .invalid("shardCopyCount") }
        return [
            "isHa": .bool(copies > 0), "shardCount": .integer(shards), "shardCopyCount": .integer(copies),
        ]
    }

    /// One server or two; of a cluster a master and its copies for each part of the slots.
    private static func places(_ instance: Record) -> [DatabasePlace] {
        func place(_ role: String, _ slots: String) -> DatabasePlace {
            DatabasePlace(
                role: role, subnetNo: instance["subnetNo"], productCode: instance["cloudCacheProductCode"],
                more: ["slotName": .string(slots)])
        }
        guard instance["cloudCacheMode"] == "CLUSTER" else {
            return instance.flag("isHa") ? [place("M", ""), place("S", "")] : [place("A", "")]
        }
        let count = instance.integer("shardCount")
        return (0..<count).flatMap { shard in
            let slots = "\(shard * 16_384 / count)-\((shard + 1) * 16_384 / count - 1)"
            return [place("M", slots)] + (0..<instance.integer("shardCopyCount")).map { _ in place("S", slots) }
        }
    }

    /// Users are documented for the government's site only; here they may be given. (inferred)
    private static let firstUser = Input.values { parameters, _, _ throws(Failure) in
        guard parameters.text("cloudCacheUserName") != nil else { return ["users": []] }
        let user: JSON = [
            "userName": .string(try userName.required(parameters, "cloudCacheUserName")),
            "passwordDigest": try DatabasePassword.digest("cloudCacheUserPassword", parameters),
        ]
        return ["users": [user]]
    }

    /// Deletes all data, by way of a master or of a server that is alone:
    /// database-vcache-flushallcloudcacheserverinstance.
    private static let flush = KindAction(
        "flushAllCloudCacheServerInstance"
    ) { kind, world, parameters throws(Failure) in
        let server = try family.server(parameters, world)
        guard server["cloudCacheServerRole"] != "S" else { throw .invalid("cloudCacheServerInstanceNo") }
        let instance = try kind.find(world, server["cloudCacheInstanceNo"])
        try family.requireRunning(instance)
        world.set(family.servers, server.id, ["usedDataStorageSize": 0])
        return kind.answer(world, [instance.id])
    }

    private static let userName = TextRule.name(4...16, signs: ["-", "_"])

    private static let users = DatabaseRows(
        family: family, noun: "User", parameter: "cloudCacheUserList", columns: [.text("userName")],
        key: [.text("name", as: "userName", userName)],
        added: [.password()])
}

/// Versions as config groups name them: `7.0.13-simple`. Which there are besides that one is (inferred).
enum CacheVersion {
    static let redis = ["7.0.13", "7.2.6"]
    static let valkey = ["8.0.2", "8.1.1"]
    static let redisCode = "Redis"
    static let valkeyCode = "Valkey"

    /// The engine version of a config group's.
    static func engine(of version: String) -> String { String(version.prefix { $0 != "-" }) }

    /// The mode it is for; nil for a text that is no version of the engine.
    static func mode(of version: String, dbms: String) -> String? {
        let engines = dbms == valkeyCode ? valkey : redis
        guard engines.contains(engine(of: version)) else { return nil }
        switch version.drop(while: { $0 != "-" }) {
        case "-simple": return "SIMPLE"
        case "-cluster": return "CLUSTER"
        default: return nil
        }
    }
}
