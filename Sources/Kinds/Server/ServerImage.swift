import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// What servers start from; for lookups. Source: api/vserver.md §3.2.
    public static let serverImage = Driver(
        Kind(
            "ServerImage", service: "Server", summary: "What servers start from: read by lookups, never changed.",
            source: "api/vserver.md §3.2",
            fields: [
                .computed("name", "Name of the image, such as rocky-8.10-base."),
                .computed("description", "What it is."),
                .computed("productCode", "Product code, for the older way to make servers."),
                .computed("type", "NCP for the cloud's images, SELF for own ones."),
                .computed("osCategory", "LINUX or WINDOWS."),
                .computed("osType", "Operating system, such as ROCKY or UBUNTU."),
                .computed("version", "Version of the operating system, read out of the name: 22.04, 9.4, 2022."),
                .computed("hypervisor", "XEN, RHV or KVM; the spec must have the same."),
                .computed("architecture", "CPU architecture, such as X86_64."),
                .computed("lifeCycle", "IN_SERVICE, FADE_OUT or RETIRED."),
                .computed("status", "Status code."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "serverImageNo"),
            lookup: LookupRules(
                bareText: .idOrName, comparisons: ["version": .leadingParts],
                supposed: ["type": "NCP", "lifeCycle": "IN_SERVICE"],
                picks: [
                    LookupRules.Pick(
                        "newest", by: [.descending("created"), .descending("version")], "the one created last"),
                    LookupRules.Pick(
                        "highestVersion", by: [.descending("version"), .descending("created")],
                        "the highest version, the one created last of it"),
                ], outlived: true),
            creation: .refused(
                "images come from the cloud or are made of servers in the console",
                advice: "refer to one: image: {lookup: {osType: ROCKY, hypervisor: KVM, pick: newest}}"),
            deletion: .refused("the cloud provides images", advice: "forget it: nacre state forget"),
            example: """
                apiVersion: ncloud/v1
                kind: ServerImage
                metadata: {name: rocky}
                import: {id: "23214590"}
                spec: {}
                """),
        operations: ServerImageOperations())
}

struct ServerImageOperations: ReadOnlyOperations {
    let kind = "ServerImage"

    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.pages(of: .action(.vserver, "getServerImageList"), list: "serverImageList")
            .compactMap(Self.read)
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("serverImageNo") else { return nil }
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
                "status": Value(wire.code("serverImageStatus")),
                "created": Value(wire.nonEmpty("createDate")),
            ],
            status: wire.code("serverImageStatus"), created: wire.nonEmpty("createDate"))
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
}
