import OrderedJSON

/// Access control groups. Source: api/vserver.md §3.6.
enum AccessControlGroups {
    static let create: Action = { world, parameters throws(Failure) in
        let vpc = try VPCRules.usableVPC(try parameters.required("vpcNo"), world)
        let siblings = world.records(.accessControlGroup, where: "vpcNo", is: vpc.id)
        guard siblings.count < 500 else { throw VServerRules.limit(1007, "ACGs") }
        let name = try NameRule.check(parameters, "accessControlGroupName") ?? world.madeUpName("acg")
        let description = try NameRule.description(parameters, "accessControlGroupDescription")
        let number = insert(name: name, description: description, vpcNo: vpc.id, &world)
        return VServerAnswers.accessControlGroup.answer(world, [number])
    }

    static let delete: Action = { world, parameters throws(Failure) in
        let group = try find(parameters, world)
        guard group["vpcNo"] == (try parameters.required("vpcNo")) else { throw VServerRules.invalid("vpcNo") }
        if group.flag("isDefault") { throw VServerRules.isDefault(1007, "ACG") }
        guard group["accessControlGroupStatus"] == "RUN" else { throw VServerRules.groupBusy() }
        if world.contains(.networkInterface, where: "accessControlGroupNoList", is: group.id) {
            throw VServerRules.stillInUse(1007, "ACG")
        }
        world.run(VServerStates.groupDeletion, on: .accessControlGroup, group.id)
        return VServerAnswers.accessControlGroup.answer(world, [group.id])
    }

    static func find(_ parameters: Parameters, _ world: World) throws(Failure) -> Record {
        guard let group = world[.accessControlGroup, try parameters.required("accessControlGroupNo")] else {
            throw VServerRules.groupMissing()
        }
        return group
    }

    /// The group every VPC has: all may leave; in may come the group itself and remote logins. (inferred)
    static func insertDefault(name: String, vpcNo: String, _ world: inout World) {
        let number = insert(name: name, description: "VPC [\(name)] default ACG", vpcNo: vpcNo, &world)
        func rule(_ direction: String, _ proto: String, _ block: String, _ group: String, _ ports: String) -> JSON {
            [
                "direction": .string(direction), "protocolType": .string(proto), "ipBlock": .string(block),
                "accessControlGroupSequence": .string(group), "portRange": .string(ports), "description": "",
            ]
        }
        var rules = [rule("INBND", "TCP", "0.0.0.0/0", "", "22"), rule("INBND", "TCP", "0.0.0.0/0", "", "3389")]
        for proto in ["TCP", "UDP", "ICMP"] {
            let ports = proto == "ICMP" ? "" : "1-65535"
            rules.append(rule("INBND", proto, "", number, ports))
            rules.append(rule("OTBND", proto, "0.0.0.0/0", "", ports))
        }
        world.set(.accessControlGroup, number, ["isDefault": true, "rules": .array(rules)])
    }

    private static func insert(
        name: String, description: String, vpcNo: String, _ world: inout World
    ) -> String {
        let number = world.number(.network)
        world.insert(
            .accessControlGroup, id: number,
            [
                "accessControlGroupNo": .string(number), "accessControlGroupName": .string(name),
                "accessControlGroupDescription": .string(description), "vpcNo": .string(vpcNo), "isDefault": false,
                "rules": [], "regionCode": "KR",
            ], plan: VServerStates.groupCreation)
        return number
    }
}
