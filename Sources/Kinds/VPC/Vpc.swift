import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A private network. Source: api/vpc.md §3.1.
    public static let vpc = Driver(
        Kind(
            "Vpc", service: "VPC",
            summary:
                "A private network. Its default network ACL, ACG and route tables are created and deleted with it.",
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
            place: Kind.Place(isNetwork: true),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 20, timeout: 3600),
                deletion: Kind.Procedure(seconds: 20, timeout: 600)),
            checks: Kind.Checks(
                preflight: [.freeName(of: "Vpc", refused: false)], limits: [.quota(.named("VPC"), "VPC")]),
            example: """
                apiVersion: ncloud/v1
                kind: Vpc
                metadata: {name: shop}
                spec:
                  cidr: 10.0.0.0/16
                """),
        operations: ActionOperations(
            "Vpc", .vpc,
            [.text("name", "vpcName"), .text("cidr", "ipv4CidrBlock"), .status("vpcStatus"), .created],
            // The list takes no pages (api/vpc.md §1).
            isPaged: false))
}
