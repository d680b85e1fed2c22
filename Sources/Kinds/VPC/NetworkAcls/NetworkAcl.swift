import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Rules that filter what enters and leaves subnets, without memory of connections. Source: api/vpc.md §3.3.
    public static let networkAcl = Driver(
        Kind(
            "NetworkAcl", service: "VPC",
            summary: """
                Stateless rules that filter traffic into and out of subnets. Traffic that matches no rule is \
                allowed. Each VPC has a default one.
                """,
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the network ACL."),
                Field("vpc", .reference("Vpc"), .required, change: .replace, "The VPC it belongs to."),
                Field(
                    "description", .string, change: .inPlace(.none), initial: "",
                    constraints: [.bytes(0...1000)], "Description, up to 1000 bytes."),
                rules(.inbound, "Rules for traffic into the subnets; lower priority numbers are evaluated first."),
                rules(.outbound, "Rules for traffic out of the subnets; lower priority numbers are evaluated first."),
                .ownership,
                .computed("isDefault", .boolean, "Whether it was created with the VPC."),
                .computed("status", "Status code."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "networkAclNo", marker: ["name", "vpc"]),
            status: StatusTable(
                pending: ["INIT", "CREATING", "SET", "TERMTING"], ready: ["RUN"], leaving: ["TERMTING"]),
            place: Kind.Place(companionOf: "Vpc"),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 20, timeout: 3600)
                    .then([NetworkAclRule.addCall(.inbound)], where: "inbound")
                    .then([NetworkAclRule.addCall(.outbound)], where: "outbound"),
                update: Kind.Procedure(seconds: 20, timeout: 600),
                deletion: Kind.Procedure(seconds: 15, timeout: 600), replacement: .createFirst),
            choosing: Kind.Choosing(builtIn: ["isDefault": true]),
            // That of an article of 2021.
            checks: Kind.Checks(
                preflight: GroupPreflight.networkAcl,
                limits: [.atMost(200, "network ACL", within: "vpc", canBeRaised: true)]),
            example: """
                apiVersion: ncloud/v1
                kind: NetworkAcl
                metadata: {name: web}
                spec:
                  vpc: shop
                  description: what web servers take
                  inbound:
                    - {priority: 10, protocol: TCP, cidr: 0.0.0.0/0, ports: "443", action: ALLOW}
                    - {priority: 20, protocol: ICMP, cidr: 10.0.0.0/16, action: ALLOW}
                    - {priority: 199, protocol: TCP, cidr: 0.0.0.0/0, ports: 1-65535, action: DROP}
                """),
        operations: ActionOperations(
            "NetworkAcl", .vpc,
            [
                .text("name", "networkAclName"), .text("vpc", "vpcNo"), .text("description", "networkAclDescription"),
                .bool("isDefault", "isDefault"), .status("networkAclStatus"), .created,
            ],
            parts: RuleBook<NetworkAclRule>.parts,
            changes: [
                .set("description", by: "setNetworkAclDescription"), .rules(NetworkAclRule.self),
            ],
            clearing: { acl throws(StepFailure) in
                try acl.live.refuseDeletionOfDefault()
                return [:]
            }))

    private static func rules(_ direction: RuleDirection, _ summary: String) -> Field {
        Field(
            direction.field,
            .keyed(
                [
                    Field(
                        "priority", .integer, .required, constraints: [.range(0...199)],
                        "Order of evaluation, 0 to 199; unique per direction."),
                    Field("protocol", .enumeration(["TCP", "UDP", "ICMP"]), .required, "Protocol."),
                    Field("cidr", .cidr, "The range of the peers."),
                    Field(
                        "denyAllowGroup", .reference("NetworkAclDenyAllowGroup"),
                        "The deny-allow group of the peers, instead of a range."),
                    Field(
                        "ports", .formatted(.portRange),
                        "A port such as 22 or a range such as 8000-8080; not for ICMP."),
                    Field("action", .enumeration(["ALLOW", "DROP"]), .required, "The action for matching traffic."),
                    Field("description", .string, constraints: [.bytes(0...1000)], "Description."),
                ], by: ["priority"]),
            change: .inPlace(.none, calls: NetworkAclRule.changeCalls(direction)), initial: [],
            constraints: [.portsFitProtocol, .choice(FieldChoice(.exactlyOne, of: ["cidr", "denyAllowGroup"]))], summary
        ).shareable
    }
}
