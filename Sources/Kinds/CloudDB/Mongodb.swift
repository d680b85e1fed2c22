import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Source: api/clouddb.md §4.
    public static let mongodbInstance: Driver = {
        let mongodb = CloudDatabase.mongodb
        let users = DatabaseElements.mongodbUsers
        return mongodb.driver(
            CloudDatabase.Instance(
                summary: """
                    A Cloud DB for MongoDB service: a single server, a replica set or a sharded cluster, and its users.
                    """,
                fields: mongodb.place(name: 3...15, prefix: 3...15) + [
                    DatabaseField(
                        Field(
                            "clusterType", .enumeration(["STAND_ALONE", "SINGLE_REPLICA_SET", "SHARDED_CLUSTER"]),
                            .required, change: .replace, "What its servers form."),
                        Column.code("clusterType", "clusterType", sent: "clusterTypeCode").whenShown),
                    mongodb.image(), mongodb.engineVersion(),
                ] + MongodbCounts.fields + MongodbProducts.fields + MongodbPorts.fields + [
                    mongodb.storageType,
                    DatabaseField(
                        Field(
                            "compression", .enumeration(["NONE", "SNPP", "ZLIB", "ZSTD"]), change: .replace,
                            "How data is compressed (default: SNPP)."),
                        Column.code("compression", "compress", sent: "compressCode").whenShown),
                    mongodb.adminUser(NameRule(4...16, signs: "-_")), mongodb.adminPassword(change: .inPlace(.none)),
                    mongodb.backupRetention(upTo: 30), mongodb.backupTime(isAutomaticElse: false),
                ],
                lists: [users],
                ports: ["mongosPort", "memberPort"],
                clients: { $0.having(["RT"]).isEmpty ? $0.having(["A", "MB"]) : $0.having(["RT"]) },
                // One count at a time, with a wait between (api/clouddb.md §4).
                changes: [mongodb.passwordChange(users)] + MongodbCounts.changes(mongodb),
                needed: ["serverPrefix", "adminUser", "adminPassword"],
                preflight: [MongodbCounts.fit],
                example: """
                    apiVersion: ncloud/v1
                    kind: MongodbInstance
                    metadata: {name: shop-catalog}
                    spec:
                      serverPrefix: shop-cat
                      subnet: databases
                      clusterType: SHARDED_CLUSTER
                      shardCount: 2
                      memberCount: 3
                      arbiterCount: 0
                      mongosCount: 2
                      configCount: 3
                      adminUser: shop_admin
                      adminPassword: ${secret.admin}
                      users:
                        - {name: catalog, database: catalog, password: "${secret.user1}", authority: READ_WRITE}
                    """))
    }()

    public static let mongodbImage = CloudDatabase.mongodb.image(code: "SW.VMGDB.OS.LNX64.ROCKY.0810.MNGDB.CE.B050")
    public static let mongodbProduct = CloudDatabase.mongodb.product(
        code: "SVR.VMGDB.MNGOD.STAND.C002.M008.NET.SSD.B050.G002")
}

extension DatabaseElements {
    static let mongodbUsers = DatabaseElements(
        field: "users", initial: ["name": "adminUser"], noun: "CloudMongoDbUser",
        summary: "Its users besides adminUser, by name and database.",
        members: [
            Field(
                "name", .string, .required, constraints: [.spelled(NameRule(4...16, signs: "_"))], "Name of the user."),
            Field(
                "database", .string, .required,
                constraints: [.spelled(NameRule(4...30, signs: "_", reserved: ["config", "local"]))],
                "The database it may use."),
            .userPassword(change: .inPlace(.none)),
            Field("authority", .enumeration(["READ", "READ_WRITE"]), .required, "What it may do in the database."),
        ],
        key: ["name", "database"],
        columns: [
            .text("name", "userName"), .text("database", "databaseName"),
            Column.sent("password", as: "password").sensitive, .authority,
        ])
}

