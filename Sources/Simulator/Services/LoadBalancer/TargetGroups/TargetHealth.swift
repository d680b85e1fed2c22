import OrderedJSON

/// What the checks of a group find out about its targets: whether a server runs and lets the balancer in decides what
/// they find, the cycle and the thresholds when it shows. Source: api/loadbalancer.md §5, §6, §9.
///
/// A record of a server with `answersHealthChecks: false`, set by a control call, is one whose program has failed.
enum TargetHealth {
    static let watches: [Watch] = [
        Watch(.server) { world, old, new in
            for target in targets(of: (new ?? old)?.id ?? "", world) {
                // A server that is gone is in no group any more. (inferred)
                if new == nil { world.remove(.target, target.id) } else { judge(target, &world) }
            }
        },
        Watch(.networkInterface) { world, old, new in
            for server in Set([old, new].compactMap { $0?["instanceNo"] }) { judge(server: server, &world) }
        },
        Watch(.accessControlGroup) { world, old, new in
            guard let id = (new ?? old)?.id, world.count(.target) > 0,
                old?.attributes["rules"] != new?.attributes["rules"]
            else { return }
            let interfaces = world.records(.networkInterface, where: "accessControlGroupNoList", is: id)
            for server in Set(interfaces.map { $0["instanceNo"] }).sorted() { judge(server: server, &world) }
        },
        Watch(.loadBalancer) { world, old, new in
            guard let balancer = new ?? old, old?.list("privateIpList") != new?.list("privateIpList") else { return }
            let rules = world.records(.loadBalancerRule, where: "loadBalancerInstanceNo", is: balancer.id)
            for group in Set(rules.flatMap { $0.list("targetGroupNoList") }).sorted() { judge(group: group, &world) }
        },
        Watch(.loadBalancerRule) { world, old, new in
            let groups = [old, new].flatMap { $0?.list("targetGroupNoList") ?? [] }
            for group in Set(groups).sorted() { judge(group: group, &world) }
        },
        Watch(.targetGroup) { world, old, new in
            guard let new, old != nil, old?["healthCheckPort"] != new["healthCheckPort"] else { return }
            judge(group: new.id, &world)
        },
        Watch(.target) { world, old, new in
            if old == nil, let new { judge(new, &world) }
        },
    ]

    private static func targets(of server: String, _ world: World) -> [Record] {
        server.isEmpty ? [] : world.records(.target, where: "targetNo", is: server)
    }

    private static func judge(server: String, _ world: inout World) {
        for target in targets(of: server, world) { judge(target, &world) }
    }

    private static func judge(group: String, _ world: inout World) {
        for target in Targets.of(group, world) { judge(target, &world) }
    }

    /// Begins to find out what is so from now on, unless that is known or being found out.
    private static func judge(_ target: Record, _ world: inout World) {
        guard let group = world[.targetGroup, target["targetGroupNo"]] else { return }
        let verdict = verdict(of: target, in: group, world)
        guard verdict != target["verdict"] else { return }
        let cycle = group.integer("healthCheckCycle")
        let plan: Transition
        switch verdict {
        case "UP":
            let count = cycle * group.integer("healthCheckUpThreshold")
            plan = .after(seconds: Double(count), ["healthCheckStatus": "UP", "healthCheckResponse": "OK"])
        case "DOWN":
            let count = cycle * group.integer("healthCheckDownThreshold")
            plan = .after(seconds: Double(count), ["healthCheckStatus": "DOWN", "healthCheckResponse": "Timeout"])
        default: plan = .now(["healthCheckStatus": "UNUSED", "healthCheckResponse": .null])
        }
        world.run([.now(["verdict": .string(verdict)]), plan], on: .target, target.id)
    }

    private static func verdict(of target: Record, in group: Record, _ world: World) -> String {
        guard let balancer = TargetGroups.balancer(of: group.id, world).flatMap({ world[.loadBalancer, $0] }) else {
            return "UNUSED"
        }
        return isRunning(target["targetNo"], world) && isOpen(target["targetNo"], to: balancer, group, world)
            ? "UP" : "DOWN"
    }

    /// Whether the server runs, and the program on it.
    static func isRunning(_ number: String, _ world: World) -> Bool {
        guard let server = world[.server, number], server["serverInstanceStatus"] == "RUN" else { return false }
        return !["SHTDN", "RESTA", "TERMT"].contains(server["serverInstanceOperation"])
            && server.attributes["answersHealthChecks"] != false
    }

    /// Whether some ACG of the server lets every address of the balancer in at the port of the checks. The checks of
    /// groups of all protocols are TCP on the wire. (inferred: that each address checks)
    private static func isOpen(_ server: String, to balancer: Record, _ group: Record, _ world: World) -> Bool {
        let groups = interface(of: server, world)?.list("accessControlGroupNoList") ?? []
        let rules = groups.flatMap { world[.accessControlGroup, $0]?.attributes["rules"]?.elements ?? [] }
            .filter { $0["direction"]?.text == "INBND" && ["TCP", "6"].contains($0["protocolType"]?.text ?? "") }
        let port = group.integer("healthCheckPort")
        return balancer.list("privateIpList").compactMap(AddressBlock.address).allSatisfy { address in
            rules.contains { rule in
                AddressBlock(rule["ipBlock"]?.text ?? "")?.contains(address) == true
                    && PortRange.includes(port, in: rule["portRange"]?.text ?? "")
            }
        }
    }

    /// The interface that the server's address is on.
    static func interface(of server: String, _ world: World) -> Record? {
        world.records(.networkInterface, where: "instanceNo", is: server).min { $0["deviceName"] < $1["deviceName"] }
    }
}
