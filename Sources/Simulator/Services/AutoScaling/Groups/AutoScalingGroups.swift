import OrderedJSON

/// Groups that make servers and end them. Source: api/autoscaling.md §3.
enum AutoScalingGroups {
    static let kind = ActionKind(
        "AutoScalingGroup", .autoScalingGroup,
        columns: [
            .text("autoScalingGroupNo", "autoScalingGroupName", "launchConfigurationNo"),
            .integer(
                "minSize", "maxSize", "desiredCapacity", "defaultCoolDown", "healthCheckGracePeriod"),
            .code("healthCheckType", ["SVR": "Server", "LOADB": "Load Balancer"]),
            .text("createDate"), .code("autoScalingGroupStatus"), .text("vpcNo", "subnetNo", "serverNamePrefix"),
            .list("targetGroupNoList", "accessControlGroupNoList"),
            .raw("inAutoScalingGroupServerInstanceList", "suspendedProcessList"),
        ],
        filters: [.anyOf("autoScalingGroupNameList", of: "autoScalingGroupName")],
        derived: ActionKind.Derivation { world, group in
            [
                "inAutoScalingGroupServerInstanceList": .array(GroupMembers.shown(of: group, world)),
                "suspendedProcessList": .array(ScalingProcesses.shown(of: group)),
            ]
        },
        actions: [
            .create(
                [
                    isWithinLimit, name, launchConfiguration, subnet, accessControlGroups, targetGroups, prefix,
                    GroupSizes.given, .integer("defaultCoolDown", in: 0...2_147_483_647, default: 300), healthCheck,
                    // Which codes there are, no page says. (inferred)
                    .fixed(["autoScalingGroupStatus": "RUN", "suspendedProcesses": []]),
                ], then: scale),
            .change(
                "updateAutoScalingGroup",
                [
                    kept("launchConfigurationNo", launchConfiguration), kept("serverNamePrefix", prefix),
                    GroupSizes.changed,
                    kept("defaultCoolDown", .integer("defaultCoolDown", in: 0...2_147_483_647)), healthCheck,
                ], when: [isAtRest], then: scale),
            .change("setDesiredCapacity", [GroupSizes.desired], then: scale),
            .delete(when: [isEmpty, isAtRest], first: takeAlong),
        ], ScalingProcesses.actions,
        companions: { world, group in try? takeAlong(&world, group, CallParameters([:])) },
        routine: { world, group in Scaling.settle(group, &world) })

    private static let scale: KindAction.Effect = { world, group, _ throws(Failure) in
        Scaling.settle(world[.autoScalingGroup, group.id] ?? group, cause: "a change of the group", &world)
    }

    /// While a scaling activity runs the group is not changed. (inferred: the code)
    private static let isAtRest = Check { world, group, _ throws(Failure) in
        guard GroupMembers.of(group, world).allSatisfy({ !GroupMembers.isMoving($0) }) else {
            throw .action("1250902", "A scaling activity is in progress. Please try again later.")
        }
    }

    private static let isEmpty = Check { world, group, _ throws(Failure) in
        guard GroupMembers.of(group, world).isEmpty else { throw .isUsed("Auto Scaling group") }
    }

    /// Policies, schedules and logs are the group's. (inferred)
    private static let takeAlong: KindAction.Effect = { world, group, _ throws(Failure) in
        for table in [TableSchema.autoScalingMember, .scalingPolicy, .scheduledAction, .activityLog] {
            for record in world.records(table, where: "autoScalingGroupNo", is: group.id) {
                world.remove(table, record.id)
            }
        }
    }
}

extension TableSchema {
    static let autoScalingGroup = TableSchema(
        "autoScalingGroup", numbers: .network,
        indexes: [
            "launchConfigurationNo", "vpcNo", "subnetNo", "accessControlGroupNoList", "targetGroupNoList",
            "autoScalingGroupName",
        ])
}

/// What a group takes from its calls.
extension AutoScalingGroups {
    private static let isWithinLimit = Input.check { _, _, world throws(Failure) in
        guard world.count(.autoScalingGroup) < 100 else { throw .limit(1250, "Auto Scaling groups") }
    }

    /// Unique in the account. (inferred)
    private static let name = Input { parameters, group, world throws(Failure) in
        let text = try NameRule.check(parameters, "autoScalingGroupName", length: 1...255) ?? world.madeUpName("asg")
        guard !world.contains(.autoScalingGroup, where: "autoScalingGroupName", is: text) else {
            throw .nameTaken(1250, "Auto Scaling group")
        }
        group.attributes["autoScalingGroupName"] = .string(text)
    }

    private static let launchConfiguration = Input.reference("launchConfigurationNo", to: LaunchConfigurations.kind)

    /// Members are servers, which lie in general subnets.
    private static let subnet = Input.values { parameters, _, world throws(Failure) in
        let vpc = try VPCs.usable(try parameters.required("vpcNo"), world)
        let subnet = try Subnets.kind.find(parameters, world)
        guard subnet["vpcNo"] == vpc.id, subnet["usageType"] == "GEN", VPCs.isUsable(subnet["subnetStatus"], world)
        else { throw .invalid("subnetNo") }
        return ["vpcNo": .string(vpc.id), "subnetNo": .string(subnet.id)]
    }

    private static let accessControlGroups = Input.values { parameters, group, world throws(Failure) in
        let numbers = try AccessControlGroups.chosen(
            parameters.list("accessControlGroupNoList"), vpcNo: group["vpcNo"], world)
        return ["accessControlGroupNoList": .array(numbers.map(JSON.string))]
    }

    /// Those of the VPC. (inferred: that others are refused)
    private static let targetGroups = Input.values { parameters, group, world throws(Failure) in
        let numbers = parameters.list("targetGroupNoList")
        guard numbers.count <= 10 else { throw .limit(1250, "target groups") }
        for number in numbers {
            guard try TargetGroups.kind.find(world, number)["vpcNo"] == group["vpcNo"] else {
                throw .invalid("targetGroupNoList")
            }
        }
        return ["targetGroupNoList": .array(numbers.map(JSON.string))]
    }

    private static let prefix = Input.values { parameters, _, _ throws(Failure) in
        let text = try NameRule.check(parameters, "serverNamePrefix", length: 3...7) ?? "s"
        return ["serverNamePrefix": .string(text)]
    }

    /// The period is needed where the load balancer judges; what is not given stays.
    private static let healthCheck = Input { parameters, group, _ throws(Failure) in
        let type = parameters.text("healthCheckTypeCode") ?? group.value("healthCheckType")?.text ?? "SVR"
        guard ["SVR", "LOADB"].contains(type) else { throw .invalid("healthCheckTypeCode") }
        let present = group.value("healthCheckGracePeriod")?.integer
        let period = try parameters.integer("healthCheckGracePeriod") ?? present
        guard (0...2_147_483_647).contains(period ?? 0) else { throw .invalid("healthCheckGracePeriod") }
        guard type == "SVR" || period != nil else { throw .missing("healthCheckGracePeriod") }
        group.attributes["healthCheckType"] = .string(type)
        group.attributes["healthCheckGracePeriod"] = .integer(period ?? 300)
    }

    /// An input that leaves alone what the call does not name.
    private static func kept(_ parameter: String, _ input: Input) -> Input {
        Input { parameters, group, world throws(Failure) in
            guard parameters.text(parameter) != nil else { return }
            try input.take(parameters, &group, &world)
        }
    }
}
