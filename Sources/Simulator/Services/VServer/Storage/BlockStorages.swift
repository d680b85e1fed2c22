import OrderedJSON

/// Disks. Source: api/vserver.md §2, §3.9.
enum BlockStorages {
    static let kind: ActionKind = ActionKind(
        "BlockStorageInstance", .blockStorage, columns: columns,
        filters: [
            .exact("zoneCode"), .exact("serverInstanceNo"), .codes("blockStorageType"),
            .code("blockStorageInstanceStatus"), .within("blockStorageName"), .within("serverName"),
            .exact("connectionInfo", of: "deviceName"), .code("blockStorageDiskType"),
            .code("blockStorageDiskDetailType"), .codes("blockStorageVolumeType"), .codes("hypervisorType"),
        ],
        derived: ActionKind.Derivation(filtered: ["serverName"]) { world, disk in
            ["serverName": .string(world[.server, disk["serverInstanceNo"]]?["serverName"] ?? "")]
        },
        lifeCycle: LifeCycle(
            creation: .passing(status("INIT", "NULL", "initialized"), seconds: 2, detached),
            deletion: [.now(status("CREAT", "TERMT", "terminating")), .gone(seconds: 2)]),
        actions: [
            .create(inputs, plan: { $0["serverInstanceNo"].isEmpty ? kind.lifeCycle.creation : creationOnServer }),
            .change("attachBlockStorageInstance", then: attach),
            .change("detachBlockStorageInstances", when: [isAdditional, isDetachable], listed: list, then: detach),
            .delete(when: [isAdditional, isUnprotected, isIdle], listed: list, first: takeOff),
            .change("changeBlockStorageInstance", then: resize),
            .change("changeBlockStorageVolumeSize", then: resize),
            .change("setBlockStorageReturnProtection", [.flag("isReturnProtection")]),
        ])

    private static let list = "blockStorageInstanceNoList"

    private static let columns: [Column] = [
        .text("blockStorageInstanceNo", "serverInstanceNo", "blockStorageName"),
        .code("blockStorageType", ["BASIC": "Basic BS", "SVRBS": "Server BS"]), .integer("blockStorageSize"),
        .text("deviceName", "blockStorageProductCode"), .code("blockStorageInstanceStatus", statusNames),
        .code("blockStorageInstanceOperation", operationNames),
        .text("blockStorageInstanceStatusName", "createDate", "blockStorageDescription"),
        .code("blockStorageDiskType", ["NET": "Network Storage"]),
        .code("blockStorageDiskDetailType", ["SSD": "SSD", "HDD": "HDD"]), .integer("maxIopsThroughput"),
        .flag("isEncryptedVolume"), .text("zoneCode", "regionCode"), .flag("isReturnProtection"),
        .code("blockStorageVolumeType", VolumeType.names), .code("hypervisorType", Regions.hypervisorNames),
        .integer("iops", "throughput"), .raw("blockStorageSnapshotInstanceNo"),
    ]
    private static let statusNames = [
        "INIT": "Block Storage INIT State", "CREAT": "Block Storage CREATED State",
        "ATTAC": "Block storage ATTACHED state",
    ]
    /// As captured, odd as they are. Source: api/vserver.md §2.2.
    private static let operationNames = [
        "NULL": "Block Storage NULL OP", "ATTAC": "Block Storage  STOP OP", "DETAC": "Block Storage RESTART OP",
    ]
}

extension TableSchema {
    static let blockStorage = TableSchema("blockStorage", numbers: .instance, indexes: ["serverInstanceNo"])
}

/// What disks go through: about two seconds each.
extension BlockStorages {
    static let status = InstanceStatus("blockStorageInstance")
    static let attached = status("ATTAC", "NULL", "attached")
    private static let detached = status("CREAT", "NULL", "detached")
    private static let attachment = [Transition].passing(status("CREAT", "ATTAC", "attaching"), seconds: 2, attached)

    /// XEN disks are made on their server.
    private static let creationOnServer: [Transition] = [
        .now(status("INIT", "NULL", "initialized")), .after(seconds: 1, status("CREAT", "ATTAC", "attaching")),
        .after(seconds: 2, attached),
    ]

