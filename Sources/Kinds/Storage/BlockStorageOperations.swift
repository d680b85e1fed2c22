import Model
import NcloudClient
import OrderedJSON

struct BlockStorageOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        // The same request as that of the server list, so that the two share its answer. Root disks belong to their
        // servers: they can be neither detached nor deleted (api/vserver.md §3.9).
        try await cloud.pages(
            of: .action(
                .vserver, "getBlockStorageInstanceList", ["blockStorageTypeCodeList": [Self.additional]]),
            list: "blockStorageInstanceList"
        ).compactMap(Self.read)
    }

    /// The type of disks other than root disks.
    private static let additional = "SVRBS"

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("blockStorageInstanceNo"),
            wire.code("blockStorageType").map({ $0 == additional }) ?? true
        else { return nil }
        let status = wire.instanceStatus("blockStorageInstance")
        var attributes: Attributes = [
            "name": Value(wire.nonEmpty("blockStorageName")),
            "size": Value(wire["blockStorageSize"]?.integer.map { $0 >> 30 }),
            "zone": Value(wire.nonEmpty("zoneCode")),
            "server": Value(wire.nonEmpty("serverInstanceNo")),
            "returnProtection": Value(wire["isReturnProtection"]?.bool),
            "device": Value(wire.nonEmpty("deviceName")),
            "hypervisor": Value(wire.code("hypervisorType")),
            "medium": Value(wire.code("blockStorageDiskType")),
            "productCode": Value(wire.nonEmpty("blockStorageProductCode")),
            "encrypted": Value(wire["isEncryptedVolume"]?.bool),
            "maxIops": Value(wire["maxIopsThroughput"]?.integer),
            "iops": Value(wire["iops"]?.integer),
            "throughput": Value(wire["throughput"]?.integer),
            "status": Value(status),
            "created": Value(wire.nonEmpty("createDate")),
        ]
        // KVM disks are told by volume type, others by disk type; either answers both.
        let isKVM = wire.code("hypervisorType") == "KVM"
        attributes["volumeType"] = Value(isKVM ? wire.code("blockStorageVolumeType") : nil)
        attributes["diskType"] = Value(isKVM ? nil : wire.code("blockStorageDiskDetailType"))
        // Left out where the answer does not carry them, so that nothing is compared with them.
        if let text = wire["blockStorageDescription"]?.text { attributes["description"] = .string(text) }
        if let snapshot = wire.nonEmpty("blockStorageSnapshotInstanceNo") { attributes["snapshot"] = .string(snapshot) }
        return LiveObject(
            kind: "BlockStorage", id: id, attributes: attributes, status: status,
            created: wire.nonEmpty("createDate"))
    }

    static let attachment = Attachment(
        words: (on: "attached", off: "detached"),
        attach: { live, server in
            .action(
                .vserver, "attachBlockStorageInstance",
                ["serverInstanceNo": server, "blockStorageInstanceNo": live.id])
        },
        detach: { live, _ in
            .action(.vserver, "detachBlockStorageInstances", ["blockStorageInstanceNoList": [live.id]])
        },
        settled: (on: ["ATTAC"], off: ["CREAT"]))

    // MARK: Creating

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        try checkSize(wanted)
        let isKVM = wanted.text("volumeType") != nil
        let zone = try await zone(for: wanted, isKVM: isKVM, through: session)
        let id = try await session.create(
            .action(
                .vserver, "createBlockStorageInstance",
                [
                    "blockStorageSize": wanted.integer("size"),
                    "blockStorageName": wanted.text("name"),
                    "blockStorageDescription": wanted.text("description"),
                    "blockStorageDiskDetailTypeCode": wanted.text("diskType"),
                    "blockStorageVolumeTypeCode": wanted.text("volumeType"),
                    "zoneCode": zone,
                    // A disk of the older way is made on a server, one of the newer way must not name one.
                    "serverInstanceNo": isKVM ? nil : wanted.text("server"),
                    "blockStorageSnapshotInstanceNo": wanted.text("snapshot"),
                    "isReturnProtection": wanted.bool("returnProtection"),
                ])
        ) { Creation(id: $0["blockStorageInstanceList"]?[0]?.nonEmpty("blockStorageInstanceNo")) }
        guard let server = wanted.text("server") else {
            try await session.wait(for: id, until: .ready)
            return
        }
        guard isKVM else {
            try await session.wait(for: id, until: .condition("attached") { Self.attachment.isOn(server, $0) })
            return
        }
        let live =
            try await session.wait(for: id, until: .ready) ?? LiveObject(kind: "BlockStorage", id: id, attributes: [:])
        try await Self.attachment.join(server, live, through: session)
    }

    /// What the two ways allow besides the field's own bounds. Source: api/vserver.md §3.9.
    func checkSize(_ wanted: Wanted) throws(StepFailure) {
        guard let size = wanted.integer("size") else { return }
        if wanted.text("volumeType") != nil {
            guard size % 10 != 0 else { return }
            throw .refused(
                "\(wanted.address) cannot have \(size) GB: with a volumeType sizes go in steps of 10",
                help: "write \(size / 10 * 10 + 10)")
        }
        guard size > 2000 else { return }
        throw .refused(
            "\(wanted.address) cannot have \(size) GB: without a volumeType a disk has at most 2000",
            help: "write 2000 or less, or choose a volumeType")
    }

    /// The zone to name: disks of the newer way want one, which has to be the server's.
    private func zone(
        for wanted: Wanted, isKVM: Bool, through session: any Session
    ) async throws(StepFailure) -> String? {
        if let zone = wanted.text("zone") { return zone }
        guard isKVM, let server = wanted.text("server") else { return nil }
        let request = APIRequest.action(.vserver, "getServerInstanceDetail", ["serverInstanceNo": server])
        let answer = try await StepFailure.wrapping { () throws(APIFailure) in try await session.call(request) }
        return answer["serverInstanceList"]?[0]?.nonEmpty("zoneCode")
    }
}
