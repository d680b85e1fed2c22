/// Sends a call to its service and dresses what comes back.
enum Router {
    static func answer(_ call: Call, _ world: inout World) -> Response {
        let permissions = world.switches.permissions
        if permissions.areComplete || call.isInvocation { return served(call, &world) }
        if permissions.forbid(call, in: world) {
            return Failure.gateway(status: 403).response(xml: call.wantsXML)
        }
        guard call.isRead else { return served(call, &world) }
        var visible = permissions.visible(of: world)
        defer { world.random = visible.random }
        return served(call, &visible)
    }

    private static func served(_ call: Call, _ world: inout World) -> Response {
        switch call.destination {
        case .action(let service, let name): answerAction(service, name, call, &world)
        case .apiGateway(let segments):
            answerREST(call, &world) { world throws(Failure) in
                try call.requireJSON()
                return try APIGatewayRoutes.answer(RESTCall(call.request, segments: segments), &world)
            }
        case .dataBoxFrame(let group, let verb):
            answerREST(call, &world) { world throws(Failure) in
                try call.requireJSON()
                return try DataBoxFrameRoutes.answer(
                    RESTCall(call.request, segments: [group, verb]), &world)
            }
        case .callerIdentity:
            answerREST(call, &world) { world throws(Failure) in try CallerIdentity.answer(call, world) }
        case .invocation(let address): DataPlane.answer(address, call, &world)
        case .nowhere: Failure.unknownPath.response(xml: call.wantsXML)
        }
    }

    private static func answerAction(_ service: String, _ name: String, _ call: Call, _ world: inout World) -> Response
    {
        let actions = service == "vpc" ? VPCRoutes.actions : VServerRoutes.actions
        // The services themselves answer XML unless JSON is asked for. Source: api/common.md §4.
        let xml = call.parameters.text("responseFormatType")?.lowercased() != "json"
        guard let action = actions[name], ["GET", "POST"].contains(call.request.method) else {
            return Failure.unknownPath.response(xml: call.wantsXML)
        }
        do throws(Failure) {
            try VServerCatalogue.checkRegion(of: call.parameters, in: name)
            let answer = try action(&world, call.parameters)
            return answer.response(to: name, requestId: world.random.uuid(), xml: xml)
        } catch {
            return error.response(xml: error.layer == .gateway ? call.wantsXML : xml)
        }
    }

    private static func answerREST(
        _ call: Call, _ world: inout World, _ service: (inout World) throws(Failure) -> Response
    ) -> Response {
        do throws(Failure) { return try service(&world) } catch { return error.response(xml: call.wantsXML) }
    }
}
