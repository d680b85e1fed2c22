import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A list of addresses that rules of network ACLs name in place of a range. Source: api/vpc.md §3.4.
    public static let networkAclDenyAllowGroup = Driver(
        Kind(
            "NetworkAclDenyAllowGroup", service: "VPC",
            summary: "A list of addresses that network ACL rules in its VPC can use instead of a range.",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the group."),
                Field("vpc", .reference("Vpc"), .required, change: .replace, "The VPC it belongs to."),
                Field(
                    "description", .string,
                    change: .inPlace(.none), initial: "",
                    constraints: [.bytes(0...1000)], "Description, up to 1000 bytes."),
                Field(
                    "addresses", .set(.ipAddress),
                    change: .inPlace(.none), initial: [],
                    constraints: [.count(0...100)],
                    "IPv4 addresses, at most 100; one address may be in 8 groups of a VPC."),
                .computed("isApplied", .boolean, "Whether a rule uses it; such a group cannot be deleted."),
                .computed("status", "Status code."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "networkAclDenyAllowGroupNo", marker: ["name", "vpc"]),
            status: StatusTable(
                pending: ["INIT", "CREATING", "SET", "TERMTING"], ready: ["RUN"], leaving: ["TERMTING"]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 20, timeout: 3600),
                update: Kind.Procedure(seconds: 10, timeout: 3600),
                deletion: Kind.Procedure(seconds: 15, timeout: 600),
                replacement: .createFirst),
            checks: Kind.Checks(
                preflight: [
                    .freeName(of: "NetworkAclDenyAllowGroup", within: "vpc", refused: false), .exists("Vpc", in: "vpc"),
                ]),
            example: """
                apiVersion: ncloud/v1
                kind: NetworkAclDenyAllowGroup
                metadata: {name: scanners}
                spec:
                  vpc: shop
                  description: hosts that scan us
                  addresses: [203.0.113.7, 203.0.113.8]
                """),
        operations: ActionOperations(
            "NetworkAclDenyAllowGroup", .vpc,
            [
                .text("name", "networkAclDenyAllowGroupName"), .text("vpc", "vpcNo"),
                .text("description", "networkAclDenyAllowGroupDescription"),
                .texts("addresses", "ipList").asSet.setLater(from: []), .bool("isApplied", "isApplied"),
                .status("networkAclDenyAllowGroupStatus"), .created,
            ],
            changes: [
                .set("description", by: "setNetworkAclDenyAllowGroupDescription"),
                // The whole list; no address at all is said by leaving the parameter out (api/common.md §4).
                .set("addresses", by: "setNetworkAclDenyAllowGroupIpList"),
            ]))
}
