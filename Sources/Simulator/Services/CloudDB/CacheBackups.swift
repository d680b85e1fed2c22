import OrderedJSON

/// Backups of Cloud DB for Cache: those of the clock, and those that a call makes, which stay until a call deletes them
/// or the instance. It alone of the services has such calls: database-vcache-createcloudcachemanualbackup,
/// -deletecloudcachemanualbackup, -getcloudcachemanualbackuplist, -getcloudcachemanualbackupdetaillist,
/// -exportbackuptoobjectstorage. What the lists of manual backups show, and how long one takes, is (inferred).
enum CacheBackups {
    private static let family = Cache.family
    private static let seconds: Double = 60

    static let actions: [KindAction] =
        family.backupActions(summary, details: details) + [create, delete, list, detailList, export]

    private static let summary: [Column] = [
        .integer("backupFileRetentionPeriod"), .text("backupTime"), .integer("backupSize"), .text("lastBackupDate"),
        .code("backupType"), .integer("shardCount"),
    ]

    private static let details: [Column] = [
        .text("fileName", "startTime", "endTime"), .integer("backupSize", "dataStorageSize"),
    ]

    private static let create = KindAction.own("createCloudCacheManualBackup") { world, parameters throws(Failure) in
        let instance = try family.find(parameters, world)
        try family.requireRunning(instance)
        let moments = instance.attributes["manualBackups"]?.elements ?? []
        world.set(family.instances, instance.id, ["manualBackups": .array(moments + [.integer(world.now)])])
        world.run(family.busy("BKP", "settingUp", seconds: seconds), on: family.instances, instance.id)
        return .values([])
    }

    /// Deletes those that the call lists, all or none.
    private static let delete = KindAction.own("deleteCloudCacheManualBackup") { world, parameters throws(Failure) in
        let instance = try family.find(parameters, world)
        try family.requireRunning(instance)
        let names = try parameters.requiredList("fileNameList")
        var kept = moments(of: instance)
        for name in names {
            guard let place = kept.firstIndex(where: { fileName($0) == name }) else { throw .invalid("fileNameList") }
            kept.remove(at: place)
        }
        world.set(family.instances, instance.id, ["manualBackups": .array(kept.map(JSON.integer))])
        return .values([])
    }

    private static let list = KindAction.own("getCloudCacheManualBackupList") { world, _ throws(Failure) in
        let columns: [Column] = [
            .text("cloudCacheInstanceNo", "cloudCacheServiceName"), .integer("backupSize"), .text("lastBackupDate"),
            .code("backupType"), .integer("shardCount"),
        ]
        let elements = world.all(family.instances).compactMap { instance -> JSON? in
            let moments = moments(of: instance)
            guard let last = moments.last else { return nil }
            var shown = instance
            shown.attributes.merge([
                "backupType": "MANUAL", "backupSize": .integer(Int64(moments.count) << 20),
                "lastBackupDate": .string(Timestamp(milliseconds: last).korean),
            ]) { $1 }
            return columns.render(shown)
        }
        return .list("cloudCacheManualBackupList", elements)
    }

    private static let detailList = KindAction.own(
        "getCloudCacheManualBackupDetailList"
    ) { world, parameters throws(Failure) in
        let instance = try family.find(parameters, world)
        let elements = moments(of: instance).map { details.render(family.backupDetail($0, fileName: fileName($0))) }
        return .list("cloudCacheManualBackupDetailList", elements)
    }

    /// Copies a backup of either sort to a bucket, which must exist.
    private static let export = KindAction.own("exportBackupToObjectStorage") { world, parameters throws(Failure) in
        let instance = try family.find(parameters, world)
        let name = try parameters.required("fileName")
        let names: [String] =
            switch try parameters.required("backupTypeMode") {
            case "SYSTEM": family.backups(of: instance, world).map(DatabaseFamily.fileName)
            case "MANUAL": moments(of: instance).filter { $0 + Int64(seconds * 1000) <= world.now }.map(fileName)
            default: throw .invalid("backupTypeMode")
            }
        guard names.contains(name) else { throw .invalid("fileName") }
        try DatabaseFamily.store(name, parameters, &world)
        return .values([])
    }

    private static func moments(of instance: Record) -> [Int64] {
        instance.attributes["manualBackups"]?.elements.compactMap(\.integer) ?? []
    }

    /// To the second: two may be made in a minute.
    private static func fileName(_ moment: Int64) -> String {
        String(Timestamp(milliseconds: moment).koreanPlain.filter(\.isNumber))
    }
}
