import OrderedJSON

/// API Gateway's own calls. Source: api/apigateway.md §2–§9. `:` in a pattern stands for an id.
enum APIGatewayRoutes {
    typealias Handler = @Sendable (inout World, Arguments) throws(Failure) -> Response

    /// A call with the ids of its path, outermost first.
    struct Arguments: Sendable {
        let call: RESTCall
        let ids: [String]

        var body: JSON { call.body }
        var query: Parameters { call.query }
    }

    static func answer(_ call: RESTCall, _ world: inout World) throws(Failure) -> Response {
        for route in routes where route.method == call.method && route.pieces.count == call.segments.count {
            guard let ids = match(route.pieces, call.segments) else { continue }
            return try route.handler(&world, Arguments(call: call, ids: ids))
        }
        throw .unknownPath
    }

    private struct Route: Sendable {
        let method: Substring
        let pieces: [Substring]
        let handler: Handler

        init(_ pattern: String, _ handler: @escaping Handler) {
            let parts = pattern.split(separator: " ")
            method = parts[0]
            pieces = parts[1].split(separator: "/")
            self.handler = handler
        }
    }

    private static func match(_ pieces: [Substring], _ segments: [String]) -> [String]? {
        var ids: [String] = []
        for (piece, segment) in zip(pieces, segments) {
            if piece == ":" { ids.append(segment) } else if piece != segment { return nil }
        }
        return ids
    }

    /// Fixed words come before ids of the same place.
    private static let routes: [Route] = products + apis + resources + stages + plans + keys + authorizers

    private static let products = [
        Route("GET /products", Products.list), Route("POST /products", Products.create),
        Route("GET /products/:", Products.detail), Route("PATCH /products/:", Products.change),
        Route("DELETE /products/:", Products.delete), Route("GET /products/:/overview", Products.overview),
    ]

    private static let apis = [
        Route("GET /products/:/apis", APIs.list), Route("GET /products/:/apis/infos", APIs.list),
        Route("GET /products/:/apis/filter", APIs.list), Route("POST /products/:/apis", APIs.create),
        Route("GET /products/:/apis/:", APIs.detail), Route("PATCH /products/:/apis/:", APIs.change),
        Route("DELETE /products/:/apis/:", APIs.delete), Route("POST /products/:/apis/:/deploy", Stages.deploy),
        Route("POST /products/:/apis/:/publish", Stages.publish),
        Route("GET /products/:/apis/:/documents", APIs.document),
        Route("PATCH /products/:/apis/:/documents", APIs.changeDocument),
    ]

    private static let resources = [
        Route("GET /products/:/apis/:/resources", Resources.list),
        Route("POST /products/:/apis/:/resources", Resources.create),
        Route("PATCH /products/:/apis/:/resources/:", Resources.change),
        Route("DELETE /products/:/apis/:/resources/:", Resources.delete),
        Route("GET /products/:/apis/:/resources/:/methods", Methods.list),
        Route("POST /products/:/apis/:/resources/:/methods", Methods.create),
        Route("PATCH /products/:/apis/:/resources/:/methods/:", Methods.change),
        Route("DELETE /products/:/apis/:/resources/:/methods/:", Methods.delete),
    ]

    private static let stages = [
        Route("GET /products/:/apis/:/stages", Stages.list), Route("GET /products/:/apis/:/stages/filter", Stages.list),
        Route("POST /products/:/apis/:/stages", Stages.create), Route("GET /products/:/apis/:/stages/:", Stages.detail),
        Route("PUT /products/:/apis/:/stages/:", Stages.replace),
        Route("DELETE /products/:/apis/:/stages/:", Stages.delete),
        Route("POST /products/:/apis/:/stages/:/deploy", Stages.redeploy),
        Route("GET /products/:/apis/:/stages/:/deployments", Stages.deployments),
        Route("POST /products/:/apis/:/stages/:/cache-initialize", Stages.initializeCache),
        Route("POST /products/:/apis/:/stages/:/associate-usage-plan", Stages.associatePlan),
        Route("POST /products/:/apis/:/stages/:/disassociate-usage-plan", Stages.disassociatePlan),
        Route("PUT /products/:/apis/:/stages/:/usage-plan", Stages.setDefaultPlan),
        Route("GET /products/:/apis/:/stages/:/usage-plans", Stages.plans),
    ]

    private static let plans = [
        Route("POST /usage-plans/search", UsagePlans.list), Route("POST /usage-plans", UsagePlans.create),
        Route("GET /usage-plans/:", UsagePlans.detail), Route("PUT /usage-plans/:", UsagePlans.replace),
        Route("DELETE /usage-plans/:", UsagePlans.delete), Route("GET /usage-plans/:/stages", UsagePlans.stages),
    ]

    private static let keys = [
        Route("GET /api-keys", APIKeys.list), Route("POST /api-keys", APIKeys.create),
        Route("GET /api-keys/:", APIKeys.detail), Route("PUT /api-keys/:", APIKeys.replace),
        Route("PATCH /api-keys/:", APIKeys.regenerate), Route("DELETE /api-keys/:", APIKeys.delete),
        Route("POST /api-keys/:/subscribe", APIKeys.subscribe),
        Route("POST /api-keys/:/unsubscribe", APIKeys.unsubscribe), Route("GET /api-keys/:/products", APIKeys.products),
        Route("PATCH /products/:/api-keys/:", APIKeys.decide),
    ]

    private static let authorizers = [
        Route("GET /authorizers", Authorizers.list), Route("POST /authorizers", Authorizers.create),
        Route("GET /authorizers/:", Authorizers.detail), Route("PUT /authorizers/:", Authorizers.replace),
        Route("DELETE /authorizers/:", Authorizers.delete),
    ]
}
