import OrderedJSON

/// What a group does by itself: it follows its members, makes those that are missing and ends those that are too many.
/// Source: api/autoscaling.md §8; all times are (inferred).
enum Scaling {
    /// How often a group looks while something is going on, and otherwise for the health of its members; in ms.
    private static let activityPeriod: Int64 = 2000
    private static let healthPeriod: Int64 = 30_000

    static func settle(_ group: Record, cause: String = "the desired capacity", _ world: inout World) {
        for member in GroupMembers.of(group, world) { GroupMembers.follow(member, of: group, &world) }
        balance(group, cause, &world)
        let isBusy = GroupMembers.of(group, world).contains(where: GroupMembers.isMoving)
        let isIdle = group.integer("desiredCapacity") == 0 && GroupMembers.of(group, world).isEmpty
        guard !isIdle else { return }
        world.run(
            [.wake(milliseconds: isBusy ? activityPeriod : healthPeriod)], on: .autoScalingGroup, group.id)
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
