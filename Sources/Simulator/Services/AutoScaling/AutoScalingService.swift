extension ActionService {
    /// What makes servers by itself. Source: api/autoscaling.md §1.
    static let autoScaling = ActionService(
        "/vautoscaling/v2",
        [
            LaunchConfigurations.kind, AutoScalingGroups.kind, GroupMembers.kind, ScalingPolicies.kind,
            ScheduledActions.kind, ActivityLog.kind,
        ])
}

extension NumberFamily {
    /// Policies, schedules and activities.
    static let autoScaling = NumberFamily(name: "autoScaling", first: 4_001)
}

extension Failure {
    /// A group, launch configuration or policy is in use. Source: api/autoscaling.md §6.
    static func isUsed(_ what: String) -> Failure {
        .action("1250700", "The \(what) is being used. Please try again later.")
    }
}
