import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A list of addresses that rules of network ACLs name in place of a range. Source: api/vpc.md §3.4.
    public static let networkAclDenyAllowGroup = Driver(
        Kind(
            "NetworkAclDenyAllowGroup", service: "VPC",
            summary: "A list of addresses that rules of network ACLs in its VPC name in place of a range.",
            source: "api/vpc.md §3.4",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the group."),
                Field("vpc", .reference("Vpc"), .required, change: .replace, "The VPC it belongs to."),
                Field(
                    "description", .string,
                    change: .inPlace(.none, calls: ["setNetworkAclDenyAllowGroupDescription"]), initial: "",
                    constraints: [.bytes(0...1000)], "What it is for, up to 1000 bytes."),
                Field(
                    "addresses", .set(.ipAddress),
                    change: .inPlace(.none, calls: ["setNetworkAclDenyAllowGroupIpList"]), initial: [],
                    constraints: [.count(0...100)],
                    "IPv4 addresses, at most 100; one address may be in 8 groups of a VPC."),
                .computed("isApplied", .boolean, "Whether a rule names it; such a group cannot be deleted."),
                .computed("status", "Status code."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "networkAclDenyAllowGroupNo", marker: ["name", "vpc"]),
            status: StatusTable(
                pending: ["INIT", "CREATING", "SET", "TERMTING"], ready: ["RUN"], leaving: ["TERMTING"]),
            reading: Kind.Reading(["getNetworkAclDenyAllowGroupList"]),
            life: Kind.Life(
                creation: Kind.Procedure(["createNetworkAclDenyAllowGroup"], seconds: 20, timeout: 3600)
                    .then(["setNetworkAclDenyAllowGroupIpList"], where: "addresses"),
                update: Kind.Procedure([], seconds: 10, timeout: 3600),
                deletion: Kind.Procedure(["deleteNetworkAclDenyAllowGroup"], seconds: 15, timeout: 600),
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
        operations: NetworkAclDenyAllowGroupOperations())
}

struct NetworkAclDenyAllowGroupOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.pages(
            of: .action(.vpc, "getNetworkAclDenyAllowGroupList"), list: "networkAclDenyAllowGroupList"
        ).compactMap(Self.read)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(
            .vpc, "getNetworkAclDenyAllowGroupDetail", "networkAclDenyAllowGroupNo", of: id,
            list: "networkAclDenyAllowGroupList", read: Self.read)
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("networkAclDenyAllowGroupNo") else { return nil }
        return LiveObject(
            kind: "NetworkAclDenyAllowGroup", id: id,
            attributes: [
                "name": Value(wire.nonEmpty("networkAclDenyAllowGroupName")),
                "vpc": Value(wire.nonEmpty("vpcNo")),
                "description": Value(wire.nonEmpty("networkAclDenyAllowGroupDescription")),
                "addresses": Value(texts: wire["ipList"]?.elements.compactMap(\.text) ?? []),
                "isApplied": Value(wire["isApplied"]?.bool),
                "status": Value(wire.code("networkAclDenyAllowGroupStatus")),
                "created": Value(wire.nonEmpty("createDate")),
            ],
            status: wire.code("networkAclDenyAllowGroupStatus"), created: wire.nonEmpty("createDate"))
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let id = try await session.create(
            .action(
                .vpc, "createNetworkAclDenyAllowGroup",
                [
                    "vpcNo": wanted.text("vpc"),
                    "networkAclDenyAllowGroupName": wanted.text("name"),
                    "networkAclDenyAllowGroupDescription": wanted.text("description"),
                ])
        ) { Creation(id: $0["networkAclDenyAllowGroupList"]?[0]?.nonEmpty("networkAclDenyAllowGroupNo")) }
        try await session.wait(for: id, until: .ready)
        if wanted["addresses"] != nil { try await setAddresses(of: id, to: wanted, through: session) }
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        if wanted.differs("description", from: live) {
            try await session.change(
                .action(
                    .vpc, "setNetworkAclDenyAllowGroupDescription",
                    [
                        "networkAclDenyAllowGroupNo": live.id,
                        "networkAclDenyAllowGroupDescription": wanted.text("description") ?? "",
                    ]),
                .idempotent)
            try await session.wait(for: live.id, until: .ready)
        }
        let current = Set(live.attributes["addresses"]?.elements.compactMap(\.spelling) ?? [])
        guard let addresses = wanted.attributes["addresses"] else { return }
        if Set(addresses.elements.compactMap(\.spelling)) != current {
            try await setAddresses(of: live.id, to: wanted, through: session)
        }
    }

    /// Replaces the whole list; no address at all is said by leaving the parameter out (api/common.md §4).
    private func setAddresses(
        of id: String, to wanted: Wanted, through session: any Session
    ) async throws(StepFailure) {
        try await session.change(
            .action(
                .vpc, "setNetworkAclDenyAllowGroupIpList",
                ["networkAclDenyAllowGroupNo": id, "ipList": Set(wanted.texts("addresses") ?? []).sorted()]),
            .idempotent)
        try await session.wait(for: id, until: .ready)
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(
            .action(.vpc, "deleteNetworkAclDenyAllowGroup", ["networkAclDenyAllowGroupNo": live.id]), id: live.id)
        try await session.wait(for: live.id, until: .gone)
    }
}
