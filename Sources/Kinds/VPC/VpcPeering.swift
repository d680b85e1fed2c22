import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A one-way connection from one VPC to another. Source: api/vpc.md §3.7.
    public static let vpcPeering = Driver(
        Kind(
            "VpcPeering", service: "VPC",
            summary: """
                A connection from one VPC to another, in one direction. Traffic in both directions needs a second \
                peering and routes on both sides. For a VPC of another account, that account must accept it.
                """,
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the peering."),
                Field("sourceVpc", .reference("Vpc"), .required, change: .replace, "The VPC where traffic originates."),
                Field(
                    "targetVpc", .reference("Vpc"), .required, change: .replace,
                    "The destination VPC; the ranges must not overlap. Use {id: …} for a VPC of another account."),
                Field(
                    "targetVpcName", .string, change: .replace,
                    "Name of the target VPC; required if it belongs to another account."),
                Field(
                    "targetAccount", .formatted(.email), change: .replace,
                    "Login e-mail of the account that owns the target VPC, if it is another account."),
                Field(
                    "description", .string, change: .inPlace(.none), initial: "",
                    constraints: [.bytes(0...1000)], "Description, up to 1000 bytes."),
                Field(
                    "accepted", .boolean, change: .inPlace(.none),
                    """
                    For the account of the target VPC, which imports the peering: true accepts the request. Removing \
                    a request that is not accepted rejects it.
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
            place: Kind.Place(slots: [Kind.Slot(["sourceVpc", "targetVpc"], isCertain: false)]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 15, timeout: 3600),
                deletion: Kind.Procedure(seconds: 15, timeout: 600).first(["removeRoute"])),
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

struct VpcPeeringOperations: AdaptedOperations {
    let form = ActionOperations(
        "VpcPeering", .vpc, noun: "VpcPeeringInstance",
        [
            .text("name", "vpcPeeringName"), .text("sourceVpc", "sourceVpcNo"), .text("targetVpc", "targetVpcNo"),
            .text("targetVpcName", "targetVpcName"), .text("targetAccount", "targetVpcLoginId"),
            .text("description", "vpcPeeringDescription"),
            // The answer is not kept as such, but only an accepted peering runs (api/vpc.md §3.7).
            .value("accepted") { .bool($0.code("vpcPeeringInstanceStatus") == "RUN") },
            .bool("isBetweenAccounts", "isBetweenAccounts"), .text("sourceCidr", "sourceVpcIpv4CidrBlock"),
            .text("targetCidr", "targetVpcIpv4CidrBlock"), .text("reversePeering", "reverseVpcPeeringInstanceNo"),
            .status("vpcPeeringInstanceStatus"), .created,
        ],
        changes: [
            .set("description", by: "setVpcPeeringDescription"),
            .own("accepted", calls: [answering], accept),
        ],
        until: .condition("running or requested") { $0.status == "RUN" || $0.isAskedFor })

    private static func accept(_ peering: ManagedObject) async throws(StepFailure) {
        guard peering.differs("accepted") else { return }
        guard peering.desired.bool("accepted") == true else {
            throw .refused(
                "VpcPeering \(peering.live.name ?? peering.id) is running: an accepted peering cannot be rejected",
                help: "remove the peering from the manifests to delete it")
        }
        try await peering.change(answer(peering.id, isAccepted: true), unless: { $0.status == "RUN" })
        try await peering.wait(until: .ready)
    }

    private static let answering = "acceptOrRejectVpcPeering"

    private static func answer(_ id: String, isAccepted: Bool) -> APIRequest {
        .action(.vpc, answering, ["vpcPeeringInstanceNo": id, "isAccept": isAccepted])
    }

    func update(_ peering: ManagedObject) async throws(StepFailure) {
        try await form.update(peering)
        if let goal = form.goal { try await peering.wait(until: goal) }
    }

    func delete(_ peering: ManagedObject) async throws(StepFailure) {
        if try await isRequestOfAnother(peering) {
            try await peering.delete(Self.answer(peering.id, isAccepted: false))
            try await peering.wait(until: .gone)
            return
        }
        if !peering.live.isAskedFor {
            try await RouteTarget.peering(peering.id)
                .removeRoutes(in: peering.text("sourceVpc"), through: peering.session)
        }
        try await form.delete(peering)
    }

    /// Whether another account asks for it and waits for our answer. (inferred: a VPC of the other account is not
    /// among ours, and a rejected request disappears)
    private func isRequestOfAnother(_ peering: ManagedObject) async throws(StepFailure) -> Bool {
        guard peering.live.isAskedFor, let source = peering.text("sourceVpc") else { return false }
        let answer = try await StepFailure.wrapping { () throws(APIFailure) in
            try await peering.session.call(.action(.vpc, "getVpcDetail", ["vpcNo": source]))
        }
        return answer["vpcList"]?.elements.isEmpty ?? false
    }
}

extension LiveObject {
    /// A peering with another account stays at INIT until that account accepts it (api/vpc.md §3.7).
    fileprivate var isAskedFor: Bool { attributes["isBetweenAccounts"]?.bool == true && status == "INIT" }
}
