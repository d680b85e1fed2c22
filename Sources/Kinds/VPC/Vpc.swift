import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A private network. Source: api/vpc.md §3.1.
    public static let vpc = Driver(
        Kind(
            "Vpc", service: "VPC",
            summary: "A private network. Its default network ACL, ACG and route tables come and go with it.",
            source: "api/vpc.md §3.1",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the VPC."),
                Field(
                    "cidr", .cidr, .required, change: .replace, constraints: [.privateRange(prefix: 16...28)],
                    "IPv4 range, /16 to /28 inside private address space."),
                .computed("status", "Status code."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "vpcNo"),
            status: StatusTable(pending: ["INIT", "CREATING", "TERMTING"], ready: ["RUN"], leaving: ["TERMTING"]),
            reading: Kind.Reading(["getVpcList"]),
            place: Kind.Place(isNetwork: true),
            life: Kind.Life(
                creation: Kind.Procedure(["createVpc"], seconds: 20, timeout: 3600),
                deletion: Kind.Procedure(["deleteVpc"], seconds: 20, timeout: 600)),
            checks: Kind.Checks(preflight: [.freeName(of: "Vpc", refused: false)]),
            example: """
                apiVersion: ncloud/v1
                kind: Vpc
                metadata: {name: shop}
                spec:
                  cidr: 10.0.0.0/16
                """),
        operations: VpcOperations())
}

struct VpcOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        // getVpcList has no paging (api/vpc.md §1).
        try await cloud.call(.action(.vpc, "getVpcList"))["vpcList"]?.elements.compactMap(Self.read) ?? []
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(.vpc, "getVpcDetail", "vpcNo", of: id, list: "vpcList", read: Self.read)
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("vpcNo") else { return nil }
        return LiveObject(
            kind: "Vpc", id: id,
            attributes: [
                "name": Value(wire.nonEmpty("vpcName")),
                "cidr": Value(wire.nonEmpty("ipv4CidrBlock")),
                "status": Value(wire.code("vpcStatus")),
                "created": Value(wire.nonEmpty("createDate")),
            ],
            status: wire.code("vpcStatus"), created: wire.nonEmpty("createDate"))
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let id = try await session.create(
            .action(.vpc, "createVpc", ["ipv4CidrBlock": wanted.text("cidr"), "vpcName": wanted.text("name")])
        ) { Creation(id: $0["vpcList"]?[0]?.nonEmpty("vpcNo")) }
        try await session.wait(for: id, until: .ready)
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(.action(.vpc, "deleteVpc", ["vpcNo": live.id]), id: live.id)
        try await session.wait(for: live.id, until: .gone)
    }
}
