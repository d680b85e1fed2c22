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
                .computed("os", "Operating system, such as ROCKY or UBUNTU."),
                .computed("hypervisor", "XEN, RHV or KVM; the spec must have the same."),
                .computed("architecture", "CPU architecture, such as X86_64."),
                .computed("lifeCycle", "IN_SERVICE, FADE_OUT or RETIRED."),
                .computed("status", "Status code."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "serverImageNo"),
            reading: Kind.Reading(["getServerImageList"]),
            creation: .refused(
                "images come from the cloud or are made of servers in the console",
                advice: "refer to one: image: {lookup: {os: ROCKY, hypervisor: KVM}}"),
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

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(
            .vserver, "getServerImageDetail", "serverImageNo", of: id, list: "serverImageList", read: Self.read)
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
                "os": Value(wire.code("osType")),
                "hypervisor": Value(wire.code("hypervisorType")),
                "architecture": Value(wire.code("cpuArchitectureType")),
                "lifeCycle": Value(wire.code("serverImageLifeCyclePhase")),
                "status": Value(wire.code("serverImageStatus")),
                "created": Value(wire.nonEmpty("createDate")),
            ],
            status: wire.code("serverImageStatus"), created: wire.nonEmpty("createDate"))
    }
}
