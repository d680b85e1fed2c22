import OrderedJSON

/// The routes of a table, keyed by destination. Source: api/vpc.md §3.6.
enum Routes {
    static let list: Action = { world, parameters throws(Failure) in
        answer(try owned(try RouteTables.find(parameters, world), parameters))
    }

    static let add: Action = { world, parameters throws(Failure) in
        let table = try owned(try RouteTables.changeable(parameters, world), parameters)
        var routes = table.attributes["routes"]?.elements ?? []
        for request in try parameters.requiredObjects("routeList") {
            let route = try route(request, table, world)
            guard !routes.contains(where: { $0["destination"] == route["destination"] && !isDefault($0) }) else {
                throw VPCRules.invalid("destinationCidrBlock")
            }
            routes.append(route)
        }
        return store(routes, table, &world)
    }

    static let remove: Action = { world, parameters throws(Failure) in
        let table = try owned(try RouteTables.changeable(parameters, world), parameters)
        var routes = table.attributes["routes"]?.elements ?? []
        for request in try parameters.requiredObjects("routeList") {
            let destination = try request.required("destinationCidrBlock")
            let place = routes.firstIndex {
                $0["destination"]?.text == destination && !isDefault($0)
                    && $0["targetType"]?.text == request.text("targetTypeCode")
                    && $0["targetNo"]?.text == request.text("targetNo")
            }
            guard let place else { throw VPCRules.invalid("destinationCidrBlock") }
            routes.remove(at: place)
        }
        return store(routes, table, &world)
    }

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

    private static func owned(_ table: Record, _ parameters: Parameters) throws(Failure) -> Record {
        guard table["vpcNo"] == (try parameters.required("vpcNo")) else { throw VPCRules.routeTableMissing() }
        return table
    }

    private static func route(_ request: Parameters, _ table: Record, _ world: World) throws(Failure) -> JSON {
        let destination = try request.required("destinationCidrBlock")
        let type = try request.required("targetTypeCode")
        let target = try request.required("targetNo")
        let name = try request.required("targetName")
        guard AddressBlock(destination) != nil else { throw VPCRules.invalid("destinationCidrBlock") }
        switch type {
        case "NATGW":
            guard world[.natGateway, target]?["vpcNo"] == table["vpcNo"] else { throw VPCRules.invalid("targetNo") }
            let serves = world.records(.subnet, where: "routeTableNo", is: table.id)
            if serves.contains(where: { $0["usageType"] == "NATGW" }) { throw VPCRules.natRouteForNatSubnet() }
        case "VPCPEERING":
            guard world[.vpcPeering, target]?["sourceVpcNo"] == table["vpcNo"] else {
                throw VPCRules.invalid("targetNo")
            }
        case "VGW": break
        default: throw VPCRules.invalid("targetTypeCode")
        }
        return [
            "destination": .string(destination), "targetName": .string(name), "targetType": .string(type),
            "targetNo": .string(target), "isDefault": false,
        ]
    }

    private static func store(_ routes: [JSON], _ table: Record, _ world: inout World) -> ActionAnswer {
        world.set(.routeTable, table.id, ["routes": .array(routes)])
        world.run(VPCStates.routeTableChange, on: .routeTable, table.id)
        return world[.routeTable, table.id].map(answer) ?? .list("routeList", [])
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
                    "targetType": Shape.coded(route["targetType"]?.text ?? "", typeNames) ?? .null,
                    "targetNo": route["targetNo"] ?? "", "isDefault": route["isDefault"] ?? false,
                ]
            })
    }
}
