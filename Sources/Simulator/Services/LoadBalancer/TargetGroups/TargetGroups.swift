import OrderedJSON

/// Target groups: there with the answer, gone with the answer. Source: api/loadbalancer.md §5.
enum TargetGroups {
    static let kind: ActionKind = ActionKind(
        "TargetGroup", .targetGroup, missing: { _ in .unknownTargetGroup },
        columns: [
            .text("targetGroupNo", "targetGroupName"), .code("targetType", ["VSVR": "VPC Server"]), .text("vpcNo"),
            .code("targetGroupProtocolType"), .integer("targetGroupPort"), .text("targetGroupDescription"),
            .flag("useStickySession", "useProxyProtocol"), .code("algorithmType", algorithmNames),
            .text("createDate", "regionCode", "loadBalancerInstanceNo"), .code("healthCheckProtocolType"),
            .integer("healthCheckPort"), .raw("healthCheckUrlPath"), .code("healthCheckHttpMethodType"),
            .integer("healthCheckCycle", "healthCheckUpThreshold", "healthCheckDownThreshold"),
            .list("targetNoList"),
        ],
        filters: [.exact("vpcNo"), .code("targetType")],
        derived: ActionKind.Derivation { world, group in
            [
                "loadBalancerInstanceNo": .string(balancer(of: group.id, world) ?? ""),
                "targetNoList": .array(Targets.of(group.id, world).map { .string($0["targetNo"]) }),
            ]
        },
        actions: [
            .create(inputs, then: registerFirst),
            .delete(when: [isUnused], listed: "targetGroupNoList", first: empty),
            .change(
                "changeTargetGroupHealthCheckConfiguration", HealthCheck.changes, when: [isIdle], then: reconfigure),
            .change("changeTargetGroupConfiguration", configuration, when: [isIdle], then: reconfigure),
            .change("setTargetGroupDescription", [.description("targetGroupDescription")]),
        ],
        companions: { world, group in
            for target in Targets.of(group.id, world) { world.remove(.target, target.id) }
        })

    private static let algorithmNames = [
        "SIPHS": "Source IP Hash", "LC": "Least Connection", "MH": "Maglev Hash",
    ]

    private static let inputs: [Input] =
        [
            .vpc, .name("targetGroupName", orMadeUp: "tg"), isOnlyName,
            .code("targetType", of: ["VSVR"], default: "VSVR"),
            .code("targetGroupProtocolType", of: ["TCP", "UDP", "PROXY_TCP", "HTTP", "HTTPS"]),
            .integer("targetGroupPort", in: 1...65_534, default: 80), .description("targetGroupDescription"),
        ] + HealthCheck.inputs + [defaults, Targets.areThere]

    /// A client that lists all groups and refuses a second one of a name takes it for unique. (inferred: the code, and
    /// that it holds for the account)
    private static let isOnlyName = Input.check { _, group, world throws(Failure) in
        if world.contains(.targetGroup, where: "targetGroupName", is: group["targetGroupName"]) {
            throw .nameTaken(1205, "target group")
        }
    }

    private static let isUnused = Check { world, group, _ throws(Failure) in
        // What scaling fills stays as well. (inferred)
        let isFilled = world.contains(.autoScalingGroup, where: "targetGroupNoList", is: group.id)
        if isFilled || balancer(of: group.id, world) != nil { throw .inUse(1205, "target group") }
    }

    /// A group in use changes with its balancer. (inferred: of changes of targets the code is known)
    static let isIdle = Check { world, group, _ throws(Failure) in
        guard let number = balancer(of: group.id, world), let balancer = world[.loadBalancer, number] else { return }
        try LoadBalancers.requireIdle(balancer)
    }

    private static let registerFirst: KindAction.Effect = { world, group, parameters throws(Failure) in
        for server in parameters.list("targetNoList") { register(server, in: group.id, &world) }
    }

    private static let empty: KindAction.Effect = { world, group, _ throws(Failure) in
        for target in Targets.of(group.id, world) { world.remove(.target, target.id) }
    }

    static let reconfigure: KindAction.Effect = { world, group, _ throws(Failure) in
        if let number = balancer(of: group.id, world) { LoadBalancers.beginChange(of: number, &world) }
    }

    /// What a call of its own sets. Source: api/loadbalancer.md §5.
    private static let defaults = Input.values { _, group, _ throws(Failure) in
        let usual = algorithms(of: group)[0]
        return ["algorithmType": .string(usual), "useStickySession": false, "useProxyProtocol": false]
    }

    /// Those that fit the protocol, the usual one first.
    private static func algorithms(of group: Record) -> [String] {
        ["TCP", "UDP"].contains(group["targetGroupProtocolType"]) ? ["MH", "RR"] : ["RR", "SIPHS", "LC"]
    }

    private static let configuration: [Input] = [
        .values { parameters, group, _ throws(Failure) in
            var values: [String: JSON] = [:]
            if let code = parameters.text("algorithmTypeCode") {
                guard algorithms(of: group).contains(code) else { throw .invalid("algorithmTypeCode") }
                values["algorithmType"] = .string(code)
            }
            let isProxy = group["targetGroupProtocolType"] == "PROXY_TCP"
            for (name, fits) in [("useStickySession", !isProxy), ("useProxyProtocol", isProxy)] {
                guard let flag = try parameters.flag(name) else { continue }
                guard fits || !flag else { throw .invalid(name) }
                values[name] = .bool(flag)
            }
            return values
        }
    ]
}

/// Who uses a group, and who is in it.
extension TargetGroups {
    /// The balancer whose rules lead to a group.
    static func balancer(of group: String, _ world: World) -> String? {
        world.records(.loadBalancerRule, where: "targetGroupNoList", is: group).first?["loadBalancerInstanceNo"]
    }

    /// Adds a server to a group, unless it is in it.
    static func register(_ server: String, in group: String, _ world: inout World) {
        let id = Targets.id(server, in: group)
        guard world[.targetGroup, group] != nil, world[.target, id] == nil else { return }
        world.insert(
            .target, id: id,
            ["targetGroupNo": .string(group), "targetNo": .string(server), "healthCheckStatus": "UNUSED"])
    }

    /// Takes a server out of a group.
    static func deregister(_ server: String, from group: String, _ world: inout World) {
        let id = Targets.id(server, in: group)
        if world[.target, id] != nil { world.remove(.target, id) }
    }
}

extension TableSchema {
    static let targetGroup = TableSchema("targetGroup", numbers: .network, indexes: ["vpcNo", "targetGroupName"])
}
