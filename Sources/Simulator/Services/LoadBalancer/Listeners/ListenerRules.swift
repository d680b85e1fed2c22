import OrderedJSON

/// Rules of listeners. No call writes them: each listener has a default one, and a console makes others, which a control
/// call stands for. Source: api/loadbalancer.md §4.
enum ListenerRules {
    static let kind: ActionKind = ActionKind(
        "LoadBalancerRule", .loadBalancerRule,
        columns: [
            .text("loadBalancerRuleNo", "loadBalancerListenerNo"), .integer("priority"),
            .raw("loadBalancerRuleConditionList", "loadBalancerRuleActionList"),
        ],
        reads: [],
        actions: [
            .own("getLoadBalancerRuleList") { world, parameters throws(Failure) in
                let listener = try Listeners.kind.find(parameters, world)
                return kind.answer(world, of(listener.id, world).map(\.id))
            }
        ])

    static let lastPriority: Int64 = 10_000

    /// The rules of a listener in their order.
    static func of(_ listener: String, _ world: World) -> [Record] {
        world.records(.loadBalancerRule, where: "loadBalancerListenerNo", is: listener)
            .sorted { $0.integer("priority") < $1.integer("priority") }
    }

    /// The one that holds where no other does.
    static func insertDefault(of listener: Record, to group: String, _ world: inout World) {
        insert(
            of: listener, priority: lastPriority, conditions: [["ruleConditionType": coded("DEFAULT")]],
            actions: [forwarding([(group, 1)])], groups: [group], &world)
    }

    private static func insert(
        of listener: Record, priority: Int64, conditions: [JSON], actions: [JSON], groups: [String],
        _ world: inout World
    ) {
        kind.insert(
            [
                "loadBalancerListenerNo": .string(listener.id),
                "loadBalancerInstanceNo": .string(listener["loadBalancerInstanceNo"]),
                "priority": .integer(priority), "loadBalancerRuleConditionList": .array(conditions),
                "loadBalancerRuleActionList": .array(actions),
                "targetGroupNoList": .array(groups.map(JSON.string)),
            ], &world)
    }

    private static func coded(_ code: String) -> JSON { .coded(code) ?? .null }

    private static func forwarding(_ groups: [(number: String, weight: Int64)]) -> JSON {
        let weights: [JSON] = groups.map { ["targetGroupNo": .string($0.number), "weight": .integer($0.weight)] }
        return [
            "ruleActionType": coded("TARGET_GROUP"),
            "targetGroupAction": ["targetGroupWeightList": .array(weights), "useStickySession": false],
        ]
    }

    /// Makes a rule as a console does: `{"listener", "priority", "hosts", "paths", "targetGroups", "redirection"}`. One of
    /// the last priority takes the place of the default rule.
    static func add(_ description: JSON, _ world: inout World) throws(Failure) -> JSON {
        let listener = try Listeners.kind.find(world, description["listener"]?.text ?? "")
        guard let priority = description["priority"]?.integer, (1...lastPriority).contains(priority) else {
            throw .rest(400, "100", "give the rule's priority, 1 to 10000")
        }
        let groups = description["targetGroups"]?.elements.compactMap(\.text) ?? []
        for group in groups { _ = try TargetGroups.kind.find(world, group) }
        guard groups.isEmpty == (description["redirection"] != nil) else {
            throw .rest(400, "100", "give either targetGroups or a redirection")
        }
        for rule in of(listener.id, world) where rule.integer("priority") == priority {
            world.remove(.loadBalancerRule, rule.id)
        }
        insert(
            of: listener, priority: priority, conditions: conditions(description, priority),
            actions: description["redirection"].map { [redirecting($0)] } ?? [forwarding(groups.map { ($0, 1) })],
            groups: groups, &world)
        LoadBalancers.beginChange(of: listener["loadBalancerInstanceNo"], &world)
        return ["rules": .array(of(listener.id, world).map { .string($0.id) })]
    }

    private static func conditions(_ description: JSON, _ priority: Int64) -> [JSON] {
        guard priority != lastPriority else { return [["ruleConditionType": coded("DEFAULT")]] }
        let hosts = description["hosts"].map { list -> JSON in
            ["ruleConditionType": coded("HOST_HEADER"), "hostHeaderCondition": ["hostHeaderList": list]]
        }
        let paths = description["paths"].map { list -> JSON in
            ["ruleConditionType": coded("PATH_PATTERN"), "pathPatternCondition": ["pathPatternList": list]]
        }
        return [hosts, paths].compactMap(\.self)
    }

    private static func redirecting(_ target: JSON) -> JSON {
        let usual: [(String, JSON)] = [
            ("protocol", "HTTPS"), ("port", "443"), ("host", "#{host}"), ("path", "#{path}"), ("query", "#{query}"),
            ("statusCode", "301"),
        ]
        let values = Dictionary(uniqueKeysWithValues: usual.map { ($0.0, target[$0.0] ?? $0.1) })
        return ["ruleActionType": coded("REDIRECTION"), "redirectionAction": values.asObject]
    }
}

extension TableSchema {
    static let loadBalancerRule = TableSchema(
        "loadBalancerRule", nameAttribute: "priority", numbers: .network,
        indexes: ["loadBalancerListenerNo", "loadBalancerInstanceNo", "targetGroupNoList"])
}
