import OrderedJSON

/// The servers of groups: what becomes of each. Source: api/autoscaling.md §3, §8.
enum GroupMembers {
    static let kind = ActionKind(
        "AutoScalingMember", .autoScalingMember, id: "serverInstanceNo",
        columns: [
            .text("serverInstanceNo"), .code("healthStatus", ["HLTHY": "Healthy", "UNHEALTHY": "Unhealthy"]),
            .code(
                "lifecycleState", ["PNDNG": "Pending", "INSVC": "In Service", "TMNNG": "Terminating"]),
        ], reads: [])

    /// Oldest first.
    static func of(_ group: Record, _ world: World) -> [Record] {
        world.records(.autoScalingMember, where: "autoScalingGroupNo", is: group.id)
    }

    static func shown(of group: Record, _ world: World) -> [JSON] { of(group, world).map(kind.columns.render) }

    /// Whether a scaling activity is about it.
    static func isMoving(_ member: Record) -> Bool { member["lifecycleState"] != "INSVC" }

    /// Whether it counts: what is ending does not.
    static func isCounted(_ member: Record) -> Bool { member["lifecycleState"] != "TMNNG" }

    /// Takes notice of what became of its server.
    static func follow(_ member: Record, of group: Record, _ world: inout World) {
        let server = world[.server, member.id]
        switch member["lifecycleState"] {
        case "TMNNG":
            guard server == nil else { return }
            ActivityLog.finish(member["activityNo"], "SUCCS", &world)
            world.remove(.autoScalingMember, member.id)
        case "PNDNG":
            if server?["serverInstanceStatus"] == "RUN" { return enterService(member, of: group, &world) }
            guard server == nil || server?["serverInstanceStatus"] == "NSTOP" else { return }
            ActivityLog.finish(member["activityNo"], "FAILD", &world)
            end(member, of: group, because: "its server did not start", &world)
        default: judge(member, server, of: group, &world)
        }
    }

    private static func enterService(_ member: Record, of group: Record, _ world: inout World) {
        ActivityLog.finish(member["activityNo"], "SUCCS", &world)
        world.set(
            .autoScalingMember, member.id,
            ["lifecycleState": "INSVC", "healthStatus": "HLTHY", "inServiceSince": .integer(world.now)])
        guard ScalingProcesses.isRunning("ADTLB", in: group) else { return }
        for target in group.list("targetGroupNoList") { TargetGroups.register(member.id, in: target, &world) }
    }

    /// The health check: a server that does not run is replaced. Where the load balancer judges, not before the grace
    /// period has passed. (inferred)
    private static func judge(_ member: Record, _ server: Record?, of group: Record, _ world: inout World) {
        guard ScalingProcesses.isRunning("HTHCK", in: group) else { return }
        guard rest(ofGraceOf: member, in: group, world) == nil else { return }
        let health = isHealthy(member, server, of: group, world) ? "HLTHY" : "UNHEALTHY"
        if member["healthStatus"] != health {
            world.set(.autoScalingMember, member.id, ["healthStatus": .string(health)])
        }
        guard health == "UNHEALTHY", ScalingProcesses.isRunning("RPUNH", in: group) else { return }
        end(member, of: group, because: "it is unhealthy", &world)
    }

    /// For how many milliseconds a member need not be healthy yet; nil when it must be.
    static func rest(ofGraceOf member: Record, in group: Record, _ world: World) -> Int64? {
        guard group["healthCheckType"] == "LOADB" else { return nil }
        let end = member.integer("inServiceSince") + group.integer("healthCheckGracePeriod") * 1000
        return end > world.now ? end - world.now : nil
    }

    /// A server that runs is healthy; where the load balancer judges, one that no target group of the group has as down.
    private static func isHealthy(_ member: Record, _ server: Record?, of group: Record, _ world: World) -> Bool {
        guard server?["serverInstanceStatus"] == "RUN" else { return false }
        guard group["healthCheckType"] == "LOADB" else { return true }
        return !group.list("targetGroupNoList").contains { target in
            world[.target, Targets.id(member.id, in: target)]?["healthCheckStatus"] == "DOWN"
        }
    }

    /// Ends a member and its server, unless the group ends none at present.
    static func end(_ member: Record, of group: Record, because cause: String, _ world: inout World) {
        guard ScalingProcesses.isRunning("TERMT", in: group) else { return }
        let activity = ActivityLog.begin("Terminate", of: group, server: member.id, because: cause, &world)
        world.set(
            .autoScalingMember, member.id, ["lifecycleState": "TMNNG", "activityNo": .string(activity)])
        for target in group.list("targetGroupNoList") { TargetGroups.deregister(member.id, from: target, &world) }
        if let server = world[.server, member.id] { Servers.terminate(server, &world) }
    }
}

extension TableSchema {
    static let autoScalingMember = TableSchema(
        "autoScalingMember", nameAttribute: "serverInstanceNo", indexes: ["autoScalingGroupNo"])
}
