import OrderedJSON

/// Subnets. Source: api/vpc.md §2, §3.2; durations are (inferred).
enum Subnets {
    static let kind = ActionKind(
        "Subnet", .subnet,
        columns: [
            .text("subnetNo", "vpcNo", "zoneCode", "subnetName", "subnet"), .code("subnetStatus"), .text("createDate"),
            .code("subnetType", typeNames),
            .code("usageType", ["GEN": "General", "LOADB": "LoadBalancer", "BM": "BareMetal", "NATGW": "NatGateway"]),
            .text("networkAclNo"),
        ],
        filters: [
            .within("subnetName"), .exact("subnet"), .exact("vpcNo"), .exact("networkAclNo"), .code("subnetType"),
            .exact("zoneCode"), .code("usageType"), .code("subnetStatus"),
        ],
        lifeCycle: .network("subnetStatus", ready: 4, gone: 3),
        actions: [
            .create([
                .vpc, .code("subnetType", of: types),
                .code("usageType", of: ["GEN", "LOADB", "BM", "NATGW"], default: "GEN"), .zone, networkAcl, routeTable,
                range, .name("subnetName", orMadeUp: "subnet"), isOnlyName, isFree,
                // The code is (inferred).
                .withinQuota("PRSBN", of: .subnet) { $0["subnetType"] == "PRIVATE" },
            ]),
            .delete(when: [.isNow("subnetStatus", "RUN", else: isBusy), isFreeToGo, isEmpty]),
            .own("setSubnetNetworkAcl", setNetworkAcl),
        ])

    static let types = ["PUBLIC", "PRIVATE"]
    static let typeNames = ["PUBLIC": "Public", "PRIVATE": "Private"]

    private static let isBusy = Failure.action(
        "1001015", "Another subnet of the VPC is being changed. Please try again later.")

    private static let networkAcl = Input.values { parameters, subnet, world throws(Failure) in
        let acl = try NetworkAcls.kind.find(parameters, world)
        guard acl["vpcNo"] == subnet["vpcNo"] else { throw .invalid("networkAclNo") }
        return ["networkAclNo": .string(acl.id)]
    }

    /// A new subnet is tied to the VPC's default table of its type. (inferred)
    private static let routeTable = Input.values { _, subnet, world throws(Failure) in
        let table = RouteTables.default(of: subnet["vpcNo"], type: subnet["subnetType"], world)
        return ["routeTableNo": .string(table?.id ?? "")]
    }

    private static let range = Input.values { parameters, subnet, world throws(Failure) in
        let text = try parameters.required("subnet")
        guard let block = AddressBlock(text), block.isAllowedForNetworks else { throw .invalid("subnet") }
        let vpc = subnet["vpcNo"]
        guard AddressBlock(world[.vpc, vpc]?["ipv4CidrBlock"] ?? "")?.contains(block) == true else {
            // The words are those the provider's tests wait for. (inferred: the code)
            throw .action("1001905", "The subnet must belong to the IPv4 CIDR of the specified VPC.")
        }
        let taken = world.records(.subnet, where: "vpcNo", is: vpc).compactMap { AddressBlock($0["subnet"]) }
        guard !taken.contains(where: block.overlaps) else {
            throw .action("1001007", "The subnet overlaps another subnet of the VPC.")
        }
        return ["subnet": .string(text)]
    }

    /// Names are unique within the VPC. (inferred: the scope)
    private static let isOnlyName = Input.unique(
        "subnetName", in: .subnet, within: "vpcNo",
        else: .action("1001020", "The subnet name is already in use."))

    private static let isFree = Input.check { _, subnet, world throws(Failure) in
        if isChanging(subnet["vpcNo"], world) { throw isBusy }
    }

    private static let isFreeToGo = Check { world, subnet, _ throws(Failure) in
        guard world.switches.quirks.contains(.subnetDeletionsCollide) else { return }
        if isChanging(subnet["vpcNo"], world) { throw isBusy }
    }

    /// Whether a change of some subnet of the VPC is under way.
    private static func isChanging(_ vpcNo: String, _ world: World) -> Bool {
        world.records(.subnet, where: "vpcNo", is: vpcNo).contains { $0["subnetStatus"] != "RUN" }
    }

    private static let isEmpty = Check { world, subnet, _ throws(Failure) in
        // A group without servers keeps its subnet as well. (inferred)
        let tables: [TableSchema] =
            [.server, .networkInterface, .natGateway, .autoScalingGroup] + DatabaseFamily.all.map(\.servers)
        if tables.contains(where: { world.contains($0, where: "subnetNo", is: subnet.id) })
            || world.contains(.loadBalancer, where: "subnetNoList", is: subnet.id)
            || ["subnetNoList", "lbPrivateSubnetNo", "lbPublicSubnetNo"].contains(where: {
                world.contains(.kubernetesCluster, where: $0, is: subnet.id)
            })
        {
            throw .action("1001019", "The subnet cannot be deleted because it is in use.")
        }
    }

    /// Answers with the network ACL, not with the subnet.
    private static let setNetworkAcl: Action = { world, parameters throws(Failure) in
        let subnet = try kind.find(parameters, world)
        let acl = try NetworkAcls.kind.find(parameters, world)
        guard acl["vpcNo"] == subnet["vpcNo"] else { throw .invalid("networkAclNo") }
        guard acl["networkAclStatus"] == "RUN", subnet["subnetStatus"] == "RUN" else {
            throw NetworkAcls.isNotAccessible
        }
        world.set(.subnet, subnet.id, ["networkAclNo": .string(acl.id)])
        world.run(NetworkAcls.change(of: acl, world), on: .networkAcl, acl.id)
        return NetworkAcls.kind.answer(world, [acl.id])
    }
}

extension TableSchema {
    static let subnet = TableSchema("subnet", numbers: .network, indexes: ["vpcNo", "networkAclNo", "routeTableNo"])
}
