import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// What may reach the network interfaces it is put on, and what they may reach. Source: api/vserver.md §3.6.
    public static let accessControlGroup = Driver(
        Kind(
            "AccessControlGroup", service: "Server",
            summary: """
                What may reach the network interfaces it is put on, and what they may reach; answers always pass. \
                Without rules nothing does. Each VPC brings a default one.
                """,
            source: "api/vserver.md §3.6",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the group."),
                Field("vpc", .reference("Vpc"), .required, change: .replace, "The VPC it belongs to."),
                Field(
                    "description", .string, change: .replace, constraints: [.bytes(0...1000)],
                    "What it is for, up to 1000 bytes."),
                rules(.inbound, "Whom the group's interfaces take connections from; at most 50 rules."),
                rules(.outbound, "Whom the group's interfaces may connect to; at most 50 rules."),
                .ownership,
                .computed("isDefault", .boolean, "Whether it came with the VPC."),
                .computed("status", "Status code."),
            ],
            identity: Kind.Identity(id: "accessControlGroupNo", marker: ["name", "vpc"]),
            status: StatusTable(pending: ["INIT", "SET", "TERMTING"], ready: ["RUN"], leaving: ["TERMTING"]),
            reading: Kind.Reading(["getAccessControlGroupList"], perObject: ["getAccessControlGroupRuleList"]),
            place: Kind.Place(
                companionOf: "Vpc",
                // 500 with the default one (api/vserver.md §3.6).
                slots: [Kind.Slot(["vpc"], isCertain: false, space: "access control group of a VPC", limit: 499)]),
            life: Kind.Life(
                creation: Kind.Procedure(["createAccessControlGroup"], seconds: 15, timeout: 600)
                    .then([AccessControlGroupRule.addCall(.inbound)], where: "inbound")
                    .then([AccessControlGroupRule.addCall(.outbound)], where: "outbound"),
                update: Kind.Procedure([], seconds: 10, timeout: 600),
                deletion: Kind.Procedure(["deleteAccessControlGroup"], seconds: 10, timeout: 600),
                replacement: .createFirst),
            choosing: Kind.Choosing(builtIn: ["isDefault": true]),
            checks: Kind.Checks(preflight: GroupPreflight.accessControlGroup),
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
        operations: AccessControlGroupOperations())

    private static func rules(_ direction: RuleDirection, _ summary: String) -> Field {
        Field(
            direction.field,
            .keyed(
                [
                    Field(
                        "protocol", .formatted(.networkProtocol), .required,
                        "TCP, UDP, ICMP or the number of another protocol."),
                    Field("cidr", .cidr, "The other side's range."),
                    Field(
                        "group", .reference("AccessControlGroup"), "The group at the other side, in place of a range."),
                    Field(
                        "ports", .formatted(.portRange),
                        "A port such as 22 or a range such as 8000-8080; TCP and UDP only."),
                    Field("description", .string, constraints: [.bytes(0...1000)], "What the rule is for."),
                ], by: ["protocol", "cidr", "group", "ports"]),
            change: .inPlace(.none, calls: AccessControlGroupRule.changeCalls(direction)), initial: [],
            constraints: [
                .count(0...50), .portsFitProtocol, .choice(FieldChoice(.exactlyOne, of: ["cidr", "group"])),
            ], summary
        ).shareable
    }
}

struct AccessControlGroupOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let groups = try await cloud.pages(
            of: .action(.vserver, "getAccessControlGroupList"), list: "accessControlGroupList"
        ).compactMap(Self.read)
        return try await groups.concurrentlyReading { group throws(APIFailure) in
            guard scope.wants(id: group.id, name: group.name) else { return group }
            return try await RuleBook<AccessControlGroupRule>.read(of: group.id, from: cloud).map(group.having)
        }.compactMap(\.self)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(
            .vserver, "getAccessControlGroupDetail", "accessControlGroupNo", of: id, list: "accessControlGroupList"
        ) { wire throws(APIFailure) in
            guard let owner = Self.read(wire) else { return nil }
            return try await RuleBook<AccessControlGroupRule>.read(of: id, from: cloud).map(owner.having)
        }
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("accessControlGroupNo") else { return nil }
        return LiveObject(
            kind: "AccessControlGroup", id: id,
            attributes: [
                "name": Value(wire.nonEmpty("accessControlGroupName")),
                "vpc": Value(wire.nonEmpty("vpcNo")),
                "description": Value(wire.nonEmpty("accessControlGroupDescription")),
                "isDefault": Value(wire["isDefault"]?.bool),
                "status": Value(wire.code("accessControlGroupStatus")),
            ],
            status: wire.code("accessControlGroupStatus"))
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let id = try await session.create(
            .action(
                .vserver, "createAccessControlGroup",
                [
                    "vpcNo": wanted.text("vpc"),
                    "accessControlGroupName": wanted.text("name"),
                    "accessControlGroupDescription": wanted.text("description"),
                ])
        ) { Creation(id: $0["accessControlGroupList"]?[0]?.nonEmpty("accessControlGroupNo")) }
        try await session.wait(for: id, until: .ready)
        try await rules(of: id, vpc: wanted.text("vpc"), through: session)
            .bring(RuleBook(), to: wanted.resolvingItself(as: id))
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let rules = rules(of: live.id, vpc: live.attributes.text("vpc"), through: session)
        try await rules.bring(try await rules.current(live), to: wanted.resolvingItself(as: live.id))
    }

    private func rules(
        of id: String, vpc: String?, through session: any Session
    ) -> RuleChange<AccessControlGroupRule> {
        RuleChange(owner: id, ownerParameters: ["vpcNo": vpc, "accessControlGroupNo": id], session: session)
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try live.refuseDeletionOfDefault()
        try await session.delete(
            .action(
                .vserver, "deleteAccessControlGroup",
                ["vpcNo": live.attributes.text("vpc"), "accessControlGroupNo": live.id]),
            id: live.id)
        try await session.wait(for: live.id, until: .gone)
    }
}

extension Wanted {
    /// The same with references to the object itself put in: a group may let its own members in, and its id is known
    /// only once it exists.
    func resolvingItself(as id: String) -> Wanted {
        var wanted = self
        wanted.attributes = attributes.mapValues { value in
            value.resolving { $0.address == address && $0.attribute == nil ? .string(id) : nil }
        }
        return wanted
    }
}
