import OrderedJSON

/// What a group does by itself: it follows its members, makes those that are missing and ends those that are too many.
/// Source: api/autoscaling.md §8; all times are (inferred).
enum Scaling {
    /// How often a group looks while something is going on, and how often it tries what could not be done; in ms.
    private static let activityPeriod: Int64 = 2000
    private static let retryPeriod: Int64 = 30_000
    /// How long it takes a group to find out what befell a member, in ms.
    private static let healthDelay: Int64 = 10_000

    /// What befalls a member makes its group look. A group at rest does not look by itself: a simulated clock that runs fast
    /// would do nothing else.
    static let watches: [Watch] = [
        // Changed by a control call, which scales nothing itself.
        Watch(.autoScalingGroup) { world, old, new in
            guard let old, let new, old.integer("desiredCapacity") != new.integer("desiredCapacity") else { return }
            look(after: activityPeriod, at: new, &world)
        },
        Watch(.server) { world, old, new in
            guard old?["serverInstanceStatus"] != new?["serverInstanceStatus"] else { return }
            look(after: healthDelay, at: (new ?? old)?.id ?? "", &world)
        },
        Watch(.target) { world, old, new in
            guard let new, old?["healthCheckStatus"] != new["healthCheckStatus"] else { return }
            look(after: healthDelay, at: new["targetNo"], &world)
        },
    ]

    private static func look(after pause: Int64, at server: String, _ world: inout World) {
        guard let member = world[.autoScalingMember, server],
            let group = world[.autoScalingGroup, member["autoScalingGroupNo"]]
        else { return }
        look(after: pause, at: group, &world)
    }

    /// Looks at a group in a while, unless it looks sooner anyway.
    private static func look(after pause: Int64, at group: Record, _ world: inout World) {
        if let next = group.pending.first, next.due <= world.now + pause { return }
        world.run([.wake(milliseconds: pause)], on: .autoScalingGroup, group.id)
    }

    static func settle(_ group: Record, cause: String = "the desired capacity", _ world: inout World) {
        for member in GroupMembers.of(group, world) { GroupMembers.follow(member, of: group, &world) }
        balance(group, cause, &world)
        guard let pause = pause(of: group, world), let now = world[.autoScalingGroup, group.id] else { return }
        look(after: pause, at: now, &world)
    }

    /// How long a group may leave its members alone; nil until something befalls one.
    private static func pause(of group: Record, _ world: World) -> Int64? {
        let members = GroupMembers.of(group, world)
        if members.contains(where: GroupMembers.isMoving) { return activityPeriod }
        // What could not be made is tried again.
        if members.count < group.integer("desiredCapacity"), ScalingProcesses.isRunning("LANCH", in: group) {
            return retryPeriod
        }
        // A member that fails from the beginning is found out when its grace period ends.
        return members.compactMap { GroupMembers.rest(ofGraceOf: $0, in: group, world) }.min()
    }

    private static func balance(_ group: Record, _ cause: String, _ world: inout World) {
        let members = GroupMembers.of(group, world).filter(GroupMembers.isCounted)
        let surplus = members.count - Int(group.integer("desiredCapacity"))
        if surplus > 0 {
            // The oldest go first. (inferred)
            for member in members.prefix(surplus) { GroupMembers.end(member, of: group, because: cause, &world) }
        } else if surplus < 0, ScalingProcesses.isRunning("LANCH", in: group) {
            for _ in 0..<(-surplus) where !MemberLaunch.perform(for: group, because: cause, &world) { return }
        }
    }
}
