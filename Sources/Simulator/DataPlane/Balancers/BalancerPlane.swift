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
        if let redirection = action["redirectionAction"] {
            return redirect(redirection, from: address, request, listener)
        }
        let groups = action["targetGroupAction"]?["targetGroupWeightList"]?.elements ?? []
        guard let group = groups.compactMap({ $0["targetGroupNo"]?.text }).first else {
            return refusal(503, "no target group")
        }
        return serve(group, &world)
    }

    private static func fits(_ rule: Record, _ address: BalancerAddress, _ request: Request) -> Bool {
        let conditions = rule.attributes["loadBalancerRuleConditionList"]?.elements ?? []
        let host = host(of: request)
        return conditions.allSatisfy { condition in
            let hosts = condition["hostHeaderCondition"]?["hostHeaderList"]?.elements.compactMap(\.text)
            let paths = condition["pathPatternCondition"]?["pathPatternList"]?.elements.compactMap(\.text)
            return (hosts?.contains { WildcardPattern.matches($0, host) } ?? true)
                && (paths?.contains { WildcardPattern.matches($0, address.path) } ?? true)
        }
    }

    /// Where the rule leads, with what it takes over of the call: `#{host}`, `#{path}`, `#{query}`, `#{port}` and
    /// `#{protocol}`. (inferred: the last two)
    private static func redirect(
        _ target: JSON, from address: BalancerAddress, _ request: Request, _ listener: Record
    ) -> Response {
        let parts = [
            "host": host(of: request), "path": String(address.path.dropFirst()), "query": request.query,
            "port": String(address.port), "protocol": listener["protocolType"].lowercased(),
        ]
        func part(_ name: String, _ usual: String = "") -> String {
            parts.reduce(target[name]?.text ?? usual) { $0.replacing("#{\($1.key)}", with: $1.value) }
        }
        let query = part("query")
        var response = Response(status: Int(part("statusCode")) ?? 301)
        response.headers.append(
            (
                "Location",
                "\(part("protocol", "https").lowercased())://\(part("host")):\(part("port", "443"))/"
                    + part("path").drop { $0 == "/" } + (query.isEmpty ? "" : "?" + query)
            ))
        return response
    }

    /// The host that a call names, without its port.
    private static func host(of request: Request) -> String {
        String((request.headers["host"] ?? "").prefix { $0 != ":" })
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
