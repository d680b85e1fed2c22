import OrderedJSON

/// Disks. Source: api/vserver.md §3.9.
enum BlockStorages {
    static let create: Action = { world, parameters throws(Failure) in
        let size = try parameters.requiredInteger("blockStorageSize")
        let server = try parameters.text("serverInstanceNo").map { number throws(Failure) in
            try VServerAnswers.server.find(world, number)
        }
        let type = try type(parameters, server)
        guard type.takes(size) else { throw VServerRules.invalid("blockStorageSize") }
        let snapshot = try snapshot(parameters, size, world)
        let name = try name(parameters)
        let zone = try zone(parameters, server)
        var extra: [String: JSON] = [
            "blockStorageDescription": .string(try NameRule.description(parameters, "blockStorageDescription")),
            "isReturnProtection": .bool(try parameters.flag("isReturnProtection") ?? false),
            "serverInstanceNo": .string(server?.id ?? ""), "zoneCode": .string(zone),
            "deviceName": .string(server.map { device(of: $0, world) } ?? ""),
        ]
        // A number here, a text elsewhere. Source: api/vserver.md §7.
        extra["blockStorageSnapshotInstanceNo"] = snapshot.flatMap { Int64($0.id) }.map(JSON.integer)
        let plan = server == nil ? VServerStates.freeDiskCreation : VServerStates.attachedDiskCreation
        let number = insert(name, kind: "SVRBS", size, type, extra, plan, &world)
        return VServerAnswers.blockStorage.answer(world, [number])
    }

    static let attach: Action = { world, parameters throws(Failure) in
        let disk = try one(parameters, world)
        let server = try Servers.find(parameters, world)
        guard disk["blockStorageInstanceOperation"] == "NULL", disk["blockStorageInstanceStatus"] != "INIT" else {
            throw VServerRules.diskBusy()
        }
        // It hangs on a server, and will: nothing that passes by itself. (inferred: the code)
        guard disk["blockStorageInstanceStatus"] == "CREAT" else {
            throw VServerRules.invalid("blockStorageInstanceNo")
        }
        guard disk["zoneCode"] == server["zoneCode"], disk["hypervisorType"] == server["hypervisorType"] else {
            throw VServerRules.invalid("serverInstanceNo")
        }
        world.set(
            .blockStorage, disk.id,
            ["serverInstanceNo": .string(server.id), "deviceName": .string(device(of: server, world))])
        world.run(VServerStates.diskAttachment, on: .blockStorage, disk.id)
        return VServerAnswers.blockStorage.answer(world, [disk.id])
    }

    /// Afterwards the server is in SETUP for some seconds. A disk on no server stays as it is. (inferred)
    static let detach: Action = { world, parameters throws(Failure) in
        let disks = try several(parameters, world)
        for disk in disks {
            if disk["blockStorageType"] == "BASIC" { throw VServerRules.isDefault(1005, "block storage") }
            let isFree = isFree(disk) && !world.switches.quirks.contains(.freeDiskIsBusy)
            guard isFree || disk["blockStorageInstanceStatus"] == "ATTAC",
                disk["blockStorageInstanceOperation"] == "NULL"
            else { throw VServerRules.diskBusy() }
        }
        for disk in disks where !isFree(disk) {
            world.run(VServerStates.diskDetachment, on: .blockStorage, disk.id)
            setUpAgain(disk["serverInstanceNo"], &world)
        }
        return VServerAnswers.blockStorage.answer(world, disks.map(\.id))
    }

    /// An attached disk is detached and deleted in one.
    static let delete: Action = { world, parameters throws(Failure) in
        let disks = try several(parameters, world)
        for disk in disks {
            if disk["blockStorageType"] == "BASIC" { throw VServerRules.isDefault(1005, "block storage") }
            if disk.flag("isReturnProtection") { throw VServerRules.stillInUse(1005, "protected block storage") }
            guard disk["blockStorageInstanceOperation"] == "NULL" else { throw VServerRules.diskBusy() }
        }
        for disk in disks {
            setUpAgain(disk["serverInstanceNo"], &world)
            world.set(.blockStorage, disk.id, ["serverInstanceNo": "", "deviceName": ""])
            world.run(VServerStates.diskDeletion, on: .blockStorage, disk.id)
        }
        return VServerAnswers.blockStorage.answer(world, disks.map(\.id))
    }

