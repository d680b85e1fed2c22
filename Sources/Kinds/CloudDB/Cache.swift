import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// By the newer API, which serves both engines. Source: api/clouddb.md §5.
    public static let cacheInstance: Driver = {
        let cache = CloudDatabase.cache
        return cache.driver(
            CloudDatabase.Instance(
                summary: "A Cloud DB for Cache service, Redis or Valkey: one server with a standby, or a cluster.",
                fields: cache.place(name: 3...15, prefix: 3...15) + [
                    .cacheEngine, .cacheMode,
                    DatabaseField(
                        Field(
                            "configGroup", .reference("CacheConfigGroup"), .required, change: .replace,
                            "Its settings; of a version for the mode."),
                        Column.text("configGroup", "configGroupNo").whenShown),
                    cache.image(), cache.engineVersion(), cache.product(),
                    DatabaseField(
                        Field(
                            "shardCount", .integer, change: .replace, constraints: [.range(3...10)],
                            "Number of masters of a CLUSTER (default: 3)."),
                        Column.number("shardCount", "shardCount").whenShown),
                    DatabaseField(
                        Field(
                            "shardCopies", .integer, change: .replace, constraints: [.range(0...4)],
                            "Number of replicas of each master of a CLUSTER (default: 0); high availability needs 1."),
                        Column.number("shardCopies", "shardCopyCount").whenShown),
                    cache.highAvailability("Whether a standby becomes the master if that fails."), cache.port(6379),
                    cache.backup(initially: false), cache.backupRetention(upTo: 7), cache.backupTime(),
                    cache.adminUser(NameRule(4...16, signs: "-_")), cache.adminPassword(change: .createOnly),
                ],
                lists: [.cacheUsers], treatment: [.finalBackup], ports: ["cloudCachePort"],
                clients: { $0.having(["M"]).isEmpty ? [$0.master].compactMap(\.self) : $0.having(["M"]) },
                clearing: FinalBackup(database: cache).clearing, needed: ["serverPrefix", "mode"],
                preflight: [
                    DatabasePreflight.backup(initially: false, isForced: false), CachePreflight.configGroup,
                    CachePreflight.image, CachePreflight.shards,
                ],
                deletion: Kind.Procedure(["deleteCloudCacheInstance"], seconds: 120, timeout: 3600)
                    .first([FinalBackup.call], where: Field.finalBackup.name),
                example: """
                    apiVersion: ncloud/v1
                    kind: CacheInstance
                    metadata: {name: shop-cache}
                    spec:
                      serverPrefix: shop-cache
                      subnet: databases
                      engine: REDIS
                      mode: SIMPLE
                      configGroup: shop-cache
                      highAvailability: true
                      backup: true
                      finalBackup: true
                    """))
    }()

    public static let cacheImage = CloudDatabase.cache.image(code: "SW.VRDS.OS.LNX64.ROCKY.0810.REDIS.B050")
    public static let cacheProduct = CloudDatabase.cache.product(code: "SVR.VRDS.STAND.C002.M003.NET.SSD.B050.G002")

    /// Source: api/clouddb.md §5.
    public static let cacheConfigGroup = Driver(
        Kind(
            "CacheConfigGroup", service: "CloudDB",
            summary: "Settings of cache instances, for one version and mode. Every change replaces it.",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace,
                    constraints: [.spelled(NameRule(3...15, signs: "-"))], "Name of the group, unique in the account."),
                Field(
                    "version", .formatted(.cacheVersion), .required, change: .replace,
                    "Version of the engine with the mode, such as 7.0.13-simple or 7.0.13-cluster."),
                DatabaseField.cacheEngine.field,
                Field(
                    "description", .string, change: .replace, constraints: [.bytes(0...255)],
                    "Description, up to 255 bytes."),
                .computed("status", "Status: creating, settingUp, running, deleting or deleted."),
            ],
            identity: Kind.Identity(id: "configGroupNo"),
            // The codes of its status are not documented, its names are.
            status: StatusTable(
                pending: ["creating", "settingUp", "settingup", "deleting"], ready: ["running"], gone: ["deleted"],
                leaving: ["deleting"]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 30, timeout: 600),
                deletion: Kind.Procedure(seconds: 30, timeout: 600)),
            checks: Kind.Checks(preflight: [.freeName(of: "CacheConfigGroup", refused: true), CachePreflight.version]),
            example: """
                apiVersion: ncloud/v1
                kind: CacheConfigGroup
                metadata: {name: shop-cache}
                spec:
                  version: 7.0.13-simple
                  engine: REDIS
                  description: settings of the shop's cache
                """),
        operations: ActionOperations(
            "CacheConfigGroup", .vcache, noun: "CloudCacheConfigGroup", id: "configGroupNo",
            [
                .text("name", "configGroupName"), .text("version", "cloudCacheVersion"),
                .text("description", "configGroupDescription"), .plainStatus("configGroupStatusName"),
            ] + DatabaseField.cacheEngine.columns,
            isPaged: false, look: .narrowedList,
            // The answer to a creation lists all groups.
            isFoundByMarker: true))
}

extension DatabaseElements {
    /// On the sites that have users of caches. Source: api/clouddb.md §5.
    static let cacheUsers = DatabaseElements(
        field: "users", initial: ["name": "adminUser"], noun: "CloudCacheUser",
        summary: "Its users by name, on sites that offer them (government).",
        members: [
            Field(
                "name", .string, .required, constraints: [.spelled(NameRule(4...16, signs: "-_"))], "Name of the user."),
            .userPassword(change: .createOnly),
        ],
        key: ["name"],
        columns: [.text("name", "userName", sent: "name"), Column.sent("password", as: "password").sensitive],
        canChange: false)
}

extension DatabaseField {
    /// The vendor writes `Redis` and `Valkey`.
    static let cacheEngine: DatabaseField = {
        let words = ["REDIS": "Redis", "VALKEY": "Valkey"]
        return DatabaseField(
            Field("engine", .enumeration(["REDIS", "VALKEY"]), .required, change: .replace, "Redis or Valkey."),
            Column(
                "engine",
                read: { Value(($0.nonEmpty("cloudCacheDbmsCode") ?? $0.code("cloudCacheDbms"))?.uppercased()) }
            ) {
                value in [("cloudCacheDbmsCode", .string(value?.text.map { words[$0] ?? $0 } ?? ""))]
            })
    }()

    /// Answers call it the role of the instance. Of one that the documents do not name, nothing is said: every change of the
    /// field replaces the instance.
    static let cacheMode: DatabaseField = {
        let modes = ["SIMPLE", "CLUSTER"]
        return DatabaseField(
            Field(
                "mode", .enumeration(modes), change: .replace,
                "Whether it is one master or a cluster of shards; needed for a new instance."),
            .value("mode", sent: "cloudCacheModeCode") { wire in
                wire.code("role").flatMap { modes.contains($0) ? .string($0) : nil }
            })
    }()
}

extension Field {
    /// Of services that make a backup when they are asked to.
    static let finalBackup = Field(
        "finalBackup", .boolean, change: .stateOnly, initial: false,
        "Whether a backup is taken before the instance is deleted or replaced.")
}
