import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A network range inside a VPC, in one zone. Source: api/vpc.md §3.2.
    public static let subnet = Driver(
        Kind(
            "Subnet", service: "VPC",
            summary: "A network range inside a VPC, in one zone. Servers and gateways live in it.",
            source: "api/vpc.md §3.2",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the subnet, unique in the account."),
                Field("vpc", .reference("Vpc"), .required, change: .replace, "The VPC it lies in."),
                Field("zone", .reference("Zone"), .required, change: .replace, "Zone code, such as KR-1."),
                Field(
                    "cidr", .cidr, .required, change: .replace, constraints: [.privateRange(prefix: 16...28)],
                    "IPv4 range inside the VPC's, not overlapping another subnet."),
                Field(
                    "type", .enumeration(["PUBLIC", "PRIVATE"]), .required, change: .replace,
                    "Whether it reaches the internet through the internet gateway."),
                Field(
                    "usage", .enumeration(["GEN", "LOADB", "BM", "NATGW"]), change: .replace, initial: "GEN",
                    "What may be placed in it: anything, load balancers, bare metal, NAT gateways."),
                Field(
                    "networkAcl", .reference("NetworkAcl"), change: .inPlace(.none, calls: ["setSubnetNetworkAcl"]),
                    "The network ACL that filters it; left out, the VPC's default one at creation."
                ).fallingBack(within: "vpc"),
                .computed("status", "Status code."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "subnetNo", marker: ["name", "vpc"]),
            status: StatusTable(
                pending: ["INIT", "CREATING", "SET", "TERMTING"], ready: ["RUN"], leaving: ["TERMTING"]),
            reading: Kind.Reading(["getSubnetList"]),
            place: Kind.Place(
                serializedOn: ["vpc"],
                slots: [Kind.Slot(["name", "vpc"]), Kind.Slot(["vpc", "cidr"], isRange: true)]),
            life: Kind.Life(
                creation: Kind.Procedure(["createSubnet"], seconds: 15, timeout: 3600),
                // Only creations are documented to collide (api/vpc.md §3.2).
                deletion: Kind.Procedure(["deleteSubnet"], seconds: 15, timeout: 1200, isSideBySide: true)),
            checks: Kind.Checks(preflight: SubnetPreflight.checks),
            example: """
                apiVersion: ncloud/v1
                kind: Subnet
                metadata: {name: app}
                spec:
                  vpc: shop
                  zone: KR-1
                  cidr: 10.0.1.0/24
                  type: PUBLIC
                """),
        operations: SubnetOperations())
}

struct SubnetOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.pages(of: .action(.vpc, "getSubnetList"), list: "subnetList").compactMap(Self.read)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(.vpc, "getSubnetDetail", "subnetNo", of: id, list: "subnetList", read: Self.read)
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("subnetNo") else { return nil }
        return LiveObject(
            kind: "Subnet", id: id,
            attributes: [
                "name": Value(wire.nonEmpty("subnetName")),
                "vpc": Value(wire.nonEmpty("vpcNo")),
                "zone": Value(wire.nonEmpty("zoneCode")),
                "cidr": Value(wire.nonEmpty("subnet")),
                "type": Value(wire.code("subnetType")),
                "usage": Value(wire.code("usageType")),
                "networkAcl": Value(wire.nonEmpty("networkAclNo")),
                "status": Value(wire.code("subnetStatus")),
                "created": Value(wire.nonEmpty("createDate")),
            ],
            status: wire.code("subnetStatus"), created: wire.nonEmpty("createDate"))
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let networkAcl = try await networkAcl(for: wanted, through: session)
        let id = try await session.create(
            .action(
                .vpc, "createSubnet",
                [
                    "zoneCode": wanted.text("zone"),
                    "vpcNo": wanted.text("vpc"),
                    "subnetName": wanted.text("name"),
                    "subnet": wanted.text("cidr"),
                    "networkAclNo": networkAcl,
                    "subnetTypeCode": wanted.text("type"),
                    "usageTypeCode": wanted.text("usage"),
                ])
        ) { Creation(id: $0["subnetList"]?[0]?.nonEmpty("subnetNo")) }
        try await session.wait(for: id, until: .ready)
    }

    /// The wanted network ACL, or the VPC's default one: the API insists on a number (api/vpc.md §1).
    private func networkAcl(for wanted: Wanted, through session: any Session) async throws(StepFailure) -> String? {
        if let given = wanted.text("networkAcl") { return given }
        let request = APIRequest.action(.vpc, "getNetworkAclList", ["vpcNo": wanted.text("vpc")])
        let answer = try await StepFailure.wrapping { () throws(APIFailure) in try await session.call(request) }
        let list = answer["networkAclList"]?.elements ?? []
        return list.first { $0["isDefault"]?.bool == true }?.nonEmpty("networkAclNo")
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        guard wanted.differs("networkAcl", from: live) else { return }
        try await session.change(
            .action(
                .vpc, "setSubnetNetworkAcl", ["subnetNo": live.id, "networkAclNo": wanted.text("networkAcl")]),
            .idempotent)
        let networkAcl = wanted.text("networkAcl")
        try await session.wait(
            for: live.id, until: .condition("network ACL set") { $0.attributes.text("networkAcl") == networkAcl })
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(.action(.vpc, "deleteSubnet", ["subnetNo": live.id]), id: live.id)
        try await session.wait(for: live.id, until: .gone)
    }
}
