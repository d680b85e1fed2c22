import OrderedJSON

/// Deny-allow groups: address lists that network ACL rules refer to. Source: api/vpc.md §3.4.
enum DenyAllowGroups {
    static let create: Action = { world, parameters throws(Failure) in
        let vpc = try VPCRules.usableVPC(try parameters.required("vpcNo"), world)
        let name = try NameRule.check(parameters, "networkAclDenyAllowGroupName") ?? world.madeUpName("dag")
        let description = try NameRule.description(parameters, "networkAclDenyAllowGroupDescription")
        let number = world.number(.network)
        world.insert(
            .denyAllowGroup, id: number,
            [
                "networkAclDenyAllowGroupNo": .string(number), "networkAclDenyAllowGroupName": .string(name),
                "networkAclDenyAllowGroupDescription": .string(description), "vpcNo": .string(vpc.id), "ipList": [],
                "regionCode": "KR", "createDate": .string(Timestamp(milliseconds: world.now).korean),
            ], plan: VPCStates.groupCreation)
        return VPCAnswers.denyAllowGroup.answer(world, [number])
    }

    static let delete: Action = { world, parameters throws(Failure) in
        let group = try changeable(parameters, world)
        if VPCRules.isApplied(group, world) { throw VPCRules.stillInUse(1012, "deny-allow group") }
        world.run(VPCStates.groupDeletion, on: .denyAllowGroup, group.id)
        return VPCAnswers.denyAllowGroup.answer(world, [group.id])
    }

    /// Replaces the whole list; no list clears it.
    static let setAddresses: Action = { world, parameters throws(Failure) in
        let group = try changeable(parameters, world)
        let addresses = parameters.list("ipList")
        guard addresses.count <= 100, Set(addresses).count == addresses.count,
            addresses.allSatisfy({ AddressBlock.address($0) != nil })
        else { throw VPCRules.invalid("ipList") }
        let others = world.records(.denyAllowGroup, where: "vpcNo", is: group["vpcNo"]).filter { $0.id != group.id }
        for address in addresses where others.count(where: { $0.list("ipList").contains(address) }) >= 8 {
            throw VPCRules.invalid("ipList")
        }
        world.set(.denyAllowGroup, group.id, ["ipList": .array(addresses.map(JSON.string))])
        world.run(VPCStates.groupChange, on: .denyAllowGroup, group.id)
        return VPCAnswers.denyAllowGroup.answer(world, [group.id])
    }

    static let setDescription: Action = { world, parameters throws(Failure) in
        let group = try changeable(parameters, world)
        let description = try NameRule.description(parameters, "networkAclDenyAllowGroupDescription")
        world.set(.denyAllowGroup, group.id, ["networkAclDenyAllowGroupDescription": .string(description)])
        world.run(VPCStates.groupChange, on: .denyAllowGroup, group.id)
        return VPCAnswers.denyAllowGroup.answer(world, [group.id])
    }

    private static func changeable(_ parameters: Parameters, _ world: World) throws(Failure) -> Record {
        let number = try parameters.required("networkAclDenyAllowGroupNo")
        let group = try VPCAnswers.denyAllowGroup.find(world, number)
        guard VPCRules.isUsable(group["networkAclDenyAllowGroupStatus"], world) else {
            throw VPCRules.notReady(1012, "deny-allow group")
        }
        return group
    }
}
