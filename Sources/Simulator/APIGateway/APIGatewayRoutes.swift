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

    struct Route: Sendable {
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
}
