/// Sends a call to its service and dresses what comes back.
enum Router {
    static func answer(_ call: Call, _ world: inout World) -> Response {
        let permissions = world.switches.permissions
        if permissions.areComplete || call.isInvocation { return served(call, &world) }
        if permissions.forbid(call, in: world) {
            return call.acted(status: 403).response(xml: call.wantsXML)
        }
        guard call.isRead else { return served(call, &world) }
        var visible = permissions.visible(of: world)
        defer { world.random = visible.random }
        return served(call, &visible)
    }

    private static func served(_ call: Call, _ world: inout World) -> Response {
        switch call.destination {
        case .service(let service, let words): service.answer(call, words, &world)
        case .invocation(let address): DataPlane.answer(address, call, &world)
        case .balancer(let address): BalancerPlane.answer(address, call.request, &world)
        case .nowhere: Failure.unknownPath.response(xml: call.wantsXML)
        }
    }
}
