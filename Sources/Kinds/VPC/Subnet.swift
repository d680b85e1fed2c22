import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A network range inside a VPC, in one zone. Source: api/vpc.md §3.2.
    public static let subnet = Driver(
        Kind(
            "Subnet", service: "VPC",
            summary: "A network range in a VPC and one zone, for servers and gateways.",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the subnet, unique in the account."),
                Field("vpc", .reference("Vpc"), .required, change: .replace, "Its VPC."),
                Field("zone", .reference("Zone"), .required, change: .replace, "Zone code, such as KR-1."),
                Field(
                    "cidr", .cidr, .required, change: .replace, constraints: [.privateRange(prefix: 16...28)],
                    "IPv4 range inside the VPC's, not overlapping another subnet."),
                Field(
                    "type", .enumeration(["PUBLIC", "PRIVATE"]), .required, change: .replace,
                    "Whether it has access to the internet through the internet gateway."),
                Field(
                    "usage", .enumeration(["GEN", "LOADB", "BM", "NATGW"]), change: .replace, initial: "GEN",
                    "Which objects can be in it: general, load balancers, bare metal servers, NAT gateways."),
                Field(
                    "networkAcl", .reference("NetworkAcl"), change: .inPlace(.none),
                    "The network ACL that filters its traffic (default: the VPC's default one)."
                ).fallingBack(within: "vpc"),
                .computed("status", "Status code."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "subnetNo", marker: ["name", "vpc"]),
            status: StatusTable(
                pending: ["INIT", "CREATING", "SET", "TERMTING"], ready: ["RUN"], leaving: ["TERMTING"]),
            place: Kind.Place(
                serializedOn: ["vpc"],
                slots: [Kind.Slot(["name", "vpc"]), Kind.Slot(["vpc", "cidr"], isRange: true)]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 15, timeout: 3600),
                // Only creations are documented to collide (api/vpc.md §3.2).
                deletion: Kind.Procedure(seconds: 15, timeout: 1200, isSideBySide: true)),
            checks: Kind.Checks(
                preflight: SubnetPreflight.checks,
                // That the name is this one is (inferred): no page shows the code.
                limits: [.quota(.named("Private Subnet"), "private subnet", only: ["type": "PRIVATE"])]),
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
        operations: ActionOperations(
            "Subnet", .vpc,
            [
                .text("name", "subnetName"), .text("vpc", "vpcNo"), .text("zone", "zoneCode"), .text("cidr", "subnet"),
                .code("type", "subnetType"), .code("usage", "usageType"),
                .text("networkAcl", "networkAclNo"), .status("subnetStatus"), .created,
            ],
            filling: defaultNetworkAcl,
            changes: [.set("networkAcl", by: "setSubnetNetworkAcl", until: .shown("network ACL set"))]))

    /// The default network ACL of the VPC, for a subnet that names none: the API insists on a number (api/vpc.md §1).
    private static func defaultNetworkAcl(
        of desired: DesiredObject, _ session: any CallSession
    ) async throws(StepFailure) -> Parameters {
        guard desired["networkAcl"] == nil else { return [:] }
        let request = APIRequest.action(.vpc, "getNetworkAclList", ["vpcNo": desired.text("vpc")])
        let answer = try await StepFailure.wrapping { () throws(APIFailure) in try await session.call(request) }
        let list = answer["networkAclList"]?.elements ?? []
        return ["networkAclNo": list.first { $0["isDefault"]?.bool == true }?.nonEmpty("networkAclNo")]
    }
}