    /// Grows a disk; it cannot shrink.
    static let resize: Action = { world, parameters throws(Failure) in
        let disk = try one(parameters, world)
        let size = try parameters.requiredInteger("blockStorageSize")
        guard size << 30 > disk.integer("blockStorageSize"), volumeType(disk["blockStorageVolumeType"]).takes(size)
        else { throw VServerRules.invalid("blockStorageSize") }
        guard disk["blockStorageInstanceOperation"] == "NULL" else { throw VServerRules.diskBusy() }
        if let server = world[.server, disk["serverInstanceNo"]] {
            try VServerRules.requireIdle(server, status: "NSTOP")
        }
        world.run(VServerStates.diskResize(toBytes: size << 30), on: .blockStorage, disk.id)
        return VServerAnswers.blockStorage.answer(world, [disk.id])
    }

    static let setProtection: Action = { world, parameters throws(Failure) in
        let disk = try one(parameters, world)
        let flag = try parameters.requiredFlag("isReturnProtection")
        world.set(.blockStorage, disk.id, ["isReturnProtection": .bool(flag)])
        return VServerAnswers.blockStorage.answer(world, [disk.id])
    }
}

extension BlockStorages {
    static func insertBase(of server: String, size: Int64, _ attributes: [String: JSON], _ world: inout World) {
        let hypervisor = attributes["hypervisorType"]?.text ?? ""
        let type = volumeType(hypervisor == "KVM" ? "CB1" : attributes["baseBlockStorageDiskDetailType"]?.text ?? "SSD")
        let extra: [String: JSON] = [
            "serverInstanceNo": .string(server), "zoneCode": attributes["zoneCode"] ?? "",
            "deviceName": hypervisor == "KVM" ? "/dev/vda" : "/dev/xvda",
        ]
        insert(nil, kind: "BASIC", size, type, extra, VServerStates.baseDiskCreation, &world)
    }

    /// A disk of `blockStorageMappingList`; it becomes attached with the server.
    static func insertExtra(
        _ request: Parameters, of server: String, _ attributes: [String: JSON], _ world: inout World
    ) {
        let type = volumeType(request.text("blockStorageVolumeTypeCode") ?? "CB1")
        let order = UInt8(clamping: (try? request.integer("order")) ?? 1)
        let extra: [String: JSON] = [
            "serverInstanceNo": .string(server), "zoneCode": attributes["zoneCode"] ?? "",
            "deviceName": .string("/dev/vd" + String(UnicodeScalar(97 + order % 26))),
        ]
        let size = (try? request.integer("blockStorageSize")) ?? 10
        insert(
            request.text("blockStorageName"), kind: "SVRBS", size, type, extra, VServerStates.baseDiskCreation, &world)
    }

    @discardableResult
    private static func insert(
        _ name: String?, kind: String, _ size: Int64, _ type: VServerCatalogue.VolumeType, _ extra: [String: JSON],
        _ plan: [Step], _ world: inout World
    ) -> String {
        let number = world.number(.instance)
        let attributes: [String: JSON] = [
            "blockStorageInstanceNo": .string(number), "blockStorageName": .string(name ?? world.madeUpName("bst")),
            "blockStorageType": .string(kind), "blockStorageSize": .integer(size << 30),
            "blockStorageProductCode": type.hypervisor == "XEN" ? "SPBSTBSTAD000006" : "",
            "blockStorageDiskType": "NET", "blockStorageDiskDetailType": type.code == "HDD" ? "HDD" : "SSD",
            "blockStorageVolumeType": .string(type.code), "hypervisorType": .string(type.hypervisor),
            "maxIopsThroughput": 4000, "iops": 100, "throughput": 62_914_560, "isEncryptedVolume": false,
            "isReturnProtection": false, "regionCode": "KR",
            "createDate": .string(Timestamp(milliseconds: world.now).korean),
        ]
        world.insert(.blockStorage, id: number, attributes.merging(extra) { _, new in new }, plan: plan)
        return number
    }

