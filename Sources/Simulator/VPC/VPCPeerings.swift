import OrderedJSON

/// One-way peerings between VPCs. Source: api/vpc.md §3.7.
enum VPCPeerings {
    /// The login of the account that this world belongs to.
    static let owner = "owner@example.com"

    static let create: Action = { world, parameters throws(Failure) in
        let source = try VPCRules.usableVPC(try parameters.required("sourceVpcNo"), world)
        let target = try target(parameters, world)
        if let one = AddressBlock(source["ipv4CidrBlock"]), let other = AddressBlock(target.block),
            one.overlaps(other)
        {
            throw VPCRules.invalid("targetVpcNo")
        }
        let name = try NameRule.check(parameters, "vpcPeeringName") ?? world.madeUpName("peer")
        let description = try NameRule.description(parameters, "vpcPeeringDescription")
        let number = world.number(.network)
        let date = JSON.string(Timestamp(milliseconds: world.now).korean)
        world.insert(
            .vpcPeering, id: number,
            [
                "vpcPeeringInstanceNo": .string(number), "regionCode": "KR", "vpcPeeringName": .string(name),
                "createDate": date, "lastModifyDate": date, "lastModifiyDate": date,
                "vpcPeeringInstanceOperation": "NULL", "sourceVpcNo": .string(source.id),
                "sourceVpcName": .string(source["vpcName"]),
                "sourceVpcIpv4CidrBlock": .string(source["ipv4CidrBlock"]), "sourceVpcLoginId": .string(owner),
                "targetVpcNo": .string(target.number), "targetVpcName": .string(target.name),
                "targetVpcIpv4CidrBlock": .string(target.block), "targetVpcLoginId": .string(target.login),
                "vpcPeeringDescription": .string(description), "isBetweenAccounts": .bool(target.login != owner),
            ], plan: target.login == owner ? VPCStates.peeringCreation : VPCStates.peeringRequest)
        return VPCAnswers.peering.answer(world, [number])
    }

    /// What a peering leads to: a VPC of this account, or one of another that this world knows little of.
    private struct Target {
        var number: String
        var name: String
        var login: String
        /// Empty when it is not known.
        var block: String
    }

    private static func target(_ parameters: Parameters, _ world: World) throws(Failure) -> Target {
        let number = try parameters.required("targetVpcNo")
        let login = parameters.text("targetVpcLoginId") ?? owner
        guard login != owner else {
            let vpc = try VPCRules.usableVPC(number, world)
            return Target(number: number, name: vpc["vpcName"], login: login, block: vpc["ipv4CidrBlock"])
        }
        let name = try parameters.required("targetVpcName")
        return Target(number: number, name: name, login: login, block: world[.vpc, number]?["ipv4CidrBlock"] ?? "")
    }

    /// A request that still waits for the other account can be taken back. (inferred)
    static let delete: Action = { world, parameters throws(Failure) in
        let peering = try find(parameters, world)
        guard peering["vpcPeeringInstanceStatus"] == "RUN" || isWaiting(peering) else {
            throw VPCRules.notReady(1005, "VPC peering")
        }
        world.run(VPCStates.peeringDeletion, on: .vpcPeering, peering.id)
        return VPCAnswers.peering.answer(world, [peering.id])
    }

    static let setDescription: Action = { world, parameters throws(Failure) in
        let peering = try find(parameters, world)
        let date = JSON.string(Timestamp(milliseconds: world.now).korean)
        let description = try NameRule.description(parameters, "vpcPeeringDescription")
        world.set(
            .vpcPeering, peering.id,
            ["vpcPeeringDescription": .string(description), "lastModifyDate": date, "lastModifiyDate": date])
        return VPCAnswers.peering.answer(world, [peering.id])
    }

    /// Peerings of one account need no consent. Of a peering between two this world plays the other side as well; what is
    /// rejected disappears. (inferred)
    static let acceptOrReject: Action = { world, parameters throws(Failure) in
        let peering = try find(parameters, world)
        let isAccepted = try parameters.requiredFlag("isAccept")
        guard isWaiting(peering) else { throw VPCRules.notReady(1005, "VPC peering") }
        world.run(
            isAccepted ? VPCStates.peeringAcceptance : VPCStates.peeringDeletion, on: .vpcPeering, peering.id)
        return VPCAnswers.peering.answer(world, [peering.id])
    }

    private static func isWaiting(_ peering: Record) -> Bool {
        peering.flag("isBetweenAccounts") && peering["vpcPeeringInstanceStatus"] == "INIT"
    }

    static func reverse(of peering: Record, _ world: World) -> [String: JSON] {
        let reverse = world.records(.vpcPeering, where: "sourceVpcNo", is: peering["targetVpcNo"])
            .first { $0["targetVpcNo"] == peering["sourceVpcNo"] }
        return [
            "hasReverseVpcPeering": .bool(reverse != nil), "reverseVpcPeeringInstanceNo": .string(reverse?.id ?? ""),
        ]
    }

    private static func find(_ parameters: Parameters, _ world: World) throws(Failure) -> Record {
        try VPCAnswers.peering.find(world, try parameters.required("vpcPeeringInstanceNo"))
    }
}
