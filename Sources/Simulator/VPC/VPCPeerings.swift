import OrderedJSON

/// One-way peerings between VPCs. Source: api/vpc.md §3.7.
enum VPCPeerings {
    static let create: Action = { world, parameters throws(Failure) in
        let source = try VPCRules.runningVPC(try parameters.required("sourceVpcNo"), world)
        let target = try VPCRules.runningVPC(try parameters.required("targetVpcNo"), world)
        if let one = AddressBlock(source["ipv4CidrBlock"]), let other = AddressBlock(target["ipv4CidrBlock"]),
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
                "sourceVpcIpv4CidrBlock": .string(source["ipv4CidrBlock"]), "sourceVpcLoginId": "owner@example.com",
                "targetVpcNo": .string(target.id), "targetVpcName": .string(target["vpcName"]),
                "targetVpcIpv4CidrBlock": .string(target["ipv4CidrBlock"]), "targetVpcLoginId": "owner@example.com",
                "vpcPeeringDescription": .string(description), "isBetweenAccounts": false,
            ], plan: VPCStates.peeringCreation)
        return VPCAnswers.peering.answer(world, [number])
    }

    static let delete: Action = { world, parameters throws(Failure) in
        let peering = try find(parameters, world)
        guard peering["vpcPeeringInstanceStatus"] == "RUN" else { throw VPCRules.notReady(1005, "VPC peering") }
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

    /// Peerings of one account need no consent, so there is never anything to accept.
    static let acceptOrReject: Action = { world, parameters throws(Failure) in
        let peering = try find(parameters, world)
        guard try parameters.flag("isAccept") != nil else { throw VPCRules.invalid("isAccept") }
        guard peering.flag("isBetweenAccounts") else { throw VPCRules.notReady(1005, "VPC peering") }
        return VPCAnswers.peering.answer(world, [peering.id])
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
