import OrderedJSON

/// Schedules that set the sizes of a group at a moment, or at recurring ones. Source: api/autoscaling.md §5.
enum ScheduledActions {
    static let kind = ActionKind(
        "ScheduledUpdateGroupAction", .scheduledAction, id: "scheduledActionNo",
        columns: [
            .text("autoScalingGroupNo", "scheduledActionNo", "scheduledActionName"), .integer("minSize", "maxSize"),
            .raw("desiredCapacity"), .text("startTime", "endTime", "recurrence", "timeZone"),
        ],
        filters: [
            .exact("autoScalingGroupNo"), .anyOf("scheduledActionNoList", of: "scheduledActionNo"),
            .anyOf("scheduledActionNameList", of: "scheduledActionName"),
        ],
        reads: [],
        actions: [
            .listOfGroup("getScheduledActionList"),
            .put(
                "putScheduledUpdateGroupAction", name: "scheduledActionName", limit: 100, [sizes, times],
                then: { world, action, _ throws(Failure) in plan(action, &world) }),
            .delete(when: [.names("autoScalingGroupNo")], named: "deleteScheduledAction"),
        ],
        routine: perform)

    private static let sizes = Input.values { parameters, _, _ throws(Failure) in
        let least = try parameters.requiredInteger("minSize")
        let most = try parameters.requiredInteger("maxSize")
        let desired = try parameters.integer("desiredCapacity")
        let sizes = GroupSizes(least: least, most: most, desired: desired ?? least)
        try sizes.check()
        return sizes.attributes.merging(["desiredCapacity": desired.map(JSON.integer) ?? .null]) { $1 }
    }

    /// One moment in the future, or recurring ones, between a begin and an end.
    private static let times = Input.values { parameters, _, world throws(Failure) in
        let zone = parameters.text("timeZone") ?? "KST"
        guard ["KST", "UTC"].contains(zone) else { throw .invalid("timeZone") }
        let recurrence = parameters.text("recurrence")
        if let recurrence, CronSchedule(recurrence) == nil { throw .invalid("recurrence") }
        let start = try moment("startTime", parameters)
        let end = try moment("endTime", parameters)
        if start == nil, recurrence == nil { throw .missing("startTime") }
        if let start, start <= world.now { throw .invalid("startTime") }
        if let end, end <= max(start ?? 0, world.now) { throw .invalid("endTime") }
        return [
            "timeZone": .string(zone), "recurrence": .string(recurrence ?? ""), "startTime": spelled(start),
            "endTime": spelled(end), "startsAt": start.map(JSON.integer) ?? .null,
            "endsAt": end.map(JSON.integer) ?? .null,
        ]
    }

    private static func moment(_ name: String, _ parameters: CallParameters) throws(Failure) -> Int64? {
        guard let text = parameters.text(name) else { return nil }
        guard let time = Timestamp(offset: text) else { throw .invalid(name) }
        return time.milliseconds
    }

    private static func spelled(_ moment: Int64?) -> JSON {
        .string(moment.map { Timestamp(milliseconds: $0).korean } ?? "")
    }

    /// The next moment of an action after another one; nil when there is none.
    private static func next(_ action: Record, after moment: Int64) -> Int64? {
        let start = action.value("startsAt")?.integer
        guard let cron = CronSchedule(action["recurrence"]) else { return start.flatMap { $0 > moment ? $0 : nil } }
        let offset: Int64 = action["timeZone"] == "UTC" ? 0 : 9
        let from = max(moment, (start ?? 0) - 1)
        guard let next = cron.next(after: from, hoursEast: offset) else { return nil }
        return next > (action.value("endsAt")?.integer ?? .max) ? nil : next
    }

    /// Waits for the next moment; an action without one is over, and leaves the list.
    private static func plan(_ action: Record, _ world: inout World) {
        guard let moment = next(action, after: world.now) else { return world.remove(.scheduledAction, action.id) }
        world.run([.wake(milliseconds: moment - world.now)], on: .scheduledAction, action.id)
    }

    private static let perform: @Sendable (inout World, Record) -> Void = { world, action in
        if let group = world[.autoScalingGroup, action["autoScalingGroupNo"]],
            ScalingProcesses.isRunning("SCACT", in: group)
        {
            var sizes = GroupSizes(of: action)
            sizes.desired = sizes.fitting(
                action.value("desiredCapacity")?.integer ?? group.integer("desiredCapacity"))
            world.set(.autoScalingGroup, group.id, sizes.attributes)
            ActivityLog.noteSchedule(action["scheduledActionName"], of: group, &world)
            let moved = world[.autoScalingGroup, group.id] ?? group
            Scaling.settle(moved, cause: "schedule \(action["scheduledActionName"])", &world)
        }
        plan(action, &world)
    }
}

extension TableSchema {
    static let scheduledAction = TableSchema(
        "scheduledAction", numbers: .autoScaling, indexes: ["autoScalingGroupNo"])
}
