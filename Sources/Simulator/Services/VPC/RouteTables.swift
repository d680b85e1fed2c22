import OrderedJSON

/// Route tables and the subnets that use them. Source: api/vpc.md §3.6. New tables run at once: the documents know no
/// other status. Source: api/vpc.md §2; durations are (inferred).
enum RouteTables {
    static let kind: ActionKind = ActionKind(
        "RouteTable", .routeTable, missing: { _ in missing },
        columns: [
            .text("regionCode", "routeTableNo", "routeTableName"), .flag("isDefault"), .text("vpcNo"),
            .code("supportedSubnetType", Subnets.typeNames), .code("routeTableStatus"), .text("routeTableDescription"),
        ],
        filters: [.within("routeTableName"), .exact("vpcNo"), .code("supportedSubnetType")],
        lifeCycle: lifeCycle,
        actions: [
            .create([
                .vpc, .code("supportedSubnetType", of: Subnets.types), .name("routeTableName", orMadeUp: "rt"),
                .description("routeTableDescription"), .fixed(["isDefault": false]), builtInRoutes,
            ]),
            .delete(when: [
                isSettled, .isNotDefault(else: .isCompanion(1017, "route table")),
                .isNotUsed(by: .subnet, as: "routeTableNo", else: .inUse(1017, "route table")),
            ]),
            .change("setRouteTableDescription", [.description("routeTableDescription")], when: [isSettled]),
            .own("getRouteTableSubnetList") { world, parameters throws(Failure) in
                subnets(of: try kind.find(parameters, world), world)
            },
            .own("addRouteTableSubnet", addSubnets), .own("removeRouteTableSubnet", removeSubnets),
        ], Routes.actions)

    static let missing = Failure.action("1017007", "The route table does not exist.")
    static let lifeCycle = LifeCycle(
        creation: [.now(["routeTableStatus": "RUN"])],
        change: .passing(["routeTableStatus": "SET"], seconds: 2, ["routeTableStatus": "RUN"]),
        deletion: [.now(["routeTableStatus": "TERMTING"]), .gone(seconds: 2)])

    static let isSettled = Check.isNow(
        "routeTableStatus", "RUN", else: .action("1017013", "The route table is being set. Please try again."))

    /// The table that subnets of a type begin with, and fall back to. (inferred)
    static func `default`(of vpcNo: String, type: String, _ world: World) -> Record? {
        world.records(.routeTable, where: "vpcNo", is: vpcNo).first {
            $0.flag("isDefault") && $0["supportedSubnetType"] == type
        }
    }

    static func insertDefault(name: String, type: String, of vpc: Record, _ world: inout World) {
        kind.insert(
            [
                "routeTableName": .string(name), "vpcNo": .string(vpc.id), "routeTableDescription": "",
                "supportedSubnetType": .string(type), "isDefault": true,
                "routes": .array(Routes.builtIn(type: type, block: vpc["ipv4CidrBlock"])),
            ], &world)
    }

    private static let builtInRoutes = Input.values { _, table, world throws(Failure) in
        let block = world[.vpc, table["vpcNo"]]?["ipv4CidrBlock"] ?? ""
        return ["routes": .array(Routes.builtIn(type: table["supportedSubnetType"], block: block))]
    }

    private static let addSubnets: Action = { world, parameters throws(Failure) in
        let table = try kind.find(parameters, world)
        try isSettled.verify(world, table, parameters)
        let subnets = try Subnets.kind.find(listed: "subnetNoList", parameters, world)
        let hasNatRoute = table.attributes["routes"]?.elements.contains { $0["targetType"]?.text == "NATGW" } ?? false
        for subnet in subnets {
            guard subnet["vpcNo"] == table["vpcNo"], subnet["subnetType"] == table["supportedSubnetType"] else {
                throw .invalid("subnetNoList")
            }
            if hasNatRoute, subnet["usageType"] == "NATGW" { throw Routes.isForNatSubnet }
        }
        return use(subnets, table.id, changing: table, &world)
    }

    private static let removeSubnets: Action = { world, parameters throws(Failure) in
        let table = try kind.find(parameters, world)
        if world.switches.quirks.contains(.tableKeepsSubnets) { try isSettled.verify(world, table, parameters) }
        let subnets = try Subnets.kind.find(listed: "subnetNoList", parameters, world)
        guard subnets.allSatisfy({ $0["routeTableNo"] == table.id }), !table.flag("isDefault") else {
            throw .invalid("subnetNoList")
        }
        let fallback = `default`(of: table["vpcNo"], type: table["supportedSubnetType"], world)
        return use(subnets, fallback?.id ?? "", changing: table, &world)
    }

    private static func use(
        _ subnets: [Record], _ number: String, changing table: Record, _ world: inout World
    ) -> ActionAnswer {
        for subnet in subnets { world.set(.subnet, subnet.id, ["routeTableNo": .string(number)]) }
        world.run(lifeCycle.change, on: .routeTable, table.id)
        return self.subnets(of: table, world)
    }

    private static func subnets(of table: Record, _ world: World) -> ActionAnswer {
        Subnets.kind.answer(world, world.records(.subnet, where: "routeTableNo", is: table.id).map(\.id))
    }
}

extension TableSchema { static let routeTable = TableSchema("routeTable", numbers: .network, indexes: ["vpcNo"]) }
