import Model

// What stages and plans may be told; none of it is served by a deployment.

extension GatewayWorld {
    static let stageEdits: [(field: String, edit: GatewayEdit)] =
        [
            ("cacheTtl", { world, _ in world.number(upTo: 3600) }),
            ("throttle", { world, _ in world.number(upTo: 1000) }),
            ("ipAcl", { world, _ in world.ipAcl() }),
            (
                "maintenance",
                { world, _ in world.choice([nil, ["status": 503, "response": .string("until \(world.next())")]]) }
            ),
            ("contentEncoding", { world, _ in world.choice([true, false, nil]) }),
            ("minimumCompressionSize", { world, _ in world.choice([nil, 0, 1024]) }),
            ("deploy", { world, _ in world.choice(["auto", "manual", nil]) }), ("deploymentDescription", said),
            ("published", { world, _ in world.choice([true, false, nil]) }),
            ("defaultPlan", { world, stage in world.defaultPlan(stage) }),
            ("usagePlans", { world, _ in world.usagePlans() }), ("methods", { $0.settings(on: $1) }),
            ("methods", { $0.settings(on: $1) }), ("canary", { world, _ in world.canary() }),
            ("canary", { world, _ in world.canary() }),
        ]

    static let limitEdits: [(field: String, edit: GatewayEdit)] = [
        ("requestsPerSecond", { world, _ in world.number(upTo: 500) }), ("quota", { world, _ in world.quota() }),
        ("quotaCondition", { world, _ in world.choice([nil, "2xx", "4xx"]) }),
    ]

    private mutating func ipAcl() -> Value? {
        if dice.oneIn(3) { return nil }
        return [
            "rule": dice.oneIn(2) ? "ALLOWED" : "REJECTED",
            "addresses": ["203.0.113.7", .string("10.\(next() % 250).0.0/16")],
        ]
    }

    private mutating func quota() -> Value? {
        dice.oneIn(3) ? nil : ["perDay": .integer(Int64(next())), "perMonth": .integer(Int64(next() * 20))]
    }

    private mutating func defaultPlan(_ stage: DesiredResource) -> Value? {
        if dice.oneIn(3) { return nil }
        var plan: Attributes = [:]
        for (field, edit) in Self.limitEdits { plan[field] = edit(&self, stage) }
        return plan.isEmpty ? nil : .map(plan)
    }

    private mutating func usagePlans() -> Value? {
        if dice.oneIn(5) { return nil }
        let plans = all("UsagePlan").map { Value.reference(Reference($0)) }.shuffled(using: &dice)
        return .list(Array(plans.prefix(Int.random(in: 0...2, using: &dice))))
    }

    /// Settings of one or two methods that the API has.
    private mutating func settings(on stage: DesiredResource) -> Value? {
        if dice.oneIn(4) { return nil }
        let api = stage.attributes["api"]?.references.first?.address
        let methods = all("Method").filter { target(target($0, "resource"), "api") == api }.shuffled(using: &dice)
        let chosen = methods.prefix(Int.random(in: 0...2, using: &dice))
        return .list(
            chosen.map { method in
                var setting: Attributes = ["throttle": .integer(Int64(next()))]
                setting["path"] = resources[target(method, "resource") ?? method]?.attributes["path"]
                setting["method"] = resources[method]?.attributes["method"]
                if dice.oneIn(3) { setting["cacheTtl"] = 60 }
                // The stage's own server, said once more for a method, is refused.
                if dice.oneIn(3), case let other = server(), other != stage.attributes["endpoint"] {
                    setting["endpoint"] = other
                }
                return .map(setting)
            })
    }

    private mutating func canary() -> Value? {
        if dice.oneIn(3) { return nil }
        var canary: Attributes = ["endpoint": server()]
        if dice.oneIn(2) {
            canary["percent"] = dice.oneIn(2) ? .number(12.5) : .integer(Int64(next() % 100))
        } else {
            canary["conditions"] = [["in": "header", "name": "x-beta", "value": .string("v\(next())")]]
        }
        if dice.oneIn(3) { canary["throttle"] = number(upTo: 100) }
        return .map(canary)
    }
}
