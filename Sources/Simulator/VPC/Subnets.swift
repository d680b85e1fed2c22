import OrderedJSON

/// Subnets. Source: api/vpc.md §3.2.
enum Subnets {
    static let create: Action = { world, parameters throws(Failure) in
        let vpc = try VPCRules.usableVPC(try parameters.required("vpcNo"), world)
        let attributes = try attributes(parameters, vpc, &world)
        if VPCRules.subnetsAreBusy(vpc.id, world) { throw VPCRules.busySubnets() }
        let number = world.number(.network)
        world.insert(
            .subnet, id: number, attributes.merging(["subnetNo": .string(number)]) { _, new in new },
            plan: VPCStates.subnetCreation)
        return VPCAnswers.subnet.answer(world, [number])
    }

    static let delete: Action = { world, parameters throws(Failure) in
        let subnet = try VPCAnswers.subnet.find(world, try parameters.required("subnetNo"))
        guard subnet["subnetStatus"] == "RUN" else { throw VPCRules.busySubnets() }
        let collides = world.switches.quirks.contains(.subnetDeletionsCollide)
        if collides, VPCRules.subnetsAreBusy(subnet["vpcNo"], world) { throw VPCRules.busySubnets() }
        if VPCRules.isOccupied(subnet, world) { throw VPCRules.subnetInUse() }
        world.run(VPCStates.subnetDeletion, on: .subnet, subnet.id)
        return VPCAnswers.subnet.answer(world, [subnet.id])
    }

    /// Answers with the network ACL, not with the subnet.
    static let setNetworkAcl: Action = { world, parameters throws(Failure) in
        let subnet = try VPCAnswers.subnet.find(world, try parameters.required("subnetNo"))
        let acl = try VPCAnswers.networkAcl.find(world, try parameters.required("networkAclNo"), code: "1011002")
        guard acl["vpcNo"] == subnet["vpcNo"] else { throw VPCRules.invalid("networkAclNo") }
        guard acl["networkAclStatus"] == "RUN", subnet["subnetStatus"] == "RUN" else {
            throw VPCRules.aclNotAccessible()
        }
        world.set(.subnet, subnet.id, ["networkAclNo": .string(acl.id)])
        world.run(VPCStates.attachedAclChange, on: .networkAcl, acl.id)
        return VPCAnswers.networkAcl.answer(world, [acl.id])
    }

    private static func attributes(
        _ parameters: Parameters, _ vpc: Record, _ world: inout World
    ) throws(Failure) -> [String: JSON] {
        let type = try parameters.required("subnetTypeCode")
        let usage = parameters.text("usageTypeCode") ?? "GEN"
        let zone = try parameters.required("zoneCode")
        guard ["PUBLIC", "PRIVATE"].contains(type) else { throw VPCRules.invalid("subnetTypeCode") }
        guard ["GEN", "LOADB", "BM", "NATGW"].contains(usage) else { throw VPCRules.invalid("usageTypeCode") }
        guard VServerCatalogue.zones.contains(zone) else { throw VPCRules.invalid("zoneCode") }
        let acl = try VPCAnswers.networkAcl.find(world, try parameters.required("networkAclNo"), code: "1011002")
        guard acl["vpcNo"] == vpc.id else { throw VPCRules.invalid("networkAclNo") }
        // A new subnet is tied to the VPC's default table of its type. (inferred)
        let table = world.records(.routeTable, where: "vpcNo", is: vpc.id).first {
            $0.flag("isDefault") && $0["supportedSubnetType"] == type
        }
        return [
            "vpcNo": .string(vpc.id), "zoneCode": .string(zone), "subnet": .string(try range(parameters, vpc, world)),
            "networkAclNo": .string(acl.id), "subnetType": .string(type), "usageType": .string(usage),
            "subnetName": .string(try name(parameters, vpc, &world)), "regionCode": "KR",
            "routeTableNo": .string(table?.id ?? ""),
            "createDate": .string(Timestamp(milliseconds: world.now).korean),
        ]
    }

    private static func range(_ parameters: Parameters, _ vpc: Record, _ world: World) throws(Failure) -> String {
        let text = try parameters.required("subnet")
        guard let block = AddressBlock(text), block.isAllowedForNetworks else { throw VPCRules.invalid("subnet") }
        guard AddressBlock(vpc["ipv4CidrBlock"])?.contains(block) == true else { throw VPCRules.subnetOutside() }
        let taken = world.records(.subnet, where: "vpcNo", is: vpc.id).compactMap { AddressBlock($0["subnet"]) }
        guard !taken.contains(where: block.overlaps) else { throw VPCRules.subnetOverlap() }
        return text
    }

    /// Names are unique within the VPC. (inferred: the scope)
    private static func name(_ parameters: Parameters, _ vpc: Record, _ world: inout World) throws(Failure) -> String {
        guard let name = try NameRule.check(parameters, "subnetName") else { return world.madeUpName("subnet") }
        guard !world.records(.subnet, where: "vpcNo", is: vpc.id).contains(where: { $0["subnetName"] == name }) else {
            throw VPCRules.subnetNameTaken()
        }
        return name
    }
}
