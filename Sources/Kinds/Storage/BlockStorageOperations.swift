import Model
import NcloudClient
import OrderedJSON

struct BlockStorageOperations: AdaptedOperations {
    let form = ActionOperations(
        "BlockStorage", .vserver, noun: "BlockStorageInstance",
        [
            .text("name", "blockStorageName"), .gigabytes("size", "blockStorageSize"), .text("zone", "zoneCode"),
            .text("server", "serverInstanceNo"), .bool("returnProtection", "isReturnProtection"),
            // KVM disks are told by volume type, others by disk type; either answers both.
            .value("volumeType") { Value(isKVM($0) ? $0.code("blockStorageVolumeType") : nil) },
            .value("diskType") { Value(isKVM($0) ? nil : $0.code("blockStorageDiskDetailType")) },
            .optionalText("description", "blockStorageDescription"),
            .text("snapshot", "blockStorageSnapshotInstanceNo").whenShown, .text("device", "deviceName"),
            .code("hypervisor", "hypervisorType"), .code("medium", "blockStorageDiskType"),
            .text("productCode", "blockStorageProductCode"), .bool("encrypted", "isEncryptedVolume"),
            .number("maxIops", "maxIopsThroughput"), .number("iops", "iops"), .number("throughput", "throughput"),
            .statusAndOperation(of: "blockStorageInstance"), .created,
        ],
        // The same request as that of the server list, so that the two share its answer. Root disks belong to their
        // servers: they can be neither detached nor deleted (api/vserver.md §3.9).
        narrowing: ["blockStorageTypeCodeList": [AdditionalDisk.code]],
        where: { $0.code("blockStorageType").map { $0 == AdditionalDisk.code } ?? true },
        deletion: .byList)

    private static func isKVM(_ wire: JSON) -> Bool { wire.code("hypervisorType") == "KVM" }

    /// The parameter by which one call takes off, or deletes, any number of disks.
    static let number = "blockStorageInstanceNoList"

    static let attachment = Attachment(
        on: .init("attachBlockStorageInstance", "attached", at: ["ATTAC"]) {
            ["serverInstanceNo": $1, "blockStorageInstanceNo": $0.id]
        },
        off: .init("detachBlockStorageInstances", "detached", at: ["CREAT"], byList: number) { disk, _ in
            [number: [disk.id]]
        })

    // MARK: Creating

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        try checkSize(desired)
        let isKVM = desired.text("volumeType") != nil
        let zone = try await zone(for: desired, isKVM: isKVM, through: session)
        let id = try await session.create(
            .action(
                .vserver, "createBlockStorageInstance",
                [
                    "blockStorageSize": desired.integer("size"),
                    "blockStorageName": desired.text("name"),
                    "blockStorageDescription": desired.text("description"),
                    "blockStorageDiskDetailTypeCode": desired.text("diskType"),
                    "blockStorageVolumeTypeCode": desired.text("volumeType"),
                    "zoneCode": zone,
                    // A disk of the older way is made on a server, one of the newer way must not name one.
                    "serverInstanceNo": isKVM ? nil : desired.text("server"),
                    "blockStorageSnapshotInstanceNo": desired.text("snapshot"),
                    "isReturnProtection": desired.bool("returnProtection"),
                ])
        ) { Creation(id: $0["blockStorageInstanceList"]?[0]?.nonEmpty("blockStorageInstanceNo")) }
        guard let server = desired.text("server") else {
            try await session.wait(for: id, until: .ready)
            return
        }
        guard isKVM else {
            try await session.wait(for: id, until: .condition("attached") { Self.attachment.isOn(server, $0) })
            return
        }
        let live =
            try await session.wait(for: id, until: .ready) ?? LiveObject(kind: "BlockStorage", id: id, attributes: [:])
        try await Self.attachment.join(server, ManagedObject(live, to: desired, through: session))
    }

    /// What the two ways allow besides the field's own bounds. Source: api/vserver.md §3.9.
    func checkSize(_ desired: DesiredObject) throws(StepFailure) {
        guard let size = desired.integer("size") else { return }
        if desired.text("volumeType") != nil {
            guard size % 10 != 0 else { return }
            throw .refused(
                "\(desired.address) cannot have \(size) GB: with a volumeType sizes go in steps of 10",
                help: "write \(size / 10 * 10 + 10)")
        }
        guard size > 2000 else { return }
        throw .refused(
            "\(desired.address) cannot have \(size) GB: without a volumeType a disk has at most 2000",
            help: "write 2000 or less, or choose a volumeType")
    }

    /// The zone to name: disks of the newer way want one, which has to be the server's.
    private func zone(
        for desired: DesiredObject, isKVM: Bool, through session: any CallSession
    ) async throws(StepFailure) -> String? {
        if let zone = desired.text("zone") { return zone }
        guard isKVM, let server = desired.text("server") else { return nil }
        return try await session.object("Server") { $0.id == server }?.attributes.text("zone")
    }
}
