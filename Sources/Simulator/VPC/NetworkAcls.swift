import OrderedJSON

/// Network ACLs. Source: api/vpc.md §3.3.
enum NetworkAcls {
    static let create: Action = { world, parameters throws(Failure) in
        let vpc = try VPCRules.usableVPC(try parameters.required("vpcNo"), world)
        let name = try NameRule.check(parameters, "networkAclName") ?? world.madeUpName("nacl")
        let description = try NameRule.description(parameters, "networkAclDescription")
        let number = insert(name: name, description: description, vpcNo: vpc.id, isDefault: false, &world)
        return VPCAnswers.networkAcl.answer(world, [number])
    }

    static let delete: Action = { world, parameters throws(Failure) in
        let acl = try find(parameters, world)
        if acl.flag("isDefault") { throw VPCRules.isDefault(1011, "network ACL") }
        guard acl["networkAclStatus"] == "RUN" else { throw VPCRules.aclNotAccessible() }
        if world.contains(.subnet, where: "networkAclNo", is: acl.id) {
            throw VPCRules.stillInUse(1011, "network ACL")
        }
        world.run(VPCStates.networkAclDeletion, on: .networkAcl, acl.id)
        return VPCAnswers.networkAcl.answer(world, [acl.id])
    }

    static let setDescription: Action = { world, parameters throws(Failure) in
        let acl = try find(parameters, world)
        guard acl["networkAclStatus"] == "RUN" else { throw VPCRules.aclNotAccessible() }
        let description = try NameRule.description(parameters, "networkAclDescription")
        world.set(.networkAcl, acl.id, ["networkAclDescription": .string(description)])
        return VPCAnswers.networkAcl.answer(world, [acl.id])
    }

    static func find(_ parameters: Parameters, _ world: World) throws(Failure) -> Record {
        try VPCAnswers.networkAcl.find(world, try parameters.required("networkAclNo"), code: "1011002")
    }

    @discardableResult
    static func insert(
        name: String, description: String, vpcNo: String, isDefault: Bool, _ world: inout World
    ) -> String {
        let number = world.number(.network)
        world.insert(
            .networkAcl, id: number,
            [
                "networkAclNo": .string(number), "networkAclName": .string(name), "vpcNo": .string(vpcNo),
                "networkAclDescription": .string(description), "isDefault": .bool(isDefault), "rules": [],
                "regionCode": "KR", "createDate": .string(Timestamp(milliseconds: world.now).korean),
            ], plan: VPCStates.networkAclCreation)
        return number
    }
}
