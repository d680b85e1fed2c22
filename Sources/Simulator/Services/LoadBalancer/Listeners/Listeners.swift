import OrderedJSON

/// Listeners of load balancers. A call about one answers with all of its balancer. Source: api/loadbalancer.md §4.
enum Listeners {
    static let kind: ActionKind = ActionKind(
        "LoadBalancerListener", .loadBalancerListener,
        columns: [
            .text("loadBalancerInstanceNo", "loadBalancerListenerNo"), .code("protocolType"), .integer("port"),
            .flag("useHttp2"), .text("sslCertificateNo"),
            .code("tlsMinVersionType", ["TLSV10": "TLSv1.0", "TLSV11": "TLSv1.1", "TLSV12": "TLSv1.2"]),
            .list("loadBalancerRuleNoList", "cipherSuiteList"),
        ],
        derived: ActionKind.Derivation { world, listener in
            let rules = ListenerRules.of(listener.id, world)
            return ["loadBalancerRuleNoList": .array(rules.map { .string($0.id) })]
        },
        reads: [],
        actions: [
            .own("getLoadBalancerListenerList") { world, parameters throws(Failure) in
                answer(try LoadBalancers.kind.find(parameters, world).id, world)
            },
            .own("createLoadBalancerListener", create), .own("changeLoadBalancerListenerConfiguration", change),
            .own("deleteLoadBalancerListeners", delete),
        ], ListenerCertificates.actions,
        companions: { world, listener in drop(listener, &world) })

    static func of(_ balancer: String, _ world: World) -> [Record] {
        world.records(.loadBalancerListener, where: "loadBalancerInstanceNo", is: balancer)
    }

    private static func answer(_ balancer: String, _ world: World) -> ActionAnswer {
        kind.answer(world, of(balancer, world).map(\.id))
    }

    private static let create: Action = { world, parameters throws(Failure) in
        let balancer = try LoadBalancers.kind.find(parameters, world)
        try LoadBalancers.requireIdle(balancer)
        let taken = of(balancer.id, world).map { $0.integer("port") }
        let order = try ListenerOrder(parameters, of: balancer, taken: taken, world)
        insert(order, of: balancer.id, &world)
        LoadBalancers.beginChange(of: balancer.id, &world)
        return answer(balancer.id, world)
    }

    static func insert(_ order: ListenerOrder, of balancer: String, _ world: inout World) {
        var attributes = order.attributes
        attributes["loadBalancerInstanceNo"] = .string(balancer)
        attributes["certificateNoList"] = []
        let listener = kind.insert(attributes, &world)
        ListenerRules.insertDefault(of: listener, to: order.targetGroup, &world)
    }

    /// Protocol and port are always sent; what else is not sent gets its default. (inferred: the latter)
    private static let change: Action = { world, parameters throws(Failure) in
        let listener = try kind.find(parameters, world)
        let balancer = try LoadBalancers.kind.find(world, listener["loadBalancerInstanceNo"])
        try LoadBalancers.requireIdle(balancer)
        let others = of(balancer.id, world).filter { $0.id != listener.id }.map { $0.integer("port") }
        let values = try ListenerOrder.attributes(parameters, of: balancer, taken: others, world)
        world.set(.loadBalancerListener, listener.id, values)
        LoadBalancers.beginChange(of: balancer.id, &world)
        return answer(balancer.id, world)
    }

    private static let delete: Action = { world, parameters throws(Failure) in
        let listeners = try kind.find(listed: "loadBalancerListenerNoList", parameters, world)
        let balancers = Set(listeners.map { $0["loadBalancerInstanceNo"] }).sorted()
        for number in balancers { try LoadBalancers.requireIdle(try LoadBalancers.kind.find(world, number)) }
        for listener in listeners { drop(listener, &world) }
        for number in balancers { LoadBalancers.beginChange(of: number, &world) }
        return kind.answer(world, balancers.flatMap { of($0, world) }.map(\.id))
    }

    private static func drop(_ listener: Record, _ world: inout World) {
        for rule in ListenerRules.of(listener.id, world) { world.remove(.loadBalancerRule, rule.id) }
        world.remove(.loadBalancerListener, listener.id)
    }

    static func dropAll(of balancer: String, _ world: inout World) {
        for listener in of(balancer, world) { drop(listener, &world) }
    }
}

extension TableSchema {
    static let loadBalancerListener = TableSchema(
        "loadBalancerListener", nameAttribute: "port", numbers: .network,
        indexes: ["loadBalancerInstanceNo", "sslCertificateNo", "certificateNoList"])
}
