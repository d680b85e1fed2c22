import Model
import NcloudClient
import OrderedJSON

/// What a route table holds of ours: the routes that may be added and removed, and the subnets that use it.
struct RouteTableContents: Sendable {
    var routes: [Route] = []
    /// The names of the routes' targets, which a removal sends along.
    var targetNames: [Route: String] = [:]
    var subnets: [String] = []

    /// Out of fields in manifest vocabulary.
    init(attributes: Attributes) {
        routes = attributes["routes"]?.elements.compactMap { Route($0.members) } ?? []
        subnets = attributes["subnets"]?.elements.compactMap(\.spelling) ?? []
    }

    private init(routes: [JSON], subnets: [JSON]) {
        for wire in routes {
            guard let route = Route(wire) else { continue }
            self.routes.append(route)
            targetNames[route] = wire.nonEmpty("targetName")
        }
        self.subnets = subnets.compactMap { $0.nonEmpty("subnetNo") }
    }

    /// What the table holds now, nil when it is gone: a deleted table answers with an error of its own (api/common.md §6.4).
    static func read(
        of table: String, in vpc: String?, from cloud: any APICaller
    ) async throws(APIFailure) -> RouteTableContents? {
        try await cloud.unlessGone { () throws(APIFailure) in try await listed(of: table, in: vpc, from: cloud) }
    }

    private static func listed(
        of table: String, in vpc: String?, from cloud: any APICaller
    ) async throws(APIFailure) -> RouteTableContents {
        async let routes = outcome { () throws(APIFailure) in
            try await cloud.elements(
                of: .action(.vpc, "getRouteList", ["vpcNo": vpc, "routeTableNo": table]), under: "routeList")
        }
        async let subnets = outcome { () throws(APIFailure) in
            try await cloud.elements(
                of: .action(.vpc, "getRouteTableSubnetList", ["routeTableNo": table]), under: "subnetList")
        }
        return RouteTableContents(routes: try await routes.get(), subnets: try await subnets.get())
    }

    /// What a table holds, as parts of it.
    static var parts: ObjectParts {
        ObjectParts(["getRouteList", "getRouteTableSubnetList"]) { table, cloud throws(APIFailure) in
            try await listed(of: table.id, in: table.attributes.text("vpc"), from: cloud).attributes
        }
    }

    /// The fields that hold it all.
    var attributes: Attributes {
        ["routes": .list(routes.map(\.value)), "subnets": Value(texts: subnets)]
    }
}
