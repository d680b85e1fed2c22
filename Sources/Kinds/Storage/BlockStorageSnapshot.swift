import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// What a disk held at one moment. Source: api/vserver.md §3.10.
    public static let blockStorageSnapshot = Driver(
        Kind(
            "BlockStorageSnapshot", service: "Server",
            summary:
                "The contents of a disk at one moment; new disks can be created from it. Every change replaces it.",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the snapshot."),
                Field(
                    "blockStorage", .reference("BlockStorage"), .required, change: .replace,
                    "The disk; for a root disk, which is not a separate object, use its number: {id: …}."
                ).asOrigin,
                Field(
                    "type", .enumeration(["FULL", "INCREMENTAL"]), change: .replace, initial: "FULL",
                    """
                    Full, or incremental since the disk's last snapshot, at most seven in a row. An incremental one \
                    needs dependsOn with the previous one, so that they are created and deleted in order.
                    """),
                Field(
                    "description", .string, change: .refused(descriptionAdvice), constraints: [.bytes(0...1000)],
                    "Description, up to 1000 bytes."),
                .computed("size", .integer, "Size of the disk in GB."),
                .computed("base", "Number of the snapshot on which an incremental one depends."),
                .computed("chainDepth", .integer, "Number of snapshots on which it depends."),
                .computed("hypervisor", "XEN, RHV or KVM."),
                .computed("volumeType", "Volume type of the disk."),
                .computed("isBootable", .boolean, "Whether a server can boot from it."),
                .computed("encrypted", .boolean, "Whether the disk is encrypted."),
                .computed("status", "Status code, followed by a slash and the current operation: INIT/CREAT."),
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
            checks: Kind.Checks(
                preflight: [.exists("BlockStorage", in: "blockStorage")],
                limits: [.quota(.named("Snapshot"), "snapshot")]),
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
        "no API call changes it, and a new snapshot would have other contents: write its current value, or omit the field"
}
