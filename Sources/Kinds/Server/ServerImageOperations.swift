import Model
import NcloudClient
import OrderedJSON

struct ServerImageOperations: Operations {
    private static let sharing = ImageSharing(
        add: "addServerImageSharingPermission", remove: "removeServerImageSharingPermission", id: "serverImageNo")

    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.pages(of: .action(.vserver, "getServerImageList"), list: "serverImageList")
            .compactMap(Self.read)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(
            .vserver, "getServerImageDetail", "serverImageNo", of: id, list: "serverImageList", read: Self.read)
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("serverImageNo") else { return nil }
        let status = ImageState.text(wire, "serverImageStatus", "serverImageOperation")
        let snapshots = wire["blockStorageMappingList"]?.elements
            .compactMap { $0.nonEmpty("blockStorageSnapshotInstanceNo") }
        return LiveObject(
            kind: "ServerImage", id: id,
            attributes: [
                "name": Value(wire.nonEmpty("serverImageName")),
                "description": Value(wire.nonEmpty("serverImageDescription")),
                "productCode": Value(wire.nonEmpty("serverImageProductCode")),
                "type": Value(wire.code("serverImageType")),
                "osCategory": Value(wire.code("osCategoryType")),
                "osType": Value(wire.code("osType")),
                "version": Value(wire.nonEmpty("serverImageName").flatMap(version(in:))),
                "hypervisor": Value(wire.code("hypervisorType")),
                "architecture": Value(wire.code("cpuArchitectureType")),
                "lifeCycle": Value(wire.code("serverImageLifeCyclePhase")),
                "sharedWith": Value(texts: wire["sharedLoginIdList"]?.elements.compactMap(\.text) ?? []),
                "snapshots": Value(texts: snapshots ?? []),
                "status": Value(status),
                "created": Value(wire.nonEmpty("createDate")),
            ],
            status: status, created: wire.nonEmpty("createDate"))
    }

    /// The version in an image's name: the API has no field for it. The first number with a dot in it, or else the
    /// first number: 22.04 of `ubuntu-22.04-base`, 2022 of `win-2022-64-en`.
    static func version(in name: String) -> String? {
        let isPart: (Character) -> Bool = { $0.isASCII && ($0.isNumber || $0 == ".") }
        let numbers = name.split { !isPart($0) }.map { part in
            String(part.drop { $0 == "." }.reversed().drop { $0 == "." }.reversed())
        }.filter { !$0.isEmpty }
        return numbers.first { $0.contains(".") } ?? numbers.first
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let id = try await session.create(try Self.creation(of: wanted)) {
            Creation(id: $0["serverImageList"]?[0]?.nonEmpty("serverImageNo"))
        }
        try await session.wait(for: id, until: .ready)
        try await Self.sharing.change(id, from: [], to: wanted, through: session)
    }

    private static func creation(of wanted: Wanted) throws(StepFailure) -> APIRequest {
        var parameters: Parameters = [
            "serverInstanceNo": wanted.text("server"),
            "serverImageName": wanted.text("name"),
            "serverImageDescription": wanted.text("description"),
        ]
        parameters.add("blockStorageList", wanted.elements("disks").map(disk))
        if wanted.text("server") != nil { return .action(.vserver, "createServerImage", parameters) }
        guard wanted.elements("disks").contains(where: { $0.text("snapshot") != nil }) else {
            throw .refused(
                "\(wanted.address) says neither of which server nor of which snapshots it is made",
                help: "give it a server, or disks with snapshots; the cloud's own images are only referred to")
        }
        return .action(.vserver, "createServerImageFromSnapshot", parameters)
    }

    private static func disk(_ disk: Attributes) -> Parameters {
        [
            "order": disk["order"]?.spelling,
            "snapshotInstanceNo": disk["snapshot"]?.spelling,
            "blockStorageSize": disk["size"]?.spelling,
            "blockStorageVolumeTypeCode": disk["volumeType"]?.spelling,
            "emptyBlockStorage": disk["empty"]?.bool,
            "noBlockStorage": disk["leaveOut"]?.bool,
        ]
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let current = live.attributes["sharedWith"]?.elements.compactMap(\.text) ?? []
        try await Self.sharing.change(live.id, from: current, to: wanted, through: session)
    }

    /// The call leaves the snapshots (api/vserver.md §3.3). Those that were taken for the image go; others may be
    /// somebody's backups.
    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(
            .action(.vserver, "deleteServerImage", ["serverImageNoList": [live.id]], byList: "serverImageNoList"),
            id: live.id)
        try await session.wait(for: live.id, until: .gone)
        for snapshot in session.byproducts["BlockStorageSnapshot"] ?? [] {
            try await session.deleteByproduct(
                "BlockStorageSnapshot", snapshot, of: live.id,
                .action(
                    .vserver, "deleteBlockStorageSnapshotInstances",
                    ["blockStorageSnapshotInstanceNoList": [snapshot]], byList: "blockStorageSnapshotInstanceNoList"))
        }
    }
}
