import OrderedJSON

/// The calls that move the backups of MSSQL to and from Object Storage, and restore them (DMS). Each gives the number of
/// a request, whose status is asked for. Source: api/clouddb.md §6; the models of the vendor's Go library,
/// services/vmssql. What a request needs and which statuses it has is (inferred).
enum MSSQLTransfers {
    private static let family = MSSQL.family
    private static let seconds: Double = 60

    static let kinds = [
        ActionKind("DmsRequest", .dmsRequest, id: "requestNo", columns: [], reads: []),
        ActionKind("DmsObjectStorageInfo", .dmsObjectStorage, id: "bucketName", columns: [], reads: []),
    ]

    static let actions: [KindAction] = [
        setBucket, backupList, bucketList, operation, upload, download, restore("restoreDmsDatabase"),
        restore("restoreDmsTransactionLog"),
    ]

    /// The bucket of the account, with the keys for it, of which nothing is kept.
    private static let setBucket = KindAction.own("setDmsObjectStorageInfo") { world, parameters throws(Failure) in
        for name in ["objectStorageAccessKey", "objectStorageSecretKey", "endpoint"] {
            _ = try parameters.required(name)
        }
        let bucket = try parameters.required("bucketName")
        guard world[.bucket, bucket] != nil else { throw .invalid("bucketName") }
        for old in world.all(.dmsObjectStorage) { world.remove(.dmsObjectStorage, old.id) }
        world.insert(.dmsObjectStorage, id: bucket, ["bucketName": .string(bucket)])
        return .values([])
    }

    private static let backupList = KindAction.own("getDmsBackupList") { world, parameters throws(Failure) in
        let instance = try family.find(parameters, world)
        let columns: [Column] = [
            .text("cloudMssqlServerName", "fileName", "databaseName", "firstLsn", "lastLsn"),
            .code("backupType", ["D": "Database"]), .text("startTime", "endTime"),
        ]
        let server = family.servers(of: instance.id, role: "M", world).first?["cloudMssqlServerName"] ?? ""
        let files = family.backups(of: instance, world).map { moment in
            var file = family.backupDetail(moment, fileName: DatabaseFamily.fileName(moment))
            file.attributes.merge([
                "cloudMssqlServerName": .string(server), "backupType": "D", "firstLsn": .string(String(moment)),
                "lastLsn": .string(String(moment + 1)),
            ]) { $1 }
            return file
        }
        let wanted = files.filter { file in
            (parameters.text("databaseName").map { $0 == file["databaseName"] } ?? true)
                && (parameters.text("backupTypeCode").map { $0 == file["backupType"] } ?? true)
        }
        return .list("backupFileList", wanted.map(columns.render))
    }

    private static let bucketList = KindAction.own(
        "getDmsObjectStorageBackupList"
    ) { world, parameters throws(Failure) in
        _ = try family.find(parameters, world)
        let folder = try parameters.required("folderName")
        let bucket = try bucket(world)
        let files = world.records(.file, where: "holder", is: bucket).filter { $0["fileName"].hasPrefix(folder) }
        return .list(
            "dmsFileList",
            files.map { file in
                [
                    "fileLength": .integer(file.integer("size")), "lastWriteTime": world.date,
                    "fileName": .string(file["fileName"]),
                ]
            })
    }

    private static let operation = KindAction.own("getDmsOperation") { world, parameters throws(Failure) in
        let number = try parameters.required("requestNo")
        guard let request = world[.dmsRequest, number] else { throw .invalid("requestNo") }
        let names = ["RUN": "Running", "CMPL": "Completed"]
        return .values([("status", JSON.coded(request["status"], names) ?? .null)])
    }

    private static let upload = KindAction.own("uploadDmsFile") { world, parameters throws(Failure) in
        let instance = try family.find(parameters, world)
        let name = try parameters.required("fileName")
        guard hasBackup(name, instance, world) else { throw .invalid("fileName") }
        _ = try StoredFiles.put(
            ["bucket": .string(try bucket(world)), "name": .string(name), "size": .integer(1 << 20)], &world)
        return request(&world)
    }

    private static let download = KindAction.own("downloadDmsFile") { world, parameters throws(Failure) in
        let instance = try family.find(parameters, world)
        let name = try parameters.required("fileName")
        guard StoredFiles.size(of: name, inBucket: try bucket(world), world) != nil else { throw .invalid("fileName") }
        let files = Set(instance.list("downloadedFiles") + [name]).sorted()
        world.set(family.instances, instance.id, ["downloadedFiles": .array(files.map(JSON.string))])
        return request(&world)
    }

    /// Restores a backup, or what was downloaded, into a new database; the instance is busy meanwhile.
    private static func restore(_ action: String) -> KindAction {
        .own(action) { world, parameters throws(Failure) in
            let instance = try family.find(parameters, world)
            try family.requireRunning(instance)
            let name = try parameters.required("fileName")
            _ = try parameters.requiredFlag("isRecovery")
            _ = try TextRule.name(1...30, signs: ["-", "_"]).required(parameters, "newDatabaseName")
            guard hasBackup(name, instance, world) || instance.list("downloadedFiles").contains(name) else {
                throw .invalid("fileName")
            }
            world.run(family.busy("SETUP", "settingUp", seconds: seconds), on: family.instances, instance.id)
            return request(&world)
        }
    }

    private static func hasBackup(_ name: String, _ instance: Record, _ world: World) -> Bool {
        family.backups(of: instance, world).contains { DatabaseFamily.fileName($0) == name }
    }

    private static func bucket(_ world: World) throws(Failure) -> String {
        guard let bucket = world.all(.dmsObjectStorage).first?.id else {
            throw .action("5001907", "Set the Object Storage information first.")
        }
        return bucket
    }

    private static func request(_ world: inout World) -> ActionAnswer {
        let number = world.newId(.dmsRequest)
        let plan: [Transition] = .passing(["status": "RUN"], seconds: seconds, ["status": "CMPL"])
        world.insert(.dmsRequest, id: number, ["requestNo": .string(number)], plan: plan)
        return .values([("requestNo", .string(number))])
    }
}

extension TableSchema {
    static let dmsRequest = TableSchema("dmsRequest", nameAttribute: "requestNo", numbers: .instance)
    static let dmsObjectStorage = TableSchema("dmsObjectStorage", nameAttribute: "bucketName")
}
