import OrderedJSON

/// VPCs and the companions that live and die with them. Source: api/vpc.md §3.1.
enum VPCs {
    static let create: Action = { world, parameters throws(Failure) in
        let block = try parameters.required("ipv4CidrBlock")
        guard AddressBlock(block)?.isAllowedForNetworks == true else { throw VPCRules.invalid("ipv4CidrBlock") }
        let name = try NameRule.check(parameters, "vpcName") ?? world.madeUpName("vpc")
        let number = world.number(.network)
        world.insert(
            .vpc, id: number,
            [
                "vpcNo": .string(number), "vpcName": .string(name), "ipv4CidrBlock": .string(block),
                "regionCode": "KR", "createDate": .string(Timestamp(milliseconds: world.now).korean),
            ], plan: VPCStates.vpcCreation)
        addCompanions(vpcNo: number, name: name, block: block, &world)
        return VPCAnswers.vpc.answer(world, [number])
    }

    static let delete: Action = { world, parameters throws(Failure) in
        let vpc = try VPCAnswers.vpc.find(world, try parameters.required("vpcNo"))
        guard vpc["vpcStatus"] == "RUN" else { throw VPCRules.notReady(1000, "VPC") }
        guard VPCRules.isEmpty(vpc, world) else { throw VPCRules.stillInUse(1000, "VPC") }
        world.run(VPCStates.vpcDeletion, on: .vpc, vpc.id)
        let gone = VPCStates.vpcDeletion.last.map { [$0] } ?? []
        for table in [TableName.networkAcl, .accessControlGroup, .routeTable] {
            for companion in world.records(table, where: "vpcNo", is: vpc.id) {
                world.run(gone, on: table, companion.id)
            }
        }
        return VPCAnswers.vpc.answer(world, [vpc.id])
    }

    /// The companions are there at once; a client that reads a new VPC looks them all up. (inferred: already at INIT)
    private static func addCompanions(vpcNo: String, name: String, block: String, _ world: inout World) {
        NetworkAcls.insert(name: "\(name)-default-network-acl", description: "", vpcNo: vpcNo, isDefault: true, &world)
        AccessControlGroups.insertDefault(name: "\(name)-default-acg", vpcNo: vpcNo, &world)
        RouteTables.insert(
            name: "\(name)-default-public-table", description: "", vpcNo: vpcNo, type: "PUBLIC", block: block,
            isDefault: true, &world)
        RouteTables.insert(
            name: "\(name)-default-private-table", description: "", vpcNo: vpcNo, type: "PRIVATE", block: block,
            isDefault: true, &world)
    }
}
