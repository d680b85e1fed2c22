/// API Gateway's own calls.
enum APIGatewayRoutes {
    static func answer(_ call: RESTCall, _ world: inout World) throws(Failure) -> Response { throw .unknownPath }
}
