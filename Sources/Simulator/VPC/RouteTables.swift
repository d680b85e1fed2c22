import OrderedJSON

/// Route tables and the subnets that use them. Source: api/vpc.md §3.6.
enum RouteTables {
    static let create: Action = { world, parameters throws(Failure) in
        let vpc = try VPCRules.usableVPC(try parameters.required("vpcNo"), world)
        let type = try parameters.required("supportedSubnetTypeCode")
        guard ["PUBLIC", "PRIVATE"].contains(type) else { throw VPCRules.invalid("supportedSubnetTypeCode") }
        let name = try NameRule.check(parameters, "routeTableName") ?? world.madeUpName("rt")
        let description = try NameRule.description(parameters, "routeTableDescription")
        let number = insert(
            name: name, description: description, vpcNo: vpc.id, type: type, block: vpc["ipv4CidrBlock"],
            isDefault: false, &world)
        return VPCAnswers.routeTable.answer(world, [number])
    }

    static let delete: Action = { world, parameters throws(Failure) in
        let table = try changeable(parameters, world)
        if table.flag("isDefault") { throw VPCRules.isDefault(1017, "route table") }
        if world.contains(.subnet, where: "routeTableNo", is: table.id) {
            throw VPCRules.stillInUse(1017, "route table")
        }
        world.run(VPCStates.routeTableDeletion, on: .routeTable, table.id)
        return VPCAnswers.routeTable.answer(world, [table.id])
    }

    static let setDescription: Action = { world, parameters throws(Failure) in
        let table = try changeable(parameters, world)
        let description = try NameRule.description(parameters, "routeTableDescription")
        world.set(.routeTable, table.id, ["routeTableDescription": .string(description)])
        return VPCAnswers.routeTable.answer(world, [table.id])
    }

    static let subnets: Action = { world, parameters throws(Failure) in
        let table = try find(parameters, world)
        return subnetAnswer(table, world)
    }

    static let addSubnets: Action = { world, parameters throws(Failure) in
        let table = try changeable(parameters, world)
        let subnets = try chosenSubnets(parameters, world)
        let hasNatRoute = table.attributes["routes"]?.elements.contains { $0["targetType"]?.text == "NATGW" } ?? false
        for subnet in subnets {
            guard subnet["vpcNo"] == table["vpcNo"], subnet["subnetType"] == table["supportedSubnetType"] else {
                throw VPCRules.invalid("subnetNoList")
            }
            if hasNatRoute, subnet["usageType"] == "NATGW" { throw VPCRules.natRouteForNatSubnet() }
        }
        for subnet in subnets { world.set(.subnet, subnet.id, ["routeTableNo": .string(table.id)]) }
        world.run(VPCStates.routeTableChange, on: .routeTable, table.id)
        return subnetAnswer(table, world)
    }

    /// The subnets fall back to the default table of their type. (inferred)
    static let removeSubnets: Action = { world, parameters throws(Failure) in
        let table = try find(parameters, world)
        guard table["routeTableStatus"] == "RUN" || !world.switches.quirks.contains(.tableKeepsSubnets) else {
            throw VPCRules.routeTableBusy()
        }
        let subnets = try chosenSubnets(parameters, world)
        guard subnets.allSatisfy({ $0["routeTableNo"] == table.id }), !table.flag("isDefault") else {
            throw VPCRules.invalid("subnetNoList")
        }
        let fallback = world.records(.routeTable, where: "vpcNo", is: table["vpcNo"]).first {
            $0.flag("isDefault") && $0["supportedSubnetType"] == table["supportedSubnetType"]
        }
        for subnet in subnets { world.set(.subnet, subnet.id, ["routeTableNo": .string(fallback?.id ?? "")]) }
        world.run(VPCStates.routeTableChange, on: .routeTable, table.id)
        return subnetAnswer(table, world)
    }

    static func find(_ parameters: Parameters, _ world: World) throws(Failure) -> Record {
        guard let table = world[.routeTable, try parameters.required("routeTableNo")] else {
            throw VPCRules.routeTableMissing()
        }
        return table
    }

    static func changeable(_ parameters: Parameters, _ world: World) throws(Failure) -> Record {
        let table = try find(parameters, world)
        guard table["routeTableStatus"] == "RUN" else { throw VPCRules.routeTableBusy() }
        return table
    }

    /// New tables run at once: the documents know no other status. Source: api/vpc.md §2.
    @discardableResult
    static func insert(
        name: String, description: String, vpcNo: String, type: String, block: String, isDefault: Bool,
        _ world: inout World
    ) -> String {
        let number = world.number(.network)
        world.insert(
            .routeTable, id: number,
            [
                "routeTableNo": .string(number), "routeTableName": .string(name), "vpcNo": .string(vpcNo),
                "routeTableDescription": .string(description), "supportedSubnetType": .string(type),
                "isDefault": .bool(isDefault), "routeTableStatus": "RUN", "regionCode": "KR",
                "routes": .array(Routes.builtIn(type: type, block: block)),
            ])
        return number
    }

    private static func chosenSubnets(_ parameters: Parameters, _ world: World) throws(Failure) -> [Record] {
        var subnets: [Record] = []
        for number in try parameters.requiredList("subnetNoList") {
            subnets.append(try VPCAnswers.subnet.find(world, number))
        }
        return subnets
    }

    private static func subnetAnswer(_ table: Record, _ world: World) -> ActionAnswer {
        let ids = world.records(.subnet, where: "routeTableNo", is: table.id).map(\.id)
        return VPCAnswers.subnet.answer(world, ids)
    }
}
