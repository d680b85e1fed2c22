import OrderedJSON

/// Answers calls to balancers as their listeners say: by the first rule that fits, from a target that the health checks
/// have found up, one after the other. Source: api/loadbalancer.md §4, §5.
///
/// A target answers with its name as long as its server runs; the checks find out later that it does not, and until
/// then its calls fail. What the status codes are is not documented. (inferred)
enum BalancerPlane {
    static func answer(_ address: BalancerAddress, _ request: Request, _ world: inout World) -> Response {
        let names = [address.balancer]
        guard
            let balancer = world.all(.loadBalancer).first(where: {
                names.contains($0["loadBalancerName"]) || names.contains($0["loadBalancerDomain"])
            }),
            let listener = Listeners.of(balancer.id, world).first(where: { $0.integer("port") == address.port })
        else { return refusal(404, "no listener") }
        let rule = ListenerRules.of(listener.id, world).first { fits($0, address, request) }
        guard let action = rule?.attributes["loadBalancerRuleActionList"]?.elements.first else {
            return refusal(404, "no rule")
        }
        if let redirection = action["redirectionAction"] { return redirect(redirection) }
        let groups = action["targetGroupAction"]?["targetGroupWeightList"]?.elements ?? []
        guard let group = groups.compactMap({ $0["targetGroupNo"]?.text }).first else {
            return refusal(503, "no target group")
        }
        return serve(group, &world)
    }

    private static func fits(_ rule: Record, _ address: BalancerAddress, _ request: Request) -> Bool {
        let conditions = rule.attributes["loadBalancerRuleConditionList"]?.elements ?? []
        let host = String((request.headers["host"] ?? "").prefix { $0 != ":" })
        return conditions.allSatisfy { condition in
            let hosts = condition["hostHeaderCondition"]?["hostHeaderList"]?.elements.compactMap(\.text)
            let paths = condition["pathPatternCondition"]?["pathPatternList"]?.elements.compactMap(\.text)
            return (hosts?.contains { WildcardPattern.matches($0, host) } ?? true)
                && (paths?.contains { WildcardPattern.matches($0, address.path) } ?? true)
        }
    }

    private static func redirect(_ target: JSON) -> Response {
        var response = Response(status: Int(target["statusCode"]?.text ?? "") ?? 301)
        let scheme = target["protocol"]?.text?.lowercased() ?? "https"
        let port = target["port"]?.text ?? "443"
        response.headers.append(
            ("Location", "\(scheme)://\(target["host"]?.text ?? ""):\(port)\(target["path"]?.text ?? "/")"))
        return response
    }

    private static func serve(_ group: String, _ world: inout World) -> Response {
        let healthy = Targets.of(group, world).filter { $0["healthCheckStatus"] == "UP" }
        guard !healthy.isEmpty else { return refusal(503, "no healthy target") }
        let turn = world.balancerTurns[group, default: 0]
        world.balancerTurns[group] = turn + 1
        let number = healthy[turn % healthy.count]["targetNo"]
        guard let server = world[.server, number], TargetHealth.isRunning(number, world) else {
            return refusal(502, "the target does not respond")
        }
        var response = Response(status: 200, body: Array((server["serverName"] + "\n").utf8))
        response.contentType = "text/plain"
        return response
    }

    private static func refusal(_ status: Int, _ reason: String) -> Response {
        var response = Response(status: status, body: Array((reason + "\n").utf8))
        response.contentType = "text/plain"
        return response
    }
}
