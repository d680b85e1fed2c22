import OrderedJSON

/// Cloud DB for MongoDB. Source: api/clouddb.md §4. It has no call that makes a backup. (its pages list none)
enum MongoDB {
    static let family = DatabaseFamily(
        "MongoDb",
        images: [
            DatabaseImage(
                code: "SW.VMGDB.OS.LNX64.ROCKY.0810.MNGDB.CE.B050", name: "Rocky Linux 8.10 (MongoDB CE)",
                generation: "G2", engines: ["MONGODB6.0.17", "MONGODB5.0.29"]),
            DatabaseImage(
                code: "SW.VMGDB.OS.LNX64.ROCKY.0810.MNGDB.EE.B050", name: "Rocky Linux 8.10 (MongoDB EE)",
                generation: "G2", engines: ["MONGODB6.0.17"]),
            DatabaseImage(
                code: "SW.VMGDB.OS.LNX64.ROCKY.0810.MNGDB.CE.G003", name: "Rocky Linux 8.10 (MongoDB CE), G3",
                generation: "G3", engines: ["MONGODB7.0.14", "MONGODB6.0.17"]),
        ],
        products: MongoDBRole.allCases.flatMap { role in
            DatabaseProduct.usual("VMGDB.\(role.detail)", disk: "SSD.B050", detail: role.detail)
        }, serverList: "Cloud*ServerInstanceList")

    static let service = ActionService("/vmongodb/v2", [kind, family.serverKind])

    private static let kind = family.kind(
        columns: [
            .text("generationCode", "cloudMongoDbImageProductCode", "engineVersion"),
            .code("license", ["SSPL": "Server Side Public License"]),
            // Ports of servers that the cluster does not have are left out. (inferred)
            .raw("memberPort", "mongosPort", "configPort", "arbiterPort"), .integer("backupFileRetentionPeriod"),
            .text("backupTime"), .integer("backupParallel"), .text("createDate"), .list("accessControlGroupNoList"),
            .raw("shardCount"),
            .code("compress", ["SNPP": "Snappy", "ZLIB": "Zlib", "ZSTD": "Zstandard", "NONE": "None"]),
            .code("clusterType"),
        ],
        serverColumns: [
            .text("cloudMongoDbServerInstanceNo", "cloudMongoDbServerName"),
            .code("cloudMongoDbServerRole", MongoDBRole.names), .text("cloudMongoDbServerInstanceStatusName"),
            .code("cloudMongoDbServerInstanceStatus"), .code("cloudMongoDbServerInstanceOperation"),
            .code("clusterRole"), .text("cloudMongoDbProductCode", "regionCode", "zoneCode", "vpcNo", "subnetNo"),
            .text("privateDomain", "publicDomain"),
            .integer("memorySize", "cpuCount", "dataStorageSize", "usedDataStorageSize"), .text("replicaSetName"),
            .code("dataStorageType"), .text("uptime", "createDate"),
        ],
        inputs: inputs, places: { instance in MongoDBCluster.places(instance) },
        actions: [
            users.actions, family.offerActions, family.targetActions, family.logActions,
            family.backupActions(
                [
                    .integer("backupFileRetentionPeriod"), .text("backupTime"), .integer("backupSize"),
                    .text("lastBackupDate"),
                ],
                details: [
                    .text("startTime", "endTime"), .integer("backupSize", "dataStorageSize", "backupParallel"),
                    .text("shard"),
                ]),
            MongoDBCluster.changes,
            [family.exportBackup(fileName: "objectName", isNameOfBackup: false), family.reboot, family.buckets],
        ])

    private static let inputs: [Input] =
        family.network + family.names(service: 3...15, prefix: 3...15) + [
            .code("clusterType", of: ["STAND_ALONE", "SINGLE_REPLICA_SET", "SHARDED_CLUSTER"]), family.offer,
        ] + MongoDBCluster.inputs + [
            .code("compress", of: ["SNPP", "ZLIB", "ZSTD", "NONE"], default: "SNPP"),
            DatabaseFamily.backup(usually: nil, isForced: false, days: 1...30, isTimeAlone: true),
            .fixed(["license": "SSPL", "backupParallel": 1]), firstUser,
        ]

    /// The user that an instance begins with is listed among the others. (inferred)
    private static let firstUser = Input.values { parameters, _, _ throws(Failure) in
        let user: JSON = [
            "userName": .string(try firstName.required(parameters, "cloudMongoDbUserName")), "databaseName": "admin",
            "authority": "READ_WRITE",
            "passwordDigest": try DatabasePassword.digest("cloudMongoDbUserPassword", parameters),
        ]
        return ["users": [user]]
    }

    /// Users that are added have no `-` in their names: database-vmongodb-addcloudmongodbuserlist. The first one is not
    /// said to. (inferred)
    private static let firstName = TextRule.name(4...16, signs: ["-", "_"])
    private static let userName = TextRule.name(4...16, signs: ["_"])
    private static let databaseName = TextRule.name(4...30, signs: ["_"]).without("config", "local")

    private static let users = DatabaseRows(
        family: family, noun: "User", parameter: "cloudMongoDbUserList",
        columns: [.text("userName", "databaseName", "authority")],
        key: [
            .text("userName", userName), .text("databaseName", databaseName),
        ],
        added: [
            .values { parameters, _, _ throws(Failure) in ["authority": .string(try authority(parameters))] },
            .password(),
        ],
        // What is left out stays. (inferred)
        changed: [
            .values { parameters, _, _ throws(Failure) in
                guard parameters.text("authority") != nil else { return [:] }
                return ["authority": .string(try authority(parameters))]
            }, .newPassword(),
        ])

    private static func authority(_ parameters: CallParameters) throws(Failure) -> String {
        let code = try parameters.required("authority")
        guard ["READ", "READ_WRITE"].contains(code) else { throw .invalid("authority") }
        return code
    }
}

/// What the servers of MongoDB do. The codes are those that the vendor's terraform provider looks for.
enum MongoDBRole: String, CaseIterable, Sendable {
    case member = "MB"
    case arbiter = "AB"
    case mongos = "RT"
    case config = "C"

    /// What products are told apart by.
    var detail: String {
        switch self {
        case .member: "MNGOD"
        case .arbiter: "ARBIT"
        case .mongos: "MNGOS"
        case .config: "CFGSV"
        }
    }

    /// The parameters, and attributes, that begin with it.
    var prefix: String {
        switch self {
        case .member: "member"
        case .arbiter: "arbiter"
        case .mongos: "mongos"
        case .config: "config"
        }
    }

    /// By code; a member that is alone has one of its own.
    static let names = ["A": "Member", "MB": "Member", "AB": "Arbiter", "RT": "Mongos", "C": "Config"]
}
