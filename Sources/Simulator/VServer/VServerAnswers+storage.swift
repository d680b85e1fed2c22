import OrderedJSON

/// Disks and snapshots.
extension VServerAnswers {
    static let blockStorage = Listing(
        table: .blockStorage, name: "blockStorageInstanceList", id: "blockStorageInstanceNo",
        shape: Shape([
            .text("blockStorageInstanceNo"), .text("serverInstanceNo"), .text("blockStorageName"),
            .coded("blockStorageType", ["BASIC": "Basic BS", "SVRBS": "Server BS"]), .integer("blockStorageSize"),
            .text("deviceName"), .text("blockStorageProductCode"), .coded("blockStorageInstanceStatus", statusNames),
            .coded("blockStorageInstanceOperation", operationNames), .text("blockStorageInstanceStatusName"),
            .text("createDate"), .text("blockStorageDescription"),
            .coded("blockStorageDiskType", ["NET": "Network Storage"]),
            .coded("blockStorageDiskDetailType", ["SSD": "SSD", "HDD": "HDD"]), .integer("maxIopsThroughput"),
            .flag("isEncryptedVolume"), .text("zoneCode"), .text("regionCode"), .flag("isReturnProtection"),
            .coded("blockStorageVolumeType", volumeNames), .coded("hypervisorType", hypervisorNames), .integer("iops"),
            .integer("throughput"), .raw("blockStorageSnapshotInstanceNo"),
        ]),
        filters: [
            .anyOf("blockStorageInstanceNoList", of: "blockStorageInstanceNo"), .exact("zoneCode"),
            .exact("serverInstanceNo"), .anyOf("blockStorageTypeCodeList", of: "blockStorageType"),
            .exact("blockStorageInstanceStatusCode", of: "blockStorageInstanceStatus"), .within("blockStorageName"),
            .within("serverName"), .exact("connectionInfo", of: "deviceName"), .exact("regionCode"),
            .exact("blockStorageDiskTypeCode", of: "blockStorageDiskType"),
            .exact("blockStorageDiskDetailTypeCode", of: "blockStorageDiskDetailType"),
            .anyOf("blockStorageVolumeTypeCodeList", of: "blockStorageVolumeType"),
            .anyOf("hypervisorTypeCodeList", of: "hypervisorType"),
        ],
        derived: { world, record in
            ["serverName": .string(world[.server, record["serverInstanceNo"]]?["serverName"] ?? "")]
        }, derivedFilters: ["serverName"])

    static let snapshot = Listing(
        table: .snapshot, name: "blockStorageSnapshotInstanceList", id: "blockStorageSnapshotInstanceNo",
        shape: Shape([
            .text("blockStorageSnapshotInstanceNo"), .text("blockStorageSnapshotName"),
            .text("blockStorageSnapshotDescription"), .integer("blockStorageSnapshotVolumeSize"),
            .text("originalBlockStorageInstanceNo"), .coded("blockStorageSnapshotInstanceStatus"),
            .coded("blockStorageSnapshotInstanceOperation"), .text("blockStorageSnapshotInstanceStatusName"),
            .text("createDate"), .flag("isEncryptedOriginalBlockStorageVolume"),
            .coded("hypervisorType", hypervisorNames), .flag("isBootable"),
            .coded("blockStorageVolumeType", volumeNames),
            .coded("snapshotType"), .text("baseSnapshotInstanceNo"), .integer("snapshotChainDepth"),
        ]),
        filters: [
            .anyOf("blockStorageSnapshotInstanceNoList", of: "blockStorageSnapshotInstanceNo"),
            .anyOf("originalBlockStorageInstanceNoList", of: "originalBlockStorageInstanceNo"),
            .exact("blockStorageSnapshotInstanceStatusCode", of: "blockStorageSnapshotInstanceStatus"),
            .within("blockStorageSnapshotName"), .exact("isBootable"), .exact("regionCode"),
            .anyOf("hypervisorTypeCodeList", of: "hypervisorType"),
        ])

    private static let statusNames = [
        "INIT": "Block Storage INIT State", "CREAT": "Block Storage CREATED State",
        "ATTAC": "Block storage ATTACHED state",
    ]
    /// As captured, odd as they are. Source: api/vserver.md §2.2.
    private static let operationNames = [
        "NULL": "Block Storage NULL OP", "ATTAC": "Block Storage  STOP OP", "DETAC": "Block Storage RESTART OP",
    ]
}
