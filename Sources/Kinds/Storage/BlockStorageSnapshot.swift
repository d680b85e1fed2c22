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
            reading: Kind.Reading(["getBlockStorageSnapshotInstanceList"]),
            place: Kind.Place(serializedOn: ["blockStorage"]),
            life: Kind.Life(
                creation: Kind.Procedure(["createBlockStorageSnapshotInstance"], seconds: 120, timeout: 3600),
                deletion: Kind.Procedure(
                    ["deleteBlockStorageSnapshotInstances"], seconds: 15, timeout: 900, isByList: true),
                disruption: .dataLoss),
            example: """
                apiVersion: ncloud/v1
                kind: BlockStorageSnapshot
                metadata: {name: web-0-before-launch}
                spec:
                  blockStorage: web-0-data
                  description: as it was before the launch
                """),
        operations: BlockStorageSnapshotOperations())

    private static let descriptionAdvice =
        "no call changes it, and a new snapshot would hold something else: write it as it is, or leave the field out"
}

struct BlockStorageSnapshotOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.pages(
            of: .action(.vserver, "getBlockStorageSnapshotInstanceList"), list: "blockStorageSnapshotInstanceList"
        ).compactMap(Self.read)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(
            .vserver, "getBlockStorageSnapshotInstanceDetail", "blockStorageSnapshotInstanceNo", of: id,
            list: "blockStorageSnapshotInstanceList", read: Self.read)
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("blockStorageSnapshotInstanceNo") else { return nil }
        let status = wire.instanceStatus("blockStorageSnapshotInstance")
        var attributes: Attributes = [
            "name": Value(wire.nonEmpty("blockStorageSnapshotName")),
            "blockStorage": Value(wire.nonEmpty("originalBlockStorageInstanceNo")),
            "size": Value(wire["blockStorageSnapshotVolumeSize"]?.integer.map { $0 >> 30 }),
            "base": Value(wire.nonEmpty("baseSnapshotInstanceNo")),
            "chainDepth": Value(wire["snapshotChainDepth"]?.integer),
            "hypervisor": Value(wire.code("hypervisorType")),
            "volumeType": Value(wire.code("blockStorageVolumeType")),
            "isBootable": Value(wire["isBootable"]?.bool),
            "encrypted": Value(wire["isEncryptedOriginalBlockStorageVolume"]?.bool),
            "status": Value(status),
            "created": Value(wire.nonEmpty("createDate")),
        ]
        // Left out where the answer does not carry them, so that nothing is compared with them.
        if let type = wire.code("snapshotType") { attributes["type"] = .string(type) }
        if let text = wire["blockStorageSnapshotDescription"]?.text { attributes["description"] = .string(text) }
        return LiveObject(
            kind: "BlockStorageSnapshot", id: id, attributes: attributes, status: status,
            created: wire.nonEmpty("createDate"))
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let id = try await session.create(
            .action(
                .vserver, "createBlockStorageSnapshotInstance",
                [
                    "originalBlockStorageInstanceNo": wanted.text("blockStorage"),
                    "blockStorageSnapshotName": wanted.text("name"),
                    "blockStorageSnapshotDescription": wanted.text("description"),
                    "snapshotTypeCode": wanted.text("type"),
                ])
        ) {
            Creation(id: $0["blockStorageSnapshotInstanceList"]?[0]?.nonEmpty("blockStorageSnapshotInstanceNo"))
        }
        try await session.wait(for: id, until: .ready)
    }

    private static let number = "blockStorageSnapshotInstanceNoList"

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(
            .action(
                .vserver, "deleteBlockStorageSnapshotInstances", [Self.number: [live.id]], byList: Self.number),
            id: live.id)
        try await session.wait(for: live.id, until: .gone)
    }
}
