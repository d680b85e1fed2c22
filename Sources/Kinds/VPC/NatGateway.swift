import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// What lets private subnets call out. Source: api/vpc.md §3.5.
    public static let natGateway = Driver(
        Kind(
            "NatGateway", service: "VPC",
            summary: """
                What lets private subnets reach others without being reached: the internet from a public subnet, \
                peered networks from a private one. Routes to it stand in a RouteTable.
                """,
            source: "api/vpc.md §3.5",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the gateway."),
                Field("vpc", .reference("Vpc"), .required, change: .replace, "The VPC it belongs to."),
                Field(
                    "zone", .formatted(.zoneCode), .required, change: .replace, "Zone code of its subnet, such as KR-1."
                ),
                Field(
                    "subnet", .reference("Subnet"), change: .replace,
                    """
                    The subnet it lies in, of usage NATGW; its type makes the gateway public or private. Gateways \
                    without one are the old kind: they can be taken over, but not made.
                    """),
                Field(
                    "description", .string, change: .inPlace(.none, calls: ["setNatGatewayDescription"]), initial: "",
                    constraints: [.bytes(0...1000)], "What it is for, up to 1000 bytes."),
                Field(
                    "publicIp", .reference("PublicIp"), change: .replace,
                    "The public IP of a public gateway, which no server has; left out, it gets a new one."
                ).holding(.useOfPublicIP(.named)),
                Field(
                    "privateIp", .ipAddress, change: .replace,
                    "Its address in the subnet; left out, the cloud chooses one."),
                .computed("type", "PUBLIC or PRIVATE, as its subnet is."),
                .computed("publicAddress", "The address others see; of a public gateway."),
                .computed("status", "Status code."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "natGatewayInstanceNo", marker: ["name", "vpc"]),
            status: StatusTable(pending: ["INIT", "CREATING", "TERMTING"], ready: ["RUN"], leaving: ["TERMTING"]),
            reading: Kind.Reading(["getNatGatewayInstanceList"]),
            place: Kind.Place(slots: [.address("privateIp")]),
            life: Kind.Life(
                creation: Kind.Procedure(["createNatGatewayInstance"], seconds: 60, timeout: 3600),
                // The old one goes first: a successor may be meant to have its public IP.
                deletion: Kind.Procedure(["removeRoute", "deleteNatGatewayInstance"], seconds: 45, timeout: 600),
                byproducts: [Byproduct("PublicIp", shownBy: "publicIp")]),
            checks: Kind.Checks(preflight: GatewayPreflight.natGateway),
            example: """
                apiVersion: ncloud/v1
                kind: NatGateway
                metadata: {name: way-out}
                spec:
                  vpc: shop
                  zone: KR-1
                  subnet: gateways
                  description: how private subnets call out
                ---
                apiVersion: ncloud/v1
                kind: Subnet
                metadata: {name: gateways}
                spec:
                  vpc: shop
                  zone: KR-1
                  cidr: 10.0.250.0/24
                  type: PUBLIC
                  usage: NATGW
                """),
        operations: NatGatewayOperations())
}

struct NatGatewayOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.pages(of: .action(.vpc, "getNatGatewayInstanceList"), list: "natGatewayInstanceList")
            .compactMap(Self.read)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(
            .vpc, "getNatGatewayInstanceDetail", "natGatewayInstanceNo", of: id, list: "natGatewayInstanceList",
            read: Self.read)
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("natGatewayInstanceNo") else { return nil }
        return LiveObject(
            kind: "NatGateway", id: id,
            attributes: [
                "name": Value(wire.nonEmpty("natGatewayName")),
                "vpc": Value(wire.nonEmpty("vpcNo")),
                "zone": Value(wire.nonEmpty("zoneCode")),
                "subnet": Value(wire.nonEmpty("subnetNo")),
                "description": Value(wire.nonEmpty("natGatewayDescription")),
                "publicIp": Value(wire.nonEmpty("publicIpInstanceNo")),
                "privateIp": Value(wire.nonEmpty("privateIp")),
                "type": Value(type(wire.code("natGatewayType"))),
                "publicAddress": Value(wire.nonEmpty("publicIp")),
                "status": Value(wire.code("natGatewayInstanceStatus")),
                "created": Value(wire.nonEmpty("createDate")),
            ],
            status: wire.code("natGatewayInstanceStatus"), created: wire.nonEmpty("createDate"))
    }

    /// The word a subnet of the same type has; codes nobody knows stay.
    private static func type(_ code: String?) -> String? {
        switch code {
        case "PBLIP": "PUBLIC"
        case "PRVT": "PRIVATE"
        default: code
        }
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        guard wanted["subnet"] != nil else {
            throw .refused(
                "a new NAT gateway needs a subnet: those without one are the old kind",
                help: "make a Subnet of usage NATGW and name it as the gateway's subnet")
        }
        let id = try await session.create(
            .action(
                .vpc, "createNatGatewayInstance",
                [
                    "vpcNo": wanted.text("vpc"),
                    "zoneCode": wanted.text("zone"),
                    "subnetNo": wanted.text("subnet"),
                    "natGatewayName": wanted.text("name"),
                    "natGatewayDescription": wanted.text("description"),
                    "publicIpInstanceNo": wanted.text("publicIp"),
                    "privateIp": wanted.text("privateIp"),
                ])
        ) { Creation(id: $0["natGatewayInstanceList"]?[0]?.nonEmpty("natGatewayInstanceNo")) }
        try await session.wait(for: id, until: .ready)
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        guard wanted.differs("description", from: live) else { return }
        try await session.change(
            .action(
                .vpc, "setNatGatewayDescription",
                ["natGatewayInstanceNo": live.id, "natGatewayDescription": wanted.text("description") ?? ""]),
            .idempotent)
        try await session.wait(for: live.id, until: .ready)
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await RouteTarget.natGateway(live.id).removeRoutes(in: live.attributes.text("vpc"), through: session)
        // The call deletes the address along unless it is told not to (api/vpc.md §2): only one that it was made with.
        let address = live.attributes.text("publicIp")
        let isOwn = address.map { session.byproducts["PublicIp"]?.contains($0) ?? false }
        try await session.delete(
            .action(
                .vpc, "deleteNatGatewayInstance",
                ["natGatewayInstanceNo": live.id, "returnPublicIpInstance": isOwn]), id: live.id)
        try await session.wait(for: live.id, until: .gone)
    }
}
