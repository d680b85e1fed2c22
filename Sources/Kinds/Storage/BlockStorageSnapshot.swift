import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// What a disk held at one moment. Source: api/vserver.md §3.10.
    public static let blockStorageSnapshot = Driver(
        Kind(
            "BlockStorageSnapshot", service: "Server",
            summary: "What a disk held at one moment; new disks can start from it. Nothing about it changes in place.",
            source: "api/vserver.md §3.10",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the snapshot."),
                Field(
                    "blockStorage", .reference("BlockStorage"), .required, change: .replace,
                    "The disk it is of; a root disk, which is no object of its own, goes by its number: {id: …}."
                ).asOrigin,
                Field(
                    "type", .enumeration(["FULL", "INCREMENTAL"]), change: .replace, initial: "FULL",
                    """
                    Whether it holds everything, or what changed since the disk's last snapshot, at most seven in a \
                    row. An incremental one says dependsOn: with the one before, so that they are made and go in order.
                    """),
                Field(
                    "description", .string, change: .refused(descriptionAdvice), constraints: [.bytes(0...1000)],
                    "What it is for, up to 1000 bytes."),
                .computed("size", .integer, "Size of the disk in GB."),
                .computed("base", "Number of the snapshot that an incremental one rests upon."),
                .computed("chainDepth", .integer, "How many snapshots it rests upon."),
                .computed("hypervisor", "XEN, RHV or KVM."),
                .computed("volumeType", "Volume type of the disk."),
                .computed("isBootable", .boolean, "Whether a server can start from it."),
                .computed("encrypted", .boolean, "Whether the disk is encrypted."),
                .computed("status", "Status code, and behind a slash what goes on: INIT/CREAT."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "blockStorageSnapshotInstanceNo", marker: ["name", "blockStorage"]),
            status: StatusTable(
                pending: ["INIT", "INIT/CREAT", "INIT/TERMT", "CREAT/CREAT", "CREAT/TERMT"], ready: ["CREAT"],
                leaving: ["INIT/TERMT", "CREAT/TERMT"]),
            place: Kind.Place(serializedOn: ["blockStorage"]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 120, timeout: 3600),
                deletion: Kind.Procedure(seconds: 15, timeout: 900),
                disruption: .dataLoss),
            example: """
                apiVersion: ncloud/v1
                kind: BlockStorageSnapshot
                metadata: {name: web-0-before-launch}
                spec:
                  blockStorage: web-0-data
                  description: as it was before the launch
                """),
        operations: ActionOperations(
            "BlockStorageSnapshot", .vserver, noun: "BlockStorageSnapshotInstance",
            [
                .text("name", "blockStorageSnapshotName"), .text("blockStorage", "originalBlockStorageInstanceNo"),
                .code("type", "snapshotType").whenShown,
                .optionalText("description", "blockStorageSnapshotDescription"),
                .gigabytes("size", "blockStorageSnapshotVolumeSize"), .text("base", "baseSnapshotInstanceNo"),
                .number("chainDepth", "snapshotChainDepth"), .code("hypervisor", "hypervisorType"),
                .code("volumeType", "blockStorageVolumeType"), .bool("isBootable", "isBootable"),
                .bool("encrypted", "isEncryptedOriginalBlockStorageVolume"),
                .statusAndOperation(of: "blockStorageSnapshotInstance"), .created,
            ],
            deletion: .byList))

    private static let descriptionAdvice =
        "no call changes it, and a new snapshot would hold something else: write it as it is, or leave the field out"
}
