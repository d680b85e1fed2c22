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
                fields: [
                    cache.name(3...15), cache.serverPrefix(3...15), cache.subnet, .cacheEngine,
                    DatabaseField(
                        Field(
                            "mode", .enumeration(["SIMPLE", "CLUSTER"]), change: .replace,
                            "Whether it is one master or a cluster of shards; needed for a new instance. The API does not return it."
                        ),
                        .sent("mode", as: "cloudCacheModeCode")),
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
                clients: { $0.having("M").isEmpty ? [$0.master].compactMap(\.self) : $0.having("M") },
                clearing: cache.finalBackup, needed: ["serverPrefix", "mode"],
                preflight: [
                    DatabasePreflight.backupTimeNeedsBackup, CachePreflight.configGroup, CachePreflight.shards,
                ],
                deletion: Kind.Procedure(["deleteCloudCacheInstance"], seconds: 120, timeout: 3600)
                    .first([CloudDatabase.manualBackup], where: Field.finalBackup.name),
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
                    "version", .string, .required, change: .replace,
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
            checks: Kind.Checks(preflight: [.freeName(of: "CacheConfigGroup", refused: true)]),
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
        field: "users", initial: "adminUser", noun: "CloudCacheUser",
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
}

extension Field {
    /// Of services that make a backup when they are asked to.
    static let finalBackup = Field(
        "finalBackup", .boolean, change: .stateOnly, initial: false,
        "Whether a backup is taken before the instance is deleted or replaced.")
}

extension CloudDatabase {
    static let manualBackup = "createCloudCacheManualBackup"

    /// Takes a backup where the manifest that was applied last says so, and makes sure that it is there.
    var finalBackup: ActionOperations.Clearing {
        { instance throws(StepFailure) in
            guard instance.live.attributes[Field.finalBackup.name]?.bool == true else { return [:] }
            // A run that goes on need not take it again.
            let known = instance.session.remembered("backups")?.integer
            let before = try await known.orReading { () throws(StepFailure) in
                try await backupCount(of: instance)
            }
            guard try await backupCount(of: instance) <= before else { return [:] }
            instance.session.remember("backups", .integer(before))
            // While a backup is taken the instance is busy: that is how one is known whose answer was lost.
            let atRest = instance.live.status
            try await instance.change(.action(service, Self.manualBackup, [instanceNumber: instance.id])) { live in
                live.status != atRest
            }
            try await instance.wait(until: .ready)
            guard try await backupCount(of: instance) > before else {
                throw .pending("its final backup is not listed yet")
            }
            instance.session.log("final backup taken")
            return [:]
        }
    }

    private func backupCount(of instance: ManagedObject) async throws(StepFailure) -> Int64 {
        let answer = try await StepFailure.wrapping { () throws(APIFailure) in
            try await instance.session.call(
                .action(service, "getCloudCacheManualBackupDetailList", [instanceNumber: instance.id]))
        }
        // The type is documented, not the name of its list.
        let list = answer["cloudCacheBackupDetailList"] ?? answer["cloudCacheManualBackupDetailList"]
        return Int64(list?.elements.count ?? 0)
    }
}

extension Int64? {
    fileprivate func orReading(_ read: () async throws(StepFailure) -> Int64) async throws(StepFailure) -> Int64 {
        if let self { return self }
        return try await read()
    }
}
