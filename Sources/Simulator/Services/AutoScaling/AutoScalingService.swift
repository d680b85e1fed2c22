extension ActionService {
    /// What makes servers by itself. Source: api/autoscaling.md §1.
    static let autoScaling = ActionService("/vautoscaling/v2", [LaunchConfigurations.kind])
}
