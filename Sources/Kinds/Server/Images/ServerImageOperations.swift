import Model
import NcloudClient
import OrderedJSON

struct ServerImageOperations: AdaptedOperations {
    let form = ActionOperations(
        "ServerImage", .vserver,
        [
            .text("name", "serverImageName"), .text("description", "serverImageDescription"),
            .sent("server", as: "serverInstanceNo"), .sent("disks", as: "blockStorageList", each: disk),
            .text("productCode", "serverImageProductCode"), .code("type", "serverImageType"),
            .code("osCategory", "osCategoryType"), .code("osType", "osType"),
            .value("version") { Value($0.nonEmpty("serverImageName").flatMap(version)) },
            .code("hypervisor", "hypervisorType"), .code("architecture", "cpuArchitectureType"),
            .code("lifeCycle", "serverImageLifeCyclePhase"),
            .texts("sharedWith", "sharedLoginIdList").setLater(from: []),
            .texts("snapshots", "blockStorageMappingList", each: "blockStorageSnapshotInstanceNo"),
            .statusAndOperation(of: "serverImage"), .created,
        ],
        deletion: .byList,
        names: {
            $0.create = "createServerImageFromSnapshot"
            $0.delete = "deleteServerImage"
        }, changes: [.sharing(of: "ServerImage")])

    private static let disk: KeyValuePairs = [
        "order": "order", "snapshot": "snapshotInstanceNo", "size": "blockStorageSize",
        "volumeType": "blockStorageVolumeTypeCode", "empty": "emptyBlockStorage", "leaveOut": "noBlockStorage",
    ]

    /// The version in an image's name: the API has no field for it. The first number with a dot in it, or else the
    /// first number: 22.04 of `ubuntu-22.04-base`, 2022 of `win-2022-64-en`.
    static func version(in name: String) -> String? {
        let isPart: (Character) -> Bool = { $0.isASCII && ($0.isNumber || $0 == ".") }
        let numbers = name.split { !isPart($0) }.map { part in
            String(part.drop { $0 == "." }.reversed().drop { $0 == "." }.reversed())
        }.filter { !$0.isEmpty }
        return numbers.first { $0.contains(".") } ?? numbers.first
    }

    /// An image is made of a server by a call of its own.
    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        var form = form
        if desired["server"] != nil {
            form.names.create = "createServerImage"
        } else if !desired.elements("disks").contains(where: { $0.text("snapshot") != nil }) {
            throw .refused(
                "\(desired.address) has neither a server nor snapshots to be created from",
                help: "set a server, or disks with snapshots; the cloud's images cannot be created")
        }
        try await form.create(desired, through: session)
    }

    /// The call leaves the snapshots (api/vserver.md §3.3). Those that were taken for the image go; others may be
    /// somebody's backups.
    func delete(_ image: ManagedObject) async throws(StepFailure) {
        try await form.delete(image)
        for snapshot in image.session.byproducts["BlockStorageSnapshot"] ?? [] {
            try await image.session.deleteByproduct(
                "BlockStorageSnapshot", snapshot, of: image.id,
                .action(
                    .vserver, "deleteBlockStorageSnapshotInstances",
                    ["blockStorageSnapshotInstanceNoList": [snapshot]], byList: "blockStorageSnapshotInstanceNoList"))
        }
    }
}

/// What the status of an own image says: its code, and behind a slash the operation that goes on.
/// Source: api/vserver.md §2.2.
enum ImageState {
    private static let operations = ["CREAT", "COPY", "TERMT"]

    static let table = StatusTable(
        pending: Set(["INIT"] + ["INIT", "CREAT"].flatMap { code in operations.map { "\(code)/\($0)" } }),
        ready: ["CREAT"], leaving: ["INIT/TERMT", "CREAT/TERMT"])
}