    /// 3 to 30 letters, digits, `_` and `-`, first a letter. (lenient: the documents disagree)
    private static func name(_ parameters: Parameters) throws(Failure) -> String? {
        guard let name = parameters.text("blockStorageName") else { return nil }
        let isFit = name.utf8.allSatisfy { byte in
            let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            return isLetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: "_")
        }
        guard isFit, (3...30).contains(name.utf8.count), name.first?.isLetter == true else {
            throw VServerRules.invalid("blockStorageName")
        }
        return name
    }

    /// The server's zone, or the one named; it has to be one there is.
    private static func zone(_ parameters: Parameters, _ server: Record?) throws(Failure) -> String {
        let named = parameters.text("zoneCode")
        if let server {
            guard named == nil || named == server["zoneCode"] else { throw VServerRules.invalid("zoneCode") }
            return server["zoneCode"]
        }
        guard let named else { throw Parameters.missing("zoneCode") }
        guard VServerCatalogue.zones.contains(named) else { throw VServerRules.invalid("zoneCode") }
        return named
    }

    /// A disk holds at least what its snapshot held. (inferred)
    private static func snapshot(
        _ parameters: Parameters, _ size: Int64, _ world: World
    ) throws(Failure) -> Record? {
        guard let number = parameters.text("blockStorageSnapshotInstanceNo") else { return nil }
        let snapshot = try VServerAnswers.snapshot.find(world, number)
        guard snapshot["blockStorageSnapshotInstanceStatus"] == "CREAT",
            size << 30 >= snapshot.integer("blockStorageSnapshotVolumeSize")
        else { throw VServerRules.invalid("blockStorageSnapshotInstanceNo") }
        return snapshot
    }

    private static func volumeType(_ code: String) -> VServerCatalogue.VolumeType {
        VServerCatalogue.volumeTypes.first { $0.code == code }
            ?? VServerCatalogue.VolumeType(code: code, hypervisor: "KVM", sizes: 10...16_380, isBase: false)
    }

    /// XEN disks need a server from the start, KVM disks a type and no server.
    private static func type(
        _ parameters: Parameters, _ server: Record?
    ) throws(Failure) -> VServerCatalogue.VolumeType {
        let code = parameters.text("blockStorageVolumeTypeCode")
        guard let server else {
            guard code != nil else { throw Parameters.missing("blockStorageVolumeTypeCode") }
            guard let type = VServerCatalogue.volumeTypes.first(where: { $0.code == code && $0.hypervisor == "KVM" })
            else { throw VServerRules.invalid("blockStorageVolumeTypeCode") }
            return type
        }
        guard server["hypervisorType"] != "KVM" else { throw VServerRules.invalid("serverInstanceNo") }
        return volumeType(code ?? parameters.text("blockStorageDiskDetailTypeCode") ?? "SSD")
    }

    private static func device(of server: Record, _ world: World) -> String {
        let taken = world.records(.blockStorage, where: "serverInstanceNo", is: server.id).map { $0["deviceName"] }
        let prefix = server["hypervisorType"] == "KVM" ? "/dev/vd" : "/dev/xvd"
        return "bcdefghijklmnopqrstuvwxyz".map { prefix + String($0) }.first { !taken.contains($0) } ?? ""
    }

    private static func setUpAgain(_ server: String, _ world: inout World) {
        guard let record = world[.server, server], record["serverInstanceOperation"] == "NULL" else { return }
        world.run(
            [
                .now(["serverInstanceOperation": "SETUP"]),
                .after(seconds: VServerStates.setupAfterDetach, ["serverInstanceOperation": "NULL"]),
            ], on: .server, server)
    }

    /// Whether a disk that is up hangs on no server.
    private static func isFree(_ disk: Record) -> Bool {
        disk["blockStorageInstanceStatus"] == "CREAT" && disk["serverInstanceNo"].isEmpty
    }

    private static func one(_ parameters: Parameters, _ world: World) throws(Failure) -> Record {
        try VServerAnswers.blockStorage.find(world, try parameters.required("blockStorageInstanceNo"))
    }

    private static func several(_ parameters: Parameters, _ world: World) throws(Failure) -> [Record] {
        var disks: [Record] = []
        for number in try parameters.requiredList("blockStorageInstanceNoList") {
            disks.append(try VServerAnswers.blockStorage.find(world, number))
        }
        return disks
    }
}
