import OrderedJSON

/// Scaling policies: how far a group is moved when something happens. Source: api/autoscaling.md §4.
enum ScalingPolicies {
    static let kind = ActionKind(
        "ScalingPolicy", .scalingPolicy, id: "policyNo",
        columns: [
            .text("autoScalingGroupNo", "policyNo", "policyName"),
            .code("adjustmentType", Dictionary(uniqueKeysWithValues: ScalingProcesses.adjustments)),
            .integer("scalingAdjustment"), .raw("minAdjustmentStep"), .integer("coolDown"),
        ],
        filters: [.exact("autoScalingGroupNo"), .anyOf("policyNoList", of: "policyNo")], reads: [],
        actions: [
            .listOfGroup("getAutoScalingPolicyList"),
            .put(
                "putScalingPolicy", name: "policyName", limit: 10,
                [
                    .code("adjustmentType", of: ScalingProcesses.adjustments.map(\.0)), adjustment,
                    .integer("coolDown", in: 0...2_147_483_647, default: 300),
                ]),
            .delete(when: [.names("autoScalingGroupNo")]),
            .change("executePolicy", when: [.names("autoScalingGroupNo")], then: execute),
        ])

    /// The amount fits the sort, and only percentages have a least step.
    private static let adjustment = Input.values { parameters, policy, _ throws(Failure) in
        let amount = try parameters.requiredInteger("scalingAdjustment")
        let least: [String: Int64] = ["CHANG": -2_147_483_648, "PRCNT": -100, "EXACT": 0]
        guard ((least[policy["adjustmentType"]] ?? 0)...2_147_483_647).contains(amount) else {
            throw .invalid("scalingAdjustment")
        }
        let step = try parameters.integer("minAdjustmentStep")
        guard step == nil || policy["adjustmentType"] == "PRCNT" && (1...2_147_483_647).contains(step ?? 0) else {
            throw .invalid("minAdjustmentStep")
        }
        return ["scalingAdjustment": .integer(amount), "minAdjustmentStep": step.map(JSON.integer) ?? .null]
    }

    /// Within the cool-down of the last one no policy is executed. (inferred: it is refused)
    private static let execute: KindAction.Effect = { world, policy, _ throws(Failure) in
        let group = try AutoScalingGroups.kind.find(world, policy["autoScalingGroupNo"])
        guard group.integer("coolDownUntil") <= world.now else {
            throw .action("1250902", "The Auto Scaling group is cooling down. Please try again later.")
        }
        let sizes = GroupSizes(of: group)
        world.set(
            .autoScalingGroup, group.id,
            [
                "desiredCapacity": .integer(sizes.fitting(adjusted(sizes.desired, by: policy))),
                "coolDownUntil": .integer(world.now + policy.integer("coolDown") * 1000),
            ])
        let moved = world[.autoScalingGroup, group.id] ?? group
        Scaling.settle(moved, cause: "policy \(policy["policyName"])", &world)
    }

    /// Percentages are rounded towards nothing, but to one server at least. (inferred)
    static func adjusted(_ size: Int64, by policy: Record) -> Int64 {
        let amount = policy.integer("scalingAdjustment")
        switch policy["adjustmentType"] {
        case "EXACT": return amount
        case "PRCNT":
            guard amount != 0 else { return size }
            let least = max(1, policy.integer("minAdjustmentStep"))
            let share = (size * abs(amount)) / 100
            return size + max(share, least) * amount.signum()
        default: return size + amount
        }
    }
}

extension TableSchema {
    static let scalingPolicy = TableSchema(
        "scalingPolicy", nameAttribute: "policyName", numbers: .autoScaling, indexes: ["autoScalingGroupNo"])
}
