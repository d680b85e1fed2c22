import OrderedJSON

/// Snapshots of disks. Source: api/vserver.md §2, §3.10.
enum Snapshots {
    static let kind = ActionKind(
        "BlockStorageSnapshotInstance", .snapshot,
        columns: [
            .text("blockStorageSnapshotInstanceNo", "blockStorageSnapshotName", "blockStorageSnapshotDescription"),
            .integer("blockStorageSnapshotVolumeSize"), .text("originalBlockStorageInstanceNo"),
            .code("blockStorageSnapshotInstanceStatus"), .code("blockStorageSnapshotInstanceOperation"),
            .text("blockStorageSnapshotInstanceStatusName", "createDate"),
            .flag("isEncryptedOriginalBlockStorageVolume"), .code("hypervisorType", Regions.hypervisorNames),
            .flag("isBootable"), .code("blockStorageVolumeType", VolumeType.names), .code("snapshotType"),
            .text("baseSnapshotInstanceNo"), .integer("snapshotChainDepth"),
        ],
        filters: [
            .anyOf("originalBlockStorageInstanceNoList", of: "originalBlockStorageInstanceNo"),
            .code("blockStorageSnapshotInstanceStatus"), .within("blockStorageSnapshotName"), .exact("isBootable"),
            .codes("hypervisorType"),
        ],
        lifeCycle: LifeCycle(
            creation: .passing(status("INIT", "CREAT", "creating"), seconds: 5, status("CREAT", "NULL", "created")),
            deletion: [.now(status("CREAT", "TERMT", "terminating")), .gone(seconds: 2)]),
        actions: [
            .create([
                source, .name("blockStorageSnapshotName", orMadeUp: "sh"),
                .description("blockStorageSnapshotDescription"),
            ]),
            .delete(when: [isNoBase], listed: "blockStorageSnapshotInstanceNoList"),
        ])

    private static let status = InstanceStatus("blockStorageSnapshotInstance")

    private static let source = Input.values { parameters, _, world throws(Failure) in
        let disk = try BlockStorages.kind.find(world, try parameters.required("originalBlockStorageInstanceNo"))
        try BlockStorages.isIdle.verify(world, disk, parameters)
        let type = parameters.text("snapshotTypeCode") ?? "FULL"
        let last = world.records(.snapshot, where: "originalBlockStorageInstanceNo", is: disk.id)
            .last { $0["blockStorageSnapshotInstanceStatus"] == "CREAT" }
        guard type == "FULL" || type == "INCREMENTAL" && last != nil else { throw .invalid("snapshotTypeCode") }
        let base = type == "FULL" ? nil : last
        // A FULL one and what rests upon it, seven in all.
        if let base, base.integer("snapshotChainDepth") >= 6 { throw .limit(1005, "snapshots in a chain") }
        return described(disk, type, base)
    }

    private static func described(_ disk: Record, _ type: String, _ base: Record?) -> [String: JSON] {
        [
            "snapshotType": .string(type),
            "blockStorageSnapshotVolumeSize": .integer(disk.integer("blockStorageSize")),
            "originalBlockStorageInstanceNo": .string(disk.id), "isEncryptedOriginalBlockStorageVolume": false,
            "hypervisorType": .string(disk["hypervisorType"]), "isBootable": .bool(disk["blockStorageType"] == "BASIC"),
            "blockStorageVolumeType": .string(disk["blockStorageVolumeType"]),
            "baseSnapshotInstanceNo": .string(base?.id ?? ""),
            "snapshotChainDepth": .integer(base.map { $0.integer("snapshotChainDepth") + 1 } ?? 0),
        ]
    }

    /// Takes a snapshot of a disk for an image; gives its number.
    static func take(_ disk: Record, _ world: inout World) -> String {
        let own: [String: JSON] = [
            "blockStorageSnapshotName": .string(world.madeUpName("sh")), "blockStorageSnapshotDescription": "",
        ]
        return kind.insert(described(disk, "FULL", nil).merging(own) { $1 }, &world).id
    }

    /// A base with dependants cannot go first. (inferred)
    private static let isNoBase = Check { world, snapshot, parameters throws(Failure) in
        let numbers = parameters.list("blockStorageSnapshotInstanceNoList")
        let siblings = world.records(
            .snapshot, where: "originalBlockStorageInstanceNo", is: snapshot["originalBlockStorageInstanceNo"])
        if siblings.contains(where: { $0["baseSnapshotInstanceNo"] == snapshot.id && !numbers.contains($0.id) }) {
            throw .inUse(1005, "snapshot")
        }
    }
}

extension TableSchema {
    static let snapshot = TableSchema(
        "snapshot", nameAttribute: "blockStorageSnapshotName", numbers: .instance,
        indexes: ["originalBlockStorageInstanceNo"])
}
