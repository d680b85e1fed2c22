import Model

/// What can be known of groups and their parts before they are made or changed. Source: api/autoscaling.md §1, §3–§5.
enum AutoScalingPreflight {
    static let group: [Preflight] = [
        .freeName(of: "AutoScalingGroup", refused: true), sizes,
        .usage("GEN", in: "subnet", for: "Auto Scaling groups"),
        .sameVpc("Subnet", in: "subnet") { subject, _ in subject.attributes["vpc"] },
        .sameVpc("AccessControlGroup", in: "accessControlGroups") { subject, _ in subject.attributes["vpc"] },
        .sameVpc("TargetGroup", in: "targetGroups") { subject, _ in subject.attributes["vpc"] },
        .exists("Vpc", in: "vpc"), .exists("Subnet", in: "subnet"), balancer,
    ]

    static let policy: [Preflight] = [
        .freeName(of: "ScalingPolicy", within: "group", refused: true), amount,
    ]

    static let schedule: [Preflight] = [
        .freeName(of: "ScalingSchedule", within: "group", refused: true),
        sizes, times, contradiction, begun,
    ]

    static let launchConfiguration: [Preflight] = [member]

    /// min ≤ desired ≤ max.
    private static let sizes = Preflight(of: ["minSize", "maxSize", "desiredCapacity"]) { subject, _ in
        guard let least = subject.attributes["minSize"]?.integer, let most = subject.attributes["maxSize"]?.integer
        else { return [] }
        if least > most {
            return [
                Preflight.Problem(
                    at: "minSize", "minSize \(least) is greater than maxSize \(most)",
                    help: "set minSize to at most maxSize")
            ]
        }
        guard let desired = subject.attributes["desiredCapacity"]?.integer, !(least...most).contains(desired) else {
            return []
        }
        return [
            Preflight.Problem(
                at: "desiredCapacity", "desiredCapacity \(desired) is not between minSize \(least) and maxSize \(most)",
                help: "set it from \(least) to \(most), or leave it out")
        ]
    }

    /// Health that the load balancer judges needs one.
    private static let balancer = Preflight(of: ["healthCheckType", "targetGroups"]) { subject, _ in
        guard subject.text("healthCheckType") == "LOADB", subject.attributes["targetGroups"]?.elements.isEmpty ?? true
        else { return [] }
        return [
            Preflight.Problem(
                .warning, at: "healthCheckType", "healthCheckType LOADB has no effect without targetGroups",
                help: "set targetGroups, or use SVR")
        ]
    }

    private static let amount = Preflight(of: ["adjustment", "amount", "minimumStep"]) { subject, _ in
        guard let adjustment = subject.text("adjustment"), let amount = subject.attributes["amount"]?.integer else {
            return []
        }
        let least: [String: Int64] = ["PRCNT": -100, "EXACT": 0]
        if let least = least[adjustment], amount < least {
            return [
                Preflight.Problem(
                    at: "amount", "with adjustment \(adjustment), amount is at least \(least)",
                    help: adjustment == "EXACT" ? "use CHANG to remove servers" : "set a greater amount")
            ]
        }
        if amount == 0, adjustment == "CHANG" || adjustment == "PRCNT" {
            return [
                Preflight.Problem(
                    at: "amount", "with adjustment \(adjustment) and amount 0, the policy does nothing",
                    help: "set a positive amount to add servers, or a negative one to remove servers")
            ]
        }
        guard adjustment != "PRCNT", !(subject.attributes["minimumStep"]?.isAbsent ?? true) else { return [] }
        return [
            Preflight.Problem(
                at: "minimumStep", "minimumStep is for adjustment PRCNT, not \(adjustment)", help: "leave it out")
        ]
    }

    /// A schedule sets sizes that the manifest of the group sets otherwise.
    private static let contradiction = Preflight(of: ["minSize", "maxSize"]) { subject, scene in
        guard let group = scene.object("AutoScalingGroup", subject.attributes["group"]), group.address != nil else {
            return []
        }
        let fields = ["minSize", "maxSize"].filter { field in
            guard let own = subject.attributes[field]?.integer, let other = group.attributes[field]?.integer else {
                return false
            }
            return own != other
        }
        guard !fields.isEmpty else { return [] }
        return [
            Preflight.Problem(
                .warning, at: fields[0],
                "\(fields.joined(separator: " and ")) \(fields.count == 1 ? "differs from that" : "differ from those") of \(group.title): the schedule changes them, and the "
                    + "next apply changes them back",
                help:
                    "use the group's sizes and set desiredCapacity, or list the fields in the group's lifecycle.ignore")
        ]
    }

    /// The service takes only a begin that is still to come, also for one that recurs.
    private static let begun = Preflight { subject, scene in
        guard !(subject.attributes["recurrence"]?.isAbsent ?? true),
            let start = subject.text("startTime").flatMap(DateTime.init),
            let day = scene.today.flatMap({ DateTime($0 + "T00:00:00Z") }), start.seconds < day.seconds
        else { return [] }
        return [
            Preflight.Problem(
                at: "startTime", "startTime has passed, and the API accepts only times in the future",
                help: "remove startTime: the schedule has begun")
        ]
    }

    /// A schedule begins before it ends.
    private static let times = Preflight(of: ["startTime", "endTime"]) { subject, _ in
        guard let start = subject.text("startTime").flatMap(DateTime.init),
            let end = subject.text("endTime").flatMap(DateTime.init), start.seconds >= end.seconds
        else { return [] }
        return [
            Preflight.Problem(at: "endTime", "endTime is not after startTime", help: "set a later endTime")
        ]
    }

    /// Servers with GPUs are no members. Source: api/autoscaling.md §1.
    private static let member = Preflight(of: ["serverSpec"], reading: ["ServerSpec"]) { subject, scene in
        guard let spec = scene.object("ServerSpec", subject.attributes["serverSpec"]),
            spec.attributes["gpuCount"]?.integer ?? 0 > 0
        else { return [] }
        return [
            Preflight.Problem(
                at: "serverSpec", "\(spec.title) has GPUs, and Auto Scaling does not support such servers",
                help: "choose a spec without GPUs")
        ]
    }
}
