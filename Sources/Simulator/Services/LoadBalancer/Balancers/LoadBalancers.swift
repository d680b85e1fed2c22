import OrderedJSON

/// Load balancers. Source: api/loadbalancer.md §3, §9; durations are (inferred).
enum LoadBalancers {
    static let kind: ActionKind = ActionKind(
        "LoadBalancerInstance", .loadBalancer,
        columns: [
            .text("loadBalancerInstanceNo"), .code("loadBalancerInstanceStatus", statusNames),
            .code("loadBalancerInstanceOperation", operationNames),
            .text(
                "loadBalancerInstanceStatusName", "loadBalancerDescription", "createDate", "loadBalancerName",
                "loadBalancerDomain"),
            .list("loadBalancerIpList"), .code("loadBalancerType", typeNames),
            .code("loadBalancerNetworkType", ["PUBLIC": "Public", "PRIVATE": "Private"]), .code("throughputType"),
            .raw("idleTimeout"), .text("vpcNo", "regionCode"), .list("subnetNoList"), .raw("loadBalancerSubnetList"),
            .list("loadBalancerListenerNoList"),
        ],
        filters: [.code("loadBalancerType"), .code("loadBalancerNetworkType"), .exact("vpcNo")],
        derived: ActionKind.Derivation { world, balancer in
            let listeners = Listeners.of(balancer.id, world)
            return BalancerPlaces.shown(of: balancer, world).merging([
                "loadBalancerListenerNoList": .array(listeners.map { .string($0.id) })
            ]) { $1 }
        },
        lifeCycle: LifeCycle(
            creation: .passing(status("INIT", "CREAT", "Creating"), seconds: 40, running),
            change: .passing(status("USED", "CHANG", "Changing"), seconds: 8, running),
            deletion: [.now(status("USED", "TERMT", "Terminating")), .gone(seconds: terminationSeconds)]),
        actions: [
            .create(
                [
                    .code("loadBalancerType", of: ["APPLICATION", "NETWORK", "NETWORK_PROXY"]),
                    .code("loadBalancerNetworkType", of: ["PUBLIC", "PRIVATE"], default: "PUBLIC"), .vpc,
                    .name("loadBalancerName", orMadeUp: "lb"), throughput, idleTimeout,
                    .description("loadBalancerDescription"), ListenerOrder.areRight, BalancerPlaces.input, domain,
                ], then: ListenerOrder.insertAll),
            .delete(when: [isIdle], listed: "loadBalancerInstanceNoList", first: end),
            .change(
                "changeLoadBalancerInstanceConfiguration", [throughput, idleTimeout], when: [isIdle], then: settle),
            .change("setLoadBalancerDescription", [.description("loadBalancerDescription")], when: [isIdle]),
            .change("setLoadBalancerInstanceSubnet", [BalancerPlaces.input], when: [isIdle], then: settle),
        ],
        companions: { world, balancer in
            Listeners.dropAll(of: balancer.id, &world)
            BalancerPlaces.release(balancer, together: true, after: 0.001, &world)
        })

    private static let terminationSeconds: Double = 20

    private static let typeNames = [
        "APPLICATION": "Application Load Balancer", "NETWORK": "Network Load Balancer",
        "NETWORK_PROXY": "Network Proxy Load Balancer",
    ]
    private static let statusNames = [
        "INIT": "LB INIT state", "CREAT": "LB CREATE state", "USED": "LB USED state", "TERMT": "LB TERMINATE state",
    ]
    private static let operationNames = [
        "NULL": "LB NULL OP", "CREAT": "LB CREATE OP", "CHANG": "LB CHANGE OP", "USE": "LB USE OP",
        "TERMT": "LB TERMINATE OP",
    ]

    private static let status = InstanceStatus("loadBalancerInstance")
    private static let running = status("USED", "NULL", "Running")

    private static let throughput = Input.values { parameters, balancer, _ throws(Failure) in
        let isNetwork = balancer["loadBalancerType"] == "NETWORK"
        let usual = isNetwork ? "DYNAMIC" : "SMALL"
        let code = parameters.text("throughputTypeCode") ?? balancer.value("throughputType")?.text ?? usual
        let fitting = isNetwork ? ["DYNAMIC"] : ["SMALL", "MEDIUM", "LARGE", "XLARGE"]
        guard fitting.contains(code) else { throw .invalid("throughputTypeCode") }
        return ["throughputType": .string(code)]
    }

    private static let idleTimeout = Input.values { parameters, balancer, _ throws(Failure) in
        let given = try parameters.integer("idleTimeout")
        guard balancer["loadBalancerType"] != "NETWORK" else {
            guard given == nil else { throw .invalid("idleTimeout") }
            return [:]
        }
        let seconds = given ?? balancer.value("idleTimeout")?.integer ?? 60
        guard (1...3600).contains(seconds) else { throw .invalid("idleTimeout") }
        return ["idleTimeout": .integer(seconds)]
    }

    private static let domain = Input.values { _, balancer, world throws(Failure) in
        let tail = world.random.text(12, of: "0123456789abcdef")
        let name = balancer["loadBalancerName"].lowercased()
        return ["loadBalancerDomain": .string("\(name)-\(balancer["vpcNo"])-\(tail).kr.lb.naverncp.com")]
    }

    static let isIdle = Check { _, balancer, _ throws(Failure) in try requireIdle(balancer) }

    /// One change at a time, and none before it runs. Source: api/loadbalancer.md §4.
    static func requireIdle(_ balancer: Record) throws(Failure) {
        guard balancer["loadBalancerInstanceOperation"] == "NULL" else { throw .balancerIsBusy }
    }

    /// A change that takes its time.
    static func beginChange(of number: String, _ world: inout World) {
        world.run(kind.lifeCycle.change, on: .loadBalancer, number)
    }

    private static let settle: KindAction.Effect = { world, balancer, _ throws(Failure) in
        beginChange(of: balancer.id, &world)
    }

    /// The listeners go at once, the addresses with the balancer. Source: api/loadbalancer.md §2.
    private static let end: KindAction.Effect = { world, balancer, parameters throws(Failure) in
        let together = try parameters.flag("returnPublicIpTogether") ?? true
        Listeners.dropAll(of: balancer.id, &world)
        BalancerPlaces.release(balancer, together: together, after: terminationSeconds, &world)
    }
}

extension TableSchema {
    static let loadBalancer = TableSchema("loadBalancer", numbers: .instance, indexes: ["vpcNo", "subnetNoList"])
}
