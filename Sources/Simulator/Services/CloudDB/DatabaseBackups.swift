import OrderedJSON

/// The backups of instances, worked out from the clock: one when an instance begins to run, then one a day at its time,
/// for as many days as it keeps them. Source: api/clouddb.md §1; the first one, sizes and file names are (inferred).
extension DatabaseFamily {
    private static let minute: Int64 = 60_000
    private static let day: Int64 = 86_400_000

    /// The moments of the backups an instance has, the oldest first.
    func backups(of instance: Record, _ world: World) -> [Int64] {
        guard instance.flag("isBackup") else { return [] }
        let parts = instance["backupTime"].split(separator: ":").compactMap { Int64($0) }
        guard parts.count == 2 else { return [] }
        let first = instance.integer("madeAt") + Int64(pace.creation.ready * 1000)
        let kept = instance.integer("backupFileRetentionPeriod")
        // Days and times of backups are Korean ones.
        let today = (world.now + 9 * 60 * Self.minute) / Self.day
        let daily = (today - kept...today).map { day in
            day * Self.day + (parts[0] * 60 + parts[1] - 9 * 60) * Self.minute
        }
        return ([first] + daily.filter { $0 > first })
            .filter { $0 <= world.now && $0 > world.now - kept * Self.day }
    }

    static func fileName(_ moment: Int64) -> String {
        String(Timestamp(milliseconds: moment).koreanPlain.filter(\.isNumber).prefix(12))
    }

    /// - Parameters:
    ///   - columns: what an instance shows of its backups, besides its number and name.
    ///   - details: what a single backup shows.
    func backupActions(_ columns: [Column], details: [Column]) -> [KindAction] {
        [
            .own(self("getCloud*BackupList")) { world, _ throws(Failure) in
                let own = [Column.text(instanceNo, instances.nameAttribute)] + columns
                let elements = world.all(instances).filter { $0.flag("isBackup") }.map { instance in
                    own.render(backupSummary(instance, world))
                }
                return .list(self("cloud*BackupList"), elements)
            },
            .own(self("getCloud*BackupDetailList")) { world, parameters throws(Failure) in
                let instance = try find(parameters, world)
                let elements = backups(of: instance, world).map {
                    details.render(backupDetail($0, fileName: Self.fileName($0)))
                }
                return .list(self("cloud*BackupDetailList"), elements)
            },
        ]
    }

    private func backupSummary(_ instance: Record, _ world: World) -> Record {
        let moments = backups(of: instance, world)
        let size = JSON.integer(Int64(moments.count) << 20)
        var summary = instance
        summary.attributes.merge([
            "backupRetention": instance.attributes["backupFileRetentionPeriod"] ?? 0, "backupType": "FULL",
            "backupSize": size, "totalBackupDataSize": size, "fullBackupDataSize": size, "logBackupDataSize": 0,
            "logBackupCount": 0,
            "lastBackupDate": .string(moments.last.map { Timestamp(milliseconds: $0).korean } ?? ""),
        ]) { $1 }
        return summary
    }

    /// What is known of a single backup.
    func backupDetail(_ moment: Int64, fileName: String) -> Record {
        Record(
            id: "", sequence: 0,
            attributes: [
                "fileName": .string(fileName),
                "startTime": .string(Timestamp(milliseconds: moment).korean),
                "endTime": .string(Timestamp(milliseconds: moment + Self.minute).korean),
                "backupSize": .integer(1 << 20), "dataStorageSize": .integer(1 << 30), "databaseName": "master",
                "archivedWalFileSize": 0, "backupParallel": 1, "shard": "", "fullBackupSize": .integer(1 << 20),
                "logBackupCount": 0, "logBackupSize": 0,
            ])
    }

    /// Copies a backup to a bucket, which must exist.
    /// - Parameters:
    ///   - parameter: what the service calls the parameter with the file's name.
    ///   - isNameOfBackup: whether it names a backup; else it names what the last one is to be called.
    func exportBackup(fileName parameter: String = "fileName", isNameOfBackup: Bool = true) -> KindAction {
        .own("exportBackupToObjectStorage") { world, parameters throws(Failure) in
            let instance = try find(parameters, world)
            let name = try parameters.required(parameter)
            guard backups(of: instance, world).contains(where: { !isNameOfBackup || Self.fileName($0) == name }) else {
                throw .invalid(parameter)
            }
            try Self.store(name, parameters, &world)
            return .values([])
        }
    }

    /// Puts a file into the bucket of a call, in the folder it names.
    static func store(_ name: String, _ parameters: CallParameters, _ world: inout World) throws(Failure) {
        let bucket = try parameters.required("bucketName")
        guard world[.bucket, bucket] != nil else { throw .invalid("bucketName") }
        let folder = parameters.text("folderPath").map { $0 + "/" } ?? ""
        _ = try StoredFiles.put(
            ["bucket": .string(bucket), "name": .string(folder + name), "size": .integer(1 << 20)], &world)
    }
}
