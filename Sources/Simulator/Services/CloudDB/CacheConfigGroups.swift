import OrderedJSON

/// Config groups of Cloud DB for Cache: made and deleted, never changed. Source: api/clouddb.md §5; the codes of their
/// statuses and all times are (inferred).
enum CacheConfigGroups {
    static let kind = ActionKind(
        "CloudCacheConfigGroup", .cacheConfigGroup, id: "configGroupNo",
        columns: [
            .text("configGroupNo", "configGroupName", "configGroupDescription", "configGroupStatusName"),
            .code("configGroupStatus", ["INIT": "Initiated", "CREAT": "Created", "DEL": "Deleted"]),
            .text("cloudCacheDbmsCode", "cloudCacheVersion", "createDate", "modifyDate"),
        ],
        filters: [
            .exact("configGroupNo"), .beginning("configGroupName"), .exact("cloudCacheInstanceNo"),
            .exact("cloudCacheServiceName"), .code("cloudCacheMode"), .exact("cloudCacheDbmsCode"),
        ],
        isPaged: false,
        derived: ActionKind.Derivation(filtered: ["cloudCacheInstanceNo", "cloudCacheServiceName"]) { world, group in
            let users = users(of: group.id, world)
            return [
                "cloudCacheInstanceNo": .array(users.map { .string($0.id) }),
                "cloudCacheServiceName": .array(users.map { .string($0["cloudCacheServiceName"].lowercased()) }),
            ]
        },
        lifeCycle: LifeCycle(
            creation: [
                .now(status("INIT", "creating")), .after(seconds: 10, status("CREAT", "settingUp")),
                .after(seconds: 40, status("CREAT", "running")),
            ],
            deletion: [
                .now(status("DEL", "deleting")), .after(seconds: 20, status("DEL", "deleted")), .gone(seconds: 30),
            ]),
        reads: [.list],
        actions: [create, .delete(when: [isRunning, isFree])])

    private static func status(_ code: String, _ name: String) -> [String: JSON] {
        ["configGroupStatus": .string(code), "configGroupStatusName": .string(name)]
    }

    /// Answers with all groups.
    private static let create = KindAction("create*") { kind, world, parameters throws(Failure) in
        let name = try TextRule.name(3...30, signs: ["-", "_"]).required(parameters, "configGroupName")
        if world.contains(.cacheConfigGroup, where: "configGroupName", is: name) {
            throw .nameTaken(5001, "config group")
        }
        let dbms = parameters.text("cloudCacheDbmsCode") ?? CacheVersion.redisCode
        guard [CacheVersion.redisCode, CacheVersion.valkeyCode].contains(dbms) else {
            throw .invalid("cloudCacheDbmsCode")
        }
        let version = try parameters.required("cloudCacheVersion")
        guard let mode = CacheVersion.mode(of: version, dbms: dbms) else { throw .invalid("cloudCacheVersion") }
        kind.insert(
            [
                "configGroupName": .string(name), "cloudCacheVersion": .string(version),
                "cloudCacheMode": .string(mode),
                "configGroupDescription": .string(try NameRule.description(parameters, "configGroupDescription")),
                "cloudCacheDbmsCode": .string(dbms), "modifyDate": world.date,
            ], &world)
        return kind.answer(world, world.all(.cacheConfigGroup).map(\.id))
    }

    private static let isRunning = Check.isNow(
        "configGroupStatusName", "running", else: .notReady(5001, "config group"))

    private static let isFree = Check { world, group, _ throws(Failure) in
        guard users(of: group.id, world).isEmpty else { throw .inUse(5001, "config group") }
    }

    private static func users(of group: String, _ world: World) -> [Record] {
        world.all(Cache.family.instances).filter { $0["configGroupNo"] == group }
    }
}

extension TableSchema {
    static let cacheConfigGroup = TableSchema(
        "cacheConfigGroup", nameAttribute: "configGroupName", numbers: .instance, indexes: ["configGroupName"])
}
