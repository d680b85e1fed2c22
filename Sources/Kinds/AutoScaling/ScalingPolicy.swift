import Model

extension Driver {
    /// How far a group is scaled when something happens. Source: api/autoscaling.md §4.
    public static let scalingPolicy = Driver(
        Kind(
            "ScalingPolicy", service: "AutoScaling",
            summary: """
                How far an Auto Scaling group is scaled when the policy is executed. It has no metric of its own: an event \
                rule of Cloud Insight, or a user of the console, executes it.
                """,
            fields: [
                GroupPart.name("policy"), GroupPart.group,
                Field(
                    "adjustment", .enumeration(["CHANG", "PRCNT", "EXACT"]), .required, change: .inPlace(.none),
                    "CHANG adds or removes servers, PRCNT a share of the capacity, EXACT sets the capacity."),
                Field(
                    "amount", .integer, .required, change: .inPlace(.none),
                    constraints: [.range(-2_147_483_648...2_147_483_647)],
                    "Servers for CHANG and EXACT, percent for PRCNT; negative to remove."),
                Field(
                    "minimumStep", .integer, change: .inPlace(.none), initial: .null,
                    constraints: [.range(1...2_147_483_647)],
                    "With PRCNT, the least number of servers to add or remove."),
                Field(
                    "cooldown", .integer, change: .inPlace(.none), initial: 300,
                    constraints: [.range(0...2_147_483_647)],
                    "Seconds in which no other scaling follows; default 300."),
            ],
            identity: Kind.Identity(id: "autoScalingGroupNo/policyNo", marker: ["name", "group"]),
            place: Kind.Place(listedUnder: "AutoScalingGroup"),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 2, timeout: 60), deletion: Kind.Procedure(seconds: 2, timeout: 60),
                disruption: .none, creationOverwrites: true),
            checks: Kind.Checks(
                preflight: AutoScalingPreflight.policy,
                limits: [.atMost(10, "scaling policy", plural: "scaling policies", within: "group")]),
            example: """
                apiVersion: ncloud/v1
                kind: ScalingPolicy
                metadata: {name: more}
                spec:
                  group: web
                  adjustment: PRCNT
                  amount: 50
                  minimumStep: 2
                """),
        operations: ActionOperations(
            "ScalingPolicy", .vautoscaling, id: "policyNo", under: .autoScalingGroup, policyColumns, isPaged: false,
            look: .listed(by: "policyNoList"),
            names: { names in
                names.list = "getAutoScalingPolicyList"
                names.create = "putScalingPolicy"
            },
            changes: [
                GroupPart.put(
                    by: "putScalingPolicy", id: "policyNo", policyColumns,
                    changing: ["adjustment", "amount", "minimumStep", "cooldown"]
                ) { policy in
                    // Only percentages have a step.
                    policy.value("adjustment")?.text == "PRCNT" && policy.desired["minimumStep"] != nil
                        ? [] : ["minimumStep"]
                }
            ],
            clearing: GroupPart.clearing))

    private static let policyColumns: [Column] = [
        .text("name", "policyName"), GroupPart.column, .code("adjustment", "adjustmentType"),
        .number("amount", "scalingAdjustment"), .number("minimumStep", "minAdjustmentStep"),
        .number("cooldown", "coolDown"),
    ]
}
