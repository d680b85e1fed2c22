import Model

/// Rules about schedules of groups. Source: api/autoscaling.md §3, §5.
enum ScheduleLint {
    static let otherSizes = LintRule(
        "scaling/schedule-sizes", .warning, "A schedule sets other sizes than its group's manifest.",
        because: """
            A schedule sets minSize and maxSize together with the capacity. When it has run, they differ from the \
            group's manifest, so the next apply changes them back.
            """,
        advice: "give the schedule the group's sizes, or list the fields in the group's lifecycle.ignore",
        source: "api/autoscaling.md §5"
    ) { schedule, scene in
        guard let group = scene.target(of: schedule.attributes["group"]) else { return [] }
        let ignored = Set(group.lifecycle.ignore.map(\.path.field))
        return ["minSize", "maxSize"].compactMap { field in
            guard !ignored.contains(field), let own = schedule.attributes[field]?.integer,
                let other = group.attributes[field]?.integer, own != other
            else { return nil }
            return LintRule.Finding(
                at: FieldPath(field), "\(field) is \(own) here and \(other) in \(group.address)")
        }
    }
}
