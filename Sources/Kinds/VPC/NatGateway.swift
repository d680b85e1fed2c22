import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// What lets private subnets call out. Source: api/vpc.md §3.5.
    public static let natGateway = Driver(
        Kind(
            "NatGateway", service: "VPC",
            summary: """
                A gateway for outgoing connections of private subnets: to the internet from a public subnet, to \
                peered networks from a private one. Routes to it are in a RouteTable.
                """,
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
                    Its subnet, with usage NATGW; the subnet's type makes the gateway public or private. Gateways \
                    without a subnet are legacy: they can be imported but not created.
                    """),
                Field(
                    "description", .string, change: .inPlace(.none), initial: "",
                    constraints: [.bytes(0...1000)], "Description, up to 1000 bytes."),
                Field(
                    "publicIp", .reference("PublicIp"), change: .replace,
                    "The public IP of a public gateway, not used by a server (default: a new one)."
                ).holding(.useOfPublicIP(.named)),
                Field(
                    "privateIp", .ipAddress, change: .replace,
                    "Its address in the subnet (default: chosen by the cloud)."),
                .computed("type", "PUBLIC or PRIVATE, like its subnet."),
                .computed("publicAddress", "The public address of a public gateway."),
                .computed("status", "Status code."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "natGatewayInstanceNo", marker: ["name", "vpc"]),
            status: StatusTable(pending: ["INIT", "CREATING", "TERMTING"], ready: ["RUN"], leaving: ["TERMTING"]),
            place: Kind.Place(slots: [.address("privateIp")]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 60, timeout: 3600),
                // The old one goes first: a successor may be meant to have its public IP.
                deletion: Kind.Procedure(seconds: 45, timeout: 600).first(["removeRoute"]),
                byproducts: [Byproduct("PublicIp", shownBy: "publicIp")]),
            checks: Kind.Checks(
                preflight: GatewayPreflight.natGateway, limits: [.quota(.named("NAT Gateway"), "NAT gateway")]),
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
        operations: ActionOperations(
            "NatGateway", .vpc, noun: "NatGatewayInstance",
            [
                .text("name", "natGatewayName"), .text("vpc", "vpcNo"), .text("zone", "zoneCode"),
                .text("subnet", "subnetNo"), .text("description", "natGatewayDescription"),
                .text("publicIp", "publicIpInstanceNo"), .text("privateIp", "privateIp"),
                // The words that a subnet of the same type has.
                .code("type", "natGatewayType", words: ["PBLIP": "PUBLIC", "PRVT": "PRIVATE"]),
                .text("publicAddress", "publicIp"), .status("natGatewayInstanceStatus"), .created,
            ],
            filling: needsSubnet, changes: [.set("description", by: "setNatGatewayDescription")],
            clearing: clearNatGateway))

    private static func needsSubnet(_ desired: DesiredObject, _ session: any CallSession) throws(StepFailure)
        -> Parameters
    {
        guard desired["subnet"] == nil else { return [:] }
        throw .refused(
            "a new NAT gateway needs a subnet: those without one are legacy",
            help: "create a Subnet with usage NATGW and use it as the gateway's subnet")
    }

    /// Takes routes to the gateway away. The call that deletes it deletes the address along unless it is told not to
    /// (api/vpc.md §2): only one that it was made with.
    private static func clearNatGateway(_ gateway: ManagedObject) async throws(StepFailure) -> Parameters {
        try await RouteTarget.natGateway(gateway.id).removeRoutes(in: gateway.text("vpc"), through: gateway.session)
        let made = gateway.session.byproducts["PublicIp"] ?? []
        return ["returnPublicIpInstance": gateway.text("publicIp").map(made.contains)]
    }
}
