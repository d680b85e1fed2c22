import OrderedJSON

/// The routes of a table, keyed by destination. Source: api/vpc.md §3.6.
enum Routes {
    static let actions: [KindAction] = [
        .own("getRouteList") { world, parameters throws(Failure) in answer(try table(parameters, world)) },
        .own("addRoute") { world, parameters throws(Failure) in
            try change(&world, parameters) { routes, request, table, world throws(Failure) in
                let route = try route(request, table, world)
                guard !routes.contains(where: { $0["destination"] == route["destination"] && !isDefault($0) }) else {
                    throw .invalid("destinationCidrBlock")
                }
                routes.append(route)
            }
        },
        .own("removeRoute") { world, parameters throws(Failure) in
            try change(&world, parameters) { routes, request, _, _ throws(Failure) in
                let destination = try request.required("destinationCidrBlock")
                let place = routes.firstIndex {
                    $0["destination"]?.text == destination && !isDefault($0)
                        && $0["targetType"]?.text == request.text("targetTypeCode")
                        && $0["targetNo"]?.text == request.text("targetNo")
                }
                guard let place else { throw .invalid("destinationCidrBlock") }
                routes.remove(at: place)
            }
        },
    ]

    static let isForNatSubnet = Failure.action("1017033", "A NAT gateway route cannot serve a NAT gateway subnet.")

    /// The routes every table has; they cannot be added or removed.
    static func builtIn(type: String, block: String) -> [JSON] {
        let local: JSON = [
            "destination": .string(block), "targetName": "LOCAL", "targetType": "LOCAL", "targetNo": "",
            "isDefault": true,
        ]
        let outward: JSON = [
            "destination": "0.0.0.0/0", "targetName": "INTERNET GATEWAY", "targetType": "IGW", "targetNo": "",
            "isDefault": true,
        ]
        return type == "PUBLIC" ? [local, outward] : [local]
    }

    private static func isDefault(_ route: JSON) -> Bool { route["isDefault"]?.bool ?? false }

    /// The table that a call names, in the VPC that it names.
    private static func table(_ parameters: CallParameters, _ world: World) throws(Failure) -> Record {
        let table = try RouteTables.kind.find(parameters, world)
        guard table["vpcNo"] == (try parameters.required("vpcNo")) else { throw RouteTables.missing }
        return table
    }

    private static func change(
        _ world: inout World, _ parameters: CallParameters,
        _ edit: (inout [JSON], CallParameters, Record, World) throws(Failure) -> Void
    ) throws(Failure) -> ActionAnswer {
        try RouteTables.isSettled.verify(world, try RouteTables.kind.find(parameters, world), parameters)
        let table = try table(parameters, world)
        var routes = table.attributes["routes"]?.elements ?? []
        for request in try parameters.requiredObjects("routeList") { try edit(&routes, request, table, world) }
        world.set(.routeTable, table.id, ["routes": .array(routes)])
        world.run(RouteTables.lifeCycle.change, on: .routeTable, table.id)
        return answer(world[.routeTable, table.id] ?? table)
    }

    private static func route(_ request: CallParameters, _ table: Record, _ world: World) throws(Failure) -> JSON {
        let destination = try request.required("destinationCidrBlock")
        let type = try request.required("targetTypeCode")
        let target = try request.required("targetNo")
        let name = try request.required("targetName")
        guard AddressBlock(destination) != nil else { throw .invalid("destinationCidrBlock") }
        switch type {
        case "NATGW":
            guard world[.natGateway, target]?["vpcNo"] == table["vpcNo"] else { throw .invalid("targetNo") }
            let serves = world.records(.subnet, where: "routeTableNo", is: table.id)
            if serves.contains(where: { $0["usageType"] == "NATGW" }) { throw isForNatSubnet }
        case "VPCPEERING":
            guard world[.vpcPeering, target]?["sourceVpcNo"] == table["vpcNo"] else { throw .invalid("targetNo") }
        case "VGW": break
        default: throw .invalid("targetTypeCode")
        }
        return [
            "destination": .string(destination), "targetName": .string(name), "targetType": .string(type),
            "targetNo": .string(target), "isDefault": false,
        ]
    }

    private static let typeNames = [
        "LOCAL": "Local", "IGW": "Internet Gateway", "NATGW": "NAT Gateway", "VPCPEERING": "VPC Peering",
        "VGW": "Virtual Private Gateway",
    ]

    private static func answer(_ table: Record) -> ActionAnswer {
        let routes = table.attributes["routes"]?.elements ?? []
        return .list(
            "routeList",
            routes.map { route in
                [
                    "destinationCidrBlock": route["destination"] ?? "", "targetName": route["targetName"] ?? "",
                    "routeTableNo": .string(table.id),
                    "targetType": JSON.coded(route["targetType"]?.text ?? "", typeNames) ?? .null,
                    "targetNo": route["targetNo"] ?? "", "isDefault": route["isDefault"] ?? false,
                ]
            })
    }
}
