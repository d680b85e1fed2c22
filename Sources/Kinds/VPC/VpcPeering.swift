import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A one-way connection from one VPC to another. Source: api/vpc.md §3.7.
    public static let vpcPeering = Driver(
        Kind(
            "VpcPeering", service: "VPC",
            summary: """
                A connection from one VPC to another, in one direction: traffic both ways needs a second peering the \
                other way, and routes on both sides. A VPC of another account has to accept it.
                """,
            source: "api/vpc.md §3.7",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the peering."),
                Field("sourceVpc", .reference("Vpc"), .required, change: .replace, "The VPC that traffic comes from."),
                Field(
                    "targetVpc", .reference("Vpc"), .required, change: .replace,
                    "The VPC that traffic goes to; ranges must not overlap. {id: …} for one of another account."),
                Field(
                    "targetVpcName", .string, change: .replace,
                    "Name of the target VPC; needed when it is another account's."),
                Field(
                    "targetAccount", .formatted(.email), change: .replace,
                    "Login e-mail of the account that has the target VPC, when it is another one."),
                Field(
                    "description", .string, change: .inPlace(.none, calls: ["setVpcPeeringDescription"]), initial: "",
                    constraints: [.bytes(0...1000)], "What it is for, up to 1000 bytes."),
                Field(
                    "accepted", .boolean, change: .inPlace(.none, calls: ["acceptOrRejectVpcPeering"]),
                    """
                    For the account of the target VPC, which takes the peering over by import: true lets it run. A \
                    request that is removed unaccepted is rejected.
                    """),
                .computed("isBetweenAccounts", .boolean, "Whether the VPCs belong to two accounts."),
                .computed("sourceCidr", "Range of the source VPC."),
                .computed("targetCidr", "Range of the target VPC."),
                .computed("reversePeering", "Number of the peering in the other direction."),
                .computed("status", "Status code."),
                .computed("created", "When it was created."),
            ],
            choices: [FieldChoice(.together, of: ["targetVpcName", "targetAccount"])],
            identity: Kind.Identity(id: "vpcPeeringInstanceNo", marker: ["name", "sourceVpc", "targetVpc"]),
            status: StatusTable(pending: ["INIT", "CREATING", "TERMTING"], ready: ["RUN"], leaving: ["TERMTING"]),
            reading: Kind.Reading(["getVpcPeeringInstanceList"]),
            place: Kind.Place(slots: [Kind.Slot(["sourceVpc", "targetVpc"], isCertain: false)]),
            life: Kind.Life(
                creation: Kind.Procedure(["createVpcPeeringInstance"], seconds: 15, timeout: 3600),
                deletion: Kind.Procedure(["removeRoute", "deleteVpcPeeringInstance"], seconds: 15, timeout: 600)),
            choosing: Kind.Choosing(defaults: ["accepted": true]),
            example: """
                apiVersion: ncloud/v1
                kind: VpcPeering
                metadata: {name: shop-to-partner}
                spec:
                  sourceVpc: shop
                  targetVpc: partner
                  description: orders go to the warehouse
                ---
                apiVersion: ncloud/v1
                kind: Vpc
                metadata: {name: partner}
                spec:
                  cidr: 10.1.0.0/16
                """),
        operations: VpcPeeringOperations())
}

