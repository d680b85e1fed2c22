import OrderedJSON

/// One-way peerings between VPCs. Source: api/vpc.md §2, §3.7; durations are (inferred). The documents list no CREATING.
enum VPCPeerings {
    /// The login of the account that this world belongs to.
    static let owner = "owner@example.com"

    static let kind = ActionKind(
        "VpcPeeringInstance", .vpcPeering,
        columns: [
            .text(
                "vpcPeeringInstanceNo", "regionCode", "vpcPeeringName", "createDate", "lastModifyDate",
                "lastModifiyDate"), .code("vpcPeeringInstanceStatus"), .text("vpcPeeringInstanceStatusName"),
            .code("vpcPeeringInstanceOperation"),
            .text(
                "sourceVpcNo", "sourceVpcName", "sourceVpcIpv4CidrBlock", "sourceVpcLoginId", "targetVpcNo",
                "targetVpcName", "targetVpcIpv4CidrBlock", "targetVpcLoginId", "vpcPeeringDescription"),
            .flag("hasReverseVpcPeering", "isBetweenAccounts"), .text("reverseVpcPeeringInstanceNo"),
        ],
        filters: [
            .within("sourceVpcName"), .within("targetVpcName"), .within("vpcPeeringName"),
            .code("vpcPeeringInstanceStatus"),
        ],
        derived: ActionKind.Derivation { world, peering in reverse(of: peering, world) },
        lifeCycle: LifeCycle(
            creation: .passing(status("INIT", "NULL", "init"), seconds: 2, status("RUN", "NULL", "run")),
            deletion: [.now(["vpcPeeringInstanceStatus": "TERMTING"]), .gone(seconds: 2)]),
        actions: [
            .create(
                [
                    .vpc("sourceVpcNo"), ends, .name("vpcPeeringName", orMadeUp: "peer"),
                    .description("vpcPeeringDescription"), modified,
                ], plan: beginning),
            // A request that still waits for the other account can be taken back. (inferred)
            .delete(when: [
                Check { _, peering, _ throws(Failure) in
                    guard peering["vpcPeeringInstanceStatus"] == "RUN" || isWaiting(peering) else { throw isNotReady }
                }
            ]),
            .change("setVpcPeeringDescription", [.description("vpcPeeringDescription"), modified]),
            .change("acceptOrRejectVpcPeering", then: acceptOrReject),
        ])

    private static let status = InstanceStatus("vpcPeeringInstance")
    private static let isNotReady = Failure.notReady(1005, "VPC peering")

    /// Between accounts nothing happens until the other side has answered. Source: api/vpc.md §3.7.
    private static let beginning: @Sendable (Record) -> [Transition] = { peering in
        let all = kind.lifeCycle.creation
        return peering.flag("isBetweenAccounts") ? Array(all.prefix(1)) : all
    }

    private static let modified = Input.values { _, _, world throws(Failure) in
        ["lastModifyDate": world.date, "lastModifiyDate": world.date]
    }

    private static let ends = Input.values { parameters, peering, world throws(Failure) in
        let source = try VPCs.kind.find(world, peering["sourceVpcNo"])
        let target = try target(parameters, world)
        if let one = AddressBlock(source["ipv4CidrBlock"]), let other = AddressBlock(target.block),
            one.overlaps(other)
        {
            throw .invalid("targetVpcNo")
        }
        return [
            "sourceVpcName": .string(source["vpcName"]), "sourceVpcIpv4CidrBlock": .string(source["ipv4CidrBlock"]),
            "sourceVpcLoginId": .string(owner), "targetVpcNo": .string(target.number),
            "targetVpcName": .string(target.name), "targetVpcIpv4CidrBlock": .string(target.block),
            "targetVpcLoginId": .string(target.login), "isBetweenAccounts": .bool(target.login != owner),
        ]
    }

    /// What a peering leads to: a VPC of this account, or one of another that this world knows little of.
    private struct Target {
        var number: String
        var name: String
        var login: String
        /// Empty when it is not known.
        var block: String
    }

    private static func target(_ parameters: CallParameters, _ world: World) throws(Failure) -> Target {
        let number = try parameters.required("targetVpcNo")
        let login = parameters.text("targetVpcLoginId") ?? owner
        guard login != owner else {
            let vpc = try VPCs.usable(number, world)
            return Target(number: number, name: vpc["vpcName"], login: login, block: vpc["ipv4CidrBlock"])
        }
        let name = try parameters.required("targetVpcName")
        return Target(number: number, name: name, login: login, block: world[.vpc, number]?["ipv4CidrBlock"] ?? "")
    }

    /// Peerings of one account need no consent. Of a peering between two this world plays the other side as well; what is
    /// rejected disappears. (inferred)
    private static let acceptOrReject: KindAction.Effect = { world, peering, parameters throws(Failure) in
        let isAccepted = try parameters.requiredFlag("isAccept")
        guard isWaiting(peering) else { throw isNotReady }
        let plan = isAccepted ? Array(kind.lifeCycle.creation.suffix(1)) : kind.lifeCycle.deletion
        world.run(plan, on: .vpcPeering, peering.id)
    }

    private static func isWaiting(_ peering: Record) -> Bool {
        peering.flag("isBetweenAccounts") && peering["vpcPeeringInstanceStatus"] == "INIT"
    }

    private static func reverse(of peering: Record, _ world: World) -> [String: JSON] {
        let reverse = world.records(.vpcPeering, where: "sourceVpcNo", is: peering["targetVpcNo"])
            .first { $0["targetVpcNo"] == peering["sourceVpcNo"] }
        return [
            "hasReverseVpcPeering": .bool(reverse != nil), "reverseVpcPeeringInstanceNo": .string(reverse?.id ?? ""),
        ]
    }
}

extension TableSchema {
    static let vpcPeering = TableSchema("vpcPeering", numbers: .network, indexes: ["sourceVpcNo", "targetVpcNo"])
}
