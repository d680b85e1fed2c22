import OrderedJSON

/// What groups did and do. Source: getAutoScalingActivityLogList, data type ActivityLog.
enum ActivityLog {
    static let kind = ActionKind(
        "ActivityLog", .activityLog, id: "activityNo",
        columns: [
            .text("autoScalingGroupNo", "activityNo", "serverInstanceNo", "zoneCode", "actionName"),
            .code(
                "actionStatus",
                [
                    "INPRG": "In Progress", "SUCCS": "Success", "FAILD": "Failed", "CANCL": "Cancelled",
                ]), .text("actionCause", "actionDescription", "startTime", "endTime"),
        ], reads: [], actions: [.own("getAutoScalingActivityLogList", listed)])

    /// Enters something that a group begins to do.
    static func begin(
        _ action: String, of group: Record, server: String, because cause: String, _ world: inout World
    ) -> String {
        enter(action, "INPRG", of: group, server: server, cause, "\(action) of server \(server)", &world)
    }

    static func finish(_ activity: String, _ status: String, _ world: inout World) {
        world.set(.activityLog, activity, ["actionStatus": .string(status), "endTime": world.date])
    }

    /// Enters something that is done, or could not be done, at once. What fails again and again for one reason is entered once.
    static func noteFailure(_ action: String, of group: Record, _ why: String, _ world: inout World) {
        let last = world.records(.activityLog, where: "autoScalingGroupNo", is: group.id).last
        if let last, last["actionStatus"] == "FAILD", last["actionDescription"] == why { return }
        finish(enter(action, "FAILD", of: group, server: "", "the desired capacity", why, &world), "FAILD", &world)
    }

    static func noteSchedule(_ schedule: String, of group: Record, _ world: inout World) {
        let entry = enter(
            "Scheduled Action", "SUCCS", of: group, server: "", "schedule \(schedule)", "Capacity was set", &world)
        finish(entry, "SUCCS", &world)
    }

    private static func enter(
        _ action: String, _ status: String, of group: Record, server: String, _ cause: String, _ description: String,
        _ world: inout World
    ) -> String {
        let zone = world[.subnet, group["subnetNo"]]?["zoneCode"] ?? ""
        return kind.insert(
            [
                "autoScalingGroupNo": .string(group.id), "serverInstanceNo": .string(server),
                "zoneCode": .string(server.isEmpty ? "" : zone), "actionName": .string(action),
                "actionStatus": .string(status), "actionCause": .string(cause),
                "actionDescription": .string(description), "startTime": world.date, "startedAt": .integer(world.now),
            ], &world
        ).id
    }

    /// The last six weeks, the latest first.
    private static let listed: Action = { world, parameters throws(Failure) in
        let group = try parameters.required("autoScalingGroupNo")
        let first = world.now - 42 * 86_400_000
        let chosen = Set(parameters.list("activityNoList"))
        let found = world.records(.activityLog, where: "autoScalingGroupNo", is: group).reversed()
            .filter { $0.integer("startedAt") >= first && (chosen.isEmpty || chosen.contains($0.id)) }
        let size = try parameters.integer("pageSize") ?? Int64(max(1, found.count))
        let page = max(1, try parameters.integer("pageNo") ?? 1)
        guard size > 0 else { throw .invalid("pageSize") }
        let shown = found.dropFirst(Int((page - 1) * size)).prefix(Int(size))
        return .list(kind.list, shown.map(kind.columns.render), total: found.count)
    }
}

extension TableSchema {
    static let activityLog = TableSchema(
        "activityLog", nameAttribute: "activityNo", numbers: .autoScaling, indexes: ["autoScalingGroupNo"])
}