struct VpcPeeringOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.pages(of: .action(.vpc, "getVpcPeeringInstanceList"), list: "vpcPeeringInstanceList")
            .compactMap(Self.read)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(
            .vpc, "getVpcPeeringInstanceDetail", "vpcPeeringInstanceNo", of: id, list: "vpcPeeringInstanceList",
            read: Self.read)
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("vpcPeeringInstanceNo") else { return nil }
        let status = wire.code("vpcPeeringInstanceStatus")
        return LiveObject(
            kind: "VpcPeering", id: id,
            attributes: [
                "name": Value(wire.nonEmpty("vpcPeeringName")),
                "sourceVpc": Value(wire.nonEmpty("sourceVpcNo")),
                "targetVpc": Value(wire.nonEmpty("targetVpcNo")),
                "targetVpcName": Value(wire.nonEmpty("targetVpcName")),
                "targetAccount": Value(wire.nonEmpty("targetVpcLoginId")),
                "description": Value(wire.nonEmpty("vpcPeeringDescription")),
                // The answer is not kept as such, but only an accepted peering runs (api/vpc.md §3.7).
                "accepted": .bool(status == "RUN"),
                "isBetweenAccounts": Value(wire["isBetweenAccounts"]?.bool),
                "sourceCidr": Value(wire.nonEmpty("sourceVpcIpv4CidrBlock")),
                "targetCidr": Value(wire.nonEmpty("targetVpcIpv4CidrBlock")),
                "reversePeering": Value(wire.nonEmpty("reverseVpcPeeringInstanceNo")),
                "status": Value(status),
                "created": Value(wire.nonEmpty("createDate")),
            ],
            status: status, created: wire.nonEmpty("createDate"))
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let id = try await session.create(
            .action(
                .vpc, "createVpcPeeringInstance",
                [
                    "sourceVpcNo": wanted.text("sourceVpc"),
                    "targetVpcNo": wanted.text("targetVpc"),
                    "targetVpcName": wanted.text("targetVpcName"),
                    "targetVpcLoginId": wanted.text("targetAccount"),
                    "vpcPeeringName": wanted.text("name"),
                    "vpcPeeringDescription": wanted.text("description"),
                ])
        ) { Creation(id: $0["vpcPeeringInstanceList"]?[0]?.nonEmpty("vpcPeeringInstanceNo")) }
        try await session.wait(for: id, until: .condition("running, or asked for") { $0.isRunningOrAskedFor })
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        if wanted.differs("description", from: live) {
            try await session.change(
                .action(
                    .vpc, "setVpcPeeringDescription",
                    ["vpcPeeringInstanceNo": live.id, "vpcPeeringDescription": wanted.text("description") ?? ""]),
                .idempotent)
        }
        if wanted.differs("accepted", from: live) {
            try await accept(live, wanted.bool("accepted") ?? false, through: session)
        }
        try await session.wait(for: live.id, until: .condition("running, or asked for") { $0.isRunningOrAskedFor })
    }

    private func accept(
        _ live: LiveObject, _ isAccepted: Bool, through session: any Session
    ) async throws(StepFailure) {
        guard isAccepted else {
            throw .refused(
                "VpcPeering \(live.name ?? live.id) runs: what was accepted is not rejected any more",
                help: "take the peering out of the manifests to delete it")
        }
        try await session.change(answer(live, isAccepted: true), .unless(id: live.id) { $0.status == "RUN" })
        try await session.wait(for: live.id, until: .ready)
    }

    private func answer(_ live: LiveObject, isAccepted: Bool) -> APIRequest {
        .action(
            .vpc, "acceptOrRejectVpcPeering", ["vpcPeeringInstanceNo": live.id, "isAccept": isAccepted])
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        let isForeign = try await isRequestOfAnother(live, through: session)
        if !live.isAskedFor {
            let source = live.attributes.text("sourceVpc")
            try await RouteTarget.peering(live.id).removeRoutes(in: source, through: session)
        }
        let request =
            isForeign
            ? answer(live, isAccepted: false)
            : APIRequest.action(.vpc, "deleteVpcPeeringInstance", ["vpcPeeringInstanceNo": live.id])
        try await session.delete(request, id: live.id)
        try await session.wait(for: live.id, until: .gone)
    }

    /// Whether another account asks for it and waits for our answer. (inferred: a VPC of the other account is not
    /// among ours, and a rejected request disappears)
    private func isRequestOfAnother(
        _ live: LiveObject, through session: any Session
    ) async throws(StepFailure) -> Bool {
        guard live.isAskedFor, let source = live.attributes.text("sourceVpc") else { return false }
        let answer = try await StepFailure.wrapping { () throws(APIFailure) in
            try await session.call(.action(.vpc, "getVpcDetail", ["vpcNo": source]))
        }
        return answer["vpcList"]?.elements.isEmpty ?? false
    }
}

extension LiveObject {
    /// A peering with another account stays at INIT until that account accepts it (api/vpc.md §3.7).
    fileprivate var isAskedFor: Bool { attributes["isBetweenAccounts"]?.bool == true && status == "INIT" }

    fileprivate var isRunningOrAskedFor: Bool { status == "RUN" || isAskedFor }
}
