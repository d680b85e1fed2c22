import OrderedJSON

/// Answers calls of deployed APIs. In which order the gateway looks at things is not documented. (inferred)
enum DataPlane {
    /// The answer; a call that an endpoint must answer comes back with ``Response/forward`` set.
    static func answer(_ address: GatewayAddress, _ call: Call, _ world: inout World) -> Response {
        do throws(GatewayRefusal) {
            var invocation = try ServedStage.find(address, call, &world)
            do throws(GatewayRefusal) {
                let response = try serve(&invocation, address, &world)
                return response.forward == nil ? finish(response, invocation, &world) : response
            } catch {
                return finish(invocation.refused(error), invocation, &world)
            }
        } catch {
            return error.response(nil, accept: "")
        }
    }

    /// What comes back from a forwarded call.
    static func finish(_ forward: Forward, _ outcome: ForwardOutcome, _ world: inout World) -> Response {
        let response = outcome.response(forward.invocation)
        if case .answered = outcome { remember(response, forward.invocation, &world) }
        return finish(response, forward.invocation, &world)
    }

    private static func serve(
        _ invocation: inout Invocation, _ address: GatewayAddress, _ world: inout World
    ) throws(GatewayRefusal) -> Response {
        if let closed = StageGate.maintenance(invocation.stage) { return closed }
        try StageGate.checkAddress(invocation)
        try MethodMatch.resolve(&invocation, address.segments)
        guard invocation.method != .null else { return CrossOrigin.preflight(invocation) }
        try Authorization.check(invocation, world)
        try KeyCheck.check(&invocation, world)
        try RequestValidation.check(invocation)
        try CallLimits.check(invocation, &world)
        if let known = world.gatewayMemory.answer(to: invocation.cacheName, at: world.now) { return known }
        let response = try Endpoint.call(invocation)
        if response.forward == nil { remember(response, invocation, &world) }
        return response
    }

    /// Counts the call and dresses the answer.
    private static func finish(_ response: Response, _ invocation: Invocation, _ world: inout World) -> Response {
        var response = response
        response.forward = nil
        GatewayUsage.add(invocation, status: response.status, &world)
        CrossOrigin.dress(&response, invocation)
        if invocation.request.method == "HEAD" { response.body = [] }
        return response
    }

    /// Only answers to GET that succeeded are remembered. (inferred)
    private static func remember(_ response: Response, _ invocation: Invocation, _ world: inout World) {
        guard let seconds = invocation.limit("cacheTtlSec"), invocation.request.method == "GET",
            (200...299).contains(response.status)
        else { return }
        world.gatewayMemory.remember(
            response, to: invocation.cacheName, of: invocation.stage.id, until: world.now + seconds * 1000,
            at: world.now)
    }
}