/// How many servers of which sort a MongoDB service has; all of these change in place. Source: api/clouddb.md §4.
enum MongodbCounts {
    static let fields = [
        DatabaseField(
            count("shardCount", 2...5, "Number of shards, 2 or 3 for a new cluster; of a SHARDED_CLUSTER only."),
            Column.number("shardCount", "shardCount").whenShown),
        DatabaseField(
            count("memberCount", 2...7, "Number of members, of each shard in a SHARDED_CLUSTER."),
            column("memberCount", "memberServerCount", ["A", "MB"], perShard: true)),
        DatabaseField(
            count("arbiterCount", 0...1, "Number of arbiters, of each shard in a SHARDED_CLUSTER."),
            column("arbiterCount", "arbiterServerCount", ["AB"], perShard: true)),
        DatabaseField(
            count("mongosCount", 2...5, "Number of mongos servers; of a SHARDED_CLUSTER only."),
            column("mongosCount", "mongosServerCount", ["RT"])),
        DatabaseField(
            count("configCount", 3...7, "Number of config servers; of a SHARDED_CLUSTER only."),
            column("configCount", "configServerCount", ["C"])),
    ]

    static func changes(_ mongodb: CloudDatabase) -> [ActionOperations.Change] {
        [
            mongodb.scaling(["configCount"], by: "ConfigCount"), mongodb.scaling(["mongosCount"], by: "MongosCount"),
            mongodb.scaling(
                ["memberCount", "arbiterCount"], by: "SecondaryCount", with: ["arbiterProduct": "arbiterProductCode"]),
            mongodb.scaling(["shardCount"], by: "ShardCount"),
        ]
    }

    private static func count(_ name: String, _ bounds: ClosedRange<Int64>, _ summary: String) -> Field {
        Field(name, .integer, change: .inPlace(.none), constraints: [.range(bounds)], summary)
    }

    /// The servers of some roles are counted: only of shards the answer shows the number.
    private static func column(
        _ field: String, _ parameter: String, _ roles: Set<String>, perShard: Bool = false
    ) -> Column {
        Column(field) { wire in
            let servers = DatabaseServers(of: wire, .mongodb)
            guard !servers.all.isEmpty else { return nil }
            let shards = perShard ? max(1, wire["shardCount"]?.integer ?? 1) : 1
            return .integer(Int64(servers.having(roles).count) / shards)
        } write: { value in
            value?.integer.map { [(parameter, .integer($0))] } ?? []
        }
    }

    /// Which counts a type of cluster has.
    static let fit = Preflight(
        of: ["clusterType", "shardCount", "memberCount", "arbiterCount", "mongosCount", "configCount"]
    ) { subject, _ in
        guard let type = subject.text("clusterType") else { return [] }
        let allowed: Set<String> =
            switch type {
            case "SHARDED_CLUSTER": ["shardCount", "memberCount", "arbiterCount", "mongosCount", "configCount"]
            case "SINGLE_REPLICA_SET": ["memberCount", "arbiterCount"]
            default: []
            }
        let given = fields.map(\.field.name).filter(subject.isGiven)
        var problems = given.filter { !allowed.contains($0) && (subject.isNew || subject.changed.contains($0)) }.map {
            Preflight.Problem(at: $0, "a \(type) has no \($0)", help: "omit the field, or use another clusterType")
        }
        if subject.isNew, let shards = subject.attributes["shardCount"]?.integer, shards > 3 {
            problems.append(
                Preflight.Problem(
                    at: "shardCount", "a new cluster has 2 or 3 shards, not \(shards)",
                    help: "create it with 3 and raise the count afterwards"))
        }
        return problems
    }
}

enum MongodbProducts {
    static let fields = [
        field("memberProduct", "memberProductCode", ["A", "MB"], "members"),
        field("arbiterProduct", "arbiterProductCode", ["AB"], "arbiters"),
        field("mongosProduct", "mongosProductCode", ["RT"], "mongos servers"),
        field("configProduct", "configProductCode", ["C"], "config servers"),
    ]

    private static func field(
        _ name: String, _ parameter: String, _ roles: Set<String>, _ servers: String
    ) -> DatabaseField {
        DatabaseField(
            Field(
                name, .reference("MongodbProduct"), change: .replace,
                "The server spec of \(servers): a product code, or a lookup (default: the smallest)."),
            Column.value(name, sent: parameter) { wire in
                let first = DatabaseServers(of: wire, .mongodb).having(roles).first
                return Value(first?.nonEmpty("cloudMongoDbProductCode"))
            }.whenShown)
    }
}

enum MongodbPorts {
    static let fields = [
        field("memberPort", "of members"), field("mongosPort", "of mongos servers"),
        field("configPort", "of config servers"),
    ]

    private static func field(_ name: String, _ servers: String) -> DatabaseField {
        DatabaseField(
            Field(
                name, .integer, change: .replace, initial: 17_017, constraints: [.range(10_000...65_535)],
                "Port \(servers)."),
            Column.number(name, name).whenShown)
    }
}
