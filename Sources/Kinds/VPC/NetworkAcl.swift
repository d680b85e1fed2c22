import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Rules that filter what enters and leaves subnets, without memory of connections. Source: api/vpc.md §3.3.
    public static let networkAcl = Driver(
        Kind(
            "NetworkAcl", service: "VPC",
            summary: """
                Rules that filter what enters and leaves subnets, without memory of connections. Traffic that no rule \
                matches passes. Each VPC brings a default one.
                """,
            source: "api/vpc.md §3.3",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the network ACL."),
                Field("vpc", .reference("Vpc"), .required, change: .replace, "The VPC it belongs to."),
                Field(
                    "description", .string, change: .inPlace(.none, calls: ["setNetworkAclDescription"]), initial: "",
                    constraints: [.bytes(0...1000)], "What it is for, up to 1000 bytes."),
                rules(.inbound, "Rules for traffic into the subnets; lower priority numbers are tried first."),
                rules(.outbound, "Rules for traffic out of the subnets; lower priority numbers are tried first."),
                .ownership,
                .computed("isDefault", .boolean, "Whether it came with the VPC."),
                .computed("status", "Status code."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "networkAclNo", marker: ["name", "vpc"]),
            status: StatusTable(
                pending: ["INIT", "CREATING", "SET", "TERMTING"], ready: ["RUN"], leaving: ["TERMTING"]),
            reading: Kind.Reading(["getNetworkAclList"], perObject: ["getNetworkAclRuleList"]),
            place: Kind.Place(companionOf: "Vpc"),
            life: Kind.Life(
                creation: Kind.Procedure(["createNetworkAcl"], seconds: 20, timeout: 3600)
                    .then([NetworkAclRule.addCall(.inbound)], where: "inbound")
                    .then([NetworkAclRule.addCall(.outbound)], where: "outbound"),
                update: Kind.Procedure([], seconds: 20, timeout: 600),
                deletion: Kind.Procedure(["deleteNetworkAcl"], seconds: 15, timeout: 600), replacement: .createFirst),
            choosing: Kind.Choosing(builtIn: ["isDefault": true]),
            checks: Kind.Checks(preflight: GroupPreflight.networkAcl),
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
        operations: NetworkAclOperations())

    private static func rules(_ direction: RuleDirection, _ summary: String) -> Field {
        Field(
            direction.field,
            .keyed(
                [
                    Field(
                        "priority", .integer, .required, constraints: [.range(0...199)],
                        "Order of trying, 0 to 199; no two rules of a direction share one."),
                    Field("protocol", .enumeration(["TCP", "UDP", "ICMP"]), .required, "Protocol."),
                    Field("cidr", .cidr, "The other side's range."),
                    Field(
                        "denyAllowGroup", .reference("NetworkAclDenyAllowGroup"),
                        "The deny-allow group at the other side, in place of a range."),
                    Field(
                        "ports", .formatted(.portRange),
                        "A port such as 22 or a range such as 8000-8080; not for ICMP."),
                    Field("action", .enumeration(["ALLOW", "DROP"]), .required, "What happens to the traffic."),
                    Field("description", .string, constraints: [.bytes(0...1000)], "What the rule is for."),
                ], by: ["priority"]),
            change: .inPlace(.none, calls: NetworkAclRule.changeCalls(direction)), initial: [],
            constraints: [.portsFitProtocol, .choice(FieldChoice(.exactlyOne, of: ["cidr", "denyAllowGroup"]))], summary
        ).shareable
    }
}

struct NetworkAclOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let acls = try await cloud.pages(of: .action(.vpc, "getNetworkAclList"), list: "networkAclList")
            .compactMap(Self.read)
        return try await acls.concurrentlyReading { acl throws(APIFailure) in
            guard scope.wants(id: acl.id, name: acl.name) else { return acl }
            return try await RuleBook<NetworkAclRule>.read(of: acl.id, from: cloud).map(acl.having)
        }.compactMap(\.self)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(.vpc, "getNetworkAclDetail", "networkAclNo", of: id, list: "networkAclList") {
            wire throws(APIFailure) in
            guard let owner = Self.read(wire) else { return nil }
            return try await RuleBook<NetworkAclRule>.read(of: id, from: cloud).map(owner.having)
        }
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("networkAclNo") else { return nil }
        return LiveObject(
            kind: "NetworkAcl", id: id,
            attributes: [
                "name": Value(wire.nonEmpty("networkAclName")),
                "vpc": Value(wire.nonEmpty("vpcNo")),
                "description": Value(wire.nonEmpty("networkAclDescription")),
                "isDefault": Value(wire["isDefault"]?.bool),
                "status": Value(wire.code("networkAclStatus")),
                "created": Value(wire.nonEmpty("createDate")),
            ],
            status: wire.code("networkAclStatus"), created: wire.nonEmpty("createDate"))
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let id = try await session.create(
            .action(
                .vpc, "createNetworkAcl",
                [
                    "vpcNo": wanted.text("vpc"),
                    "networkAclName": wanted.text("name"),
                    "networkAclDescription": wanted.text("description"),
                ])
        ) { Creation(id: $0["networkAclList"]?[0]?.nonEmpty("networkAclNo")) }
        try await session.wait(for: id, until: .ready)
        try await rules(of: id, through: session).bring(RuleBook(), to: wanted)
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        if wanted.differs("description", from: live) {
            try await session.change(
                .action(
                    .vpc, "setNetworkAclDescription",
                    ["networkAclNo": live.id, "networkAclDescription": wanted.text("description") ?? ""]),
                .idempotent)
            try await session.wait(for: live.id, until: .ready)
        }
        let rules = rules(of: live.id, through: session)
        try await rules.bring(try await rules.current(live), to: wanted)
    }

    private func rules(of id: String, through session: any Session) -> RuleChange<NetworkAclRule> {
        RuleChange(owner: id, ownerParameters: ["networkAclNo": id], session: session)
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try live.refuseDeletionOfDefault()
        try await session.delete(.action(.vpc, "deleteNetworkAcl", ["networkAclNo": live.id]), id: live.id)
        try await session.wait(for: live.id, until: .gone)
    }
}
