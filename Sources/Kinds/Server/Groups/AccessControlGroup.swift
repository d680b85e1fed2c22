import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// What may reach the network interfaces it is put on, and what they may reach. Source: api/vserver.md §3.6.
    public static let accessControlGroup = Driver(
        Kind(
            "AccessControlGroup", service: "Server",
            summary: """
                Stateful rules for traffic to and from its network interfaces. Without rules, no traffic is allowed. \
                Each VPC has a default one.
                """,
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the group."),
                Field("vpc", .reference("Vpc"), .required, change: .replace, "The VPC it belongs to."),
                Field(
                    "description", .string, change: .replace, constraints: [.bytes(0...1000)],
                    "Description, up to 1000 bytes."),
                rules(.inbound, "Allowed connections to the group's interfaces; at most 50 rules."),
                rules(.outbound, "Allowed connections from the group's interfaces; at most 50 rules."),
                .ownership,
                .computed("isDefault", .boolean, "Whether it was created with the VPC."),
                .computed("status", "Status code."),
            ],
            identity: Kind.Identity(id: "accessControlGroupNo", marker: ["name", "vpc"]),
            status: StatusTable(pending: ["INIT", "SET", "TERMTING"], ready: ["RUN"], leaving: ["TERMTING"]),
            place: Kind.Place(
                companionOf: "Vpc",
                // 500 with the default one (api/vserver.md §3.6).
                slots: [Kind.Slot(["vpc"], isCertain: false, space: "access control group of a VPC", limit: 499)]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 15, timeout: 600)
                    .then([AccessControlGroupRule.addCall(.inbound)], where: "inbound")
                    .then([AccessControlGroupRule.addCall(.outbound)], where: "outbound"),
                update: Kind.Procedure(seconds: 10, timeout: 600),
                deletion: Kind.Procedure(seconds: 10, timeout: 600),
                replacement: .createFirst),
            choosing: Kind.Choosing(builtIn: ["isDefault": true]),
            checks: Kind.Checks(
                preflight: GroupPreflight.accessControlGroup,
                limits: [.atMost(500, "access control group", within: "vpc")]),
            example: """
                apiVersion: ncloud/v1
                kind: AccessControlGroup
                metadata: {name: web}
                spec:
                  vpc: shop
                  inbound:
                    - {protocol: TCP, cidr: 0.0.0.0/0, ports: "443", description: customers}
                    - {protocol: TCP, cidr: 10.0.0.0/16, ports: "22"}
                  outbound:
                    - {protocol: TCP, cidr: 0.0.0.0/0, ports: 1-65535}
                """),
        operations: ActionOperations(
            "AccessControlGroup", .vserver,
            [
                .text("name", "accessControlGroupName"), .text("vpc", "vpcNo"),
                .text("description", "accessControlGroupDescription"), .bool("isDefault", "isDefault"),
                .status("accessControlGroupStatus"),
            ],
            parts: RuleBook<AccessControlGroupRule>.parts,
            changes: [.rules(AccessControlGroupRule.self) { ["vpcNo": $0.attributes.text("vpc")] }],
            clearing: { group throws(StepFailure) in
                try group.live.refuseDeletionOfDefault()
                return ["vpcNo": group.text("vpc")]
            }))

    private static func rules(_ direction: RuleDirection, _ summary: String) -> Field {
        Field(
            direction.field,
            .keyed(
                [
                    Field(
                        "protocol", .formatted(.networkProtocol), .required,
                        "TCP, UDP, ICMP or the number of another protocol."),
                    Field("cidr", .cidr, "The range of the peers."),
                    Field(
                        "group", .reference("AccessControlGroup"),
                        "The access control group of the peers, instead of a range."
                    ).orItself,
                    Field(
                        "ports", .formatted(.portRange),
                        "A port such as 22 or a range such as 8000-8080; TCP and UDP only."),
                    Field("description", .string, constraints: [.bytes(0...1000)], "Description."),
                ], by: ["protocol", "cidr", "group", "ports"]),
            change: .inPlace(.none, calls: AccessControlGroupRule.changeCalls(direction)), initial: [],
            constraints: [
                .count(0...50), .portsFitProtocol, .choice(FieldChoice(.exactlyOne, of: ["cidr", "group"])),
            ], summary
        ).shareable
    }
}