    /// Shorter than two seconds: the official client gives up when it sees "detaching".
    private static let detachment = [Transition].passing(
        status("ATTAC", "DETAC", "detaching"), seconds: 1.5,
        detached.merging(["serverInstanceNo": "", "deviceName": ""]) { $1 })

    static let isBusy = Failure.action("1005902", "The block storage is being manipulated.")

    static let isIdle = Check.isNow("blockStorageInstanceOperation", "NULL", else: isBusy)

    private static let isAdditional = Check { _, disk, _ throws(Failure) in
        if disk["blockStorageType"] == "BASIC" { throw .isDefault(1005, "block storage") }
    }

    private static let isUnprotected = Check { _, disk, _ throws(Failure) in
        if disk.flag("isReturnProtection") { throw .inUse(1005, "protected block storage") }
    }

    private static let isDetachable = Check { world, disk, _ throws(Failure) in
        let isFree = isFree(disk) && !world.switches.quirks.contains(.freeDiskIsBusy)
        guard isFree || disk["blockStorageInstanceStatus"] == "ATTAC", disk["blockStorageInstanceOperation"] == "NULL"
        else { throw isBusy }
    }

    /// Whether a disk that is up hangs on no server.
    private static func isFree(_ disk: Record) -> Bool {
        disk["blockStorageInstanceStatus"] == "CREAT" && disk["serverInstanceNo"].isEmpty
    }
}

/// What can be done with a disk that exists.
extension BlockStorages {
    private static let attach: KindAction.Effect = { world, disk, parameters throws(Failure) in
        let server = try Servers.kind.find(parameters, world)
        guard disk["blockStorageInstanceOperation"] == "NULL", disk["blockStorageInstanceStatus"] != "INIT" else {
            throw isBusy
        }
        // It hangs on a server, and will: nothing that passes by itself. (inferred: the code)
        guard disk["blockStorageInstanceStatus"] == "CREAT" else { throw .invalid("blockStorageInstanceNo") }
        guard disk["zoneCode"] == server["zoneCode"], disk["hypervisorType"] == server["hypervisorType"] else {
            throw .invalid("serverInstanceNo")
        }
        world.set(
            .blockStorage, disk.id,
            ["serverInstanceNo": .string(server.id), "deviceName": .string(device(of: server, world))])
        world.run(attachment, on: .blockStorage, disk.id)
    }

    /// Afterwards the server is in SETUP for some seconds. A disk on no server stays as it is. (inferred)
    private static let detach: KindAction.Effect = { world, disk, _ throws(Failure) in
        guard !isFree(disk) else { return }
        world.run(detachment, on: .blockStorage, disk.id)
        Servers.setUpAgain(disk["serverInstanceNo"], &world)
    }

    /// An attached disk is detached and deleted in one.
    private static let takeOff: KindAction.Effect = { world, disk, _ throws(Failure) in
        Servers.setUpAgain(disk["serverInstanceNo"], &world)
        world.set(.blockStorage, disk.id, ["serverInstanceNo": "", "deviceName": ""])
    }

    /// Grows a disk; it cannot shrink.
    private static let resize: KindAction.Effect = { world, disk, parameters throws(Failure) in
        let size = try parameters.requiredInteger("blockStorageSize")
        guard size << 30 > disk.integer("blockStorageSize"),
            VolumeType.of(disk["blockStorageVolumeType"]).takes(size)
        else { throw .invalid("blockStorageSize") }
        try isIdle.verify(world, disk, parameters)
        if let server = world[.server, disk["serverInstanceNo"]] { try Servers.requireIdle(server, status: "NSTOP") }
        let grown: [String: JSON] = ["blockStorageSize": .integer(size << 30), "blockStorageInstanceOperation": "NULL"]
        world.run(.passing(["blockStorageInstanceOperation": "CHNG"], seconds: 2, grown), on: .blockStorage, disk.id)
    }

    static func device(of server: Record, _ world: World) -> String {
        let taken = world.records(.blockStorage, where: "serverInstanceNo", is: server.id).map { $0["deviceName"] }
        let prefix = server["hypervisorType"] == "KVM" ? "/dev/vd" : "/dev/xvd"
        return "bcdefghijklmnopqrstuvwxyz".map { prefix + String($0) }.first { !taken.contains($0) } ?? ""
    }
}
