import Model

extension Driver {
    /// When a group is given other sizes. Source: api/autoscaling.md §5.
    public static let scalingSchedule = Driver(
        Kind(
            "ScalingSchedule", service: "AutoScaling",
            summary: """
                Gives an Auto Scaling group other sizes, at one moment or at recurring ones. One for a single moment is gone \
                when that has passed, and is not created again. It sets all sizes: those that the group's manifest also sets \
                should be the same, or be listed in the group's lifecycle.ignore.
                """,
            fields: [
                GroupPart.name("schedule"), GroupPart.group,
                Field(
                    "minSize", .integer, .required, change: .inPlace(.none), constraints: [.range(0...30)],
                    "The least number of servers from then on."),
                Field(
                    "maxSize", .integer, .required, change: .inPlace(.none), constraints: [.range(0...30)],
                    "The greatest number of servers from then on."),
                Field(
                    "desiredCapacity", .integer, change: .inPlace(.none), constraints: [.range(0...30)],
                    "The number of servers then."),
                Field(
                    "startTime", .formatted(.moment), change: .inPlace(.none),
                    "The moment, or with recurrence the earliest one; in the future."),
                Field(
                    "endTime", .formatted(.moment), change: .inPlace(.none), initial: .null,
                    "With recurrence, the latest moment."),
                Field(
                    "recurrence", .formatted(.recurrence), change: .inPlace(.none), initial: .null,
                    "When it recurs: minute, hour, day of month, month and day of week."),
                Field(
                    "timeZone", .enumeration(["KST", "UTC"]), change: .inPlace(.none),
                    "The time zone of recurrence; default: KST."),
            ],
            choices: [FieldChoice(.atLeastOne, of: ["startTime", "recurrence"])],
            identity: Kind.Identity(id: "autoScalingGroupNo/scheduledActionNo", marker: ["name", "group"]),
            place: Kind.Place(listedUnder: "AutoScalingGroup"),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 2, timeout: 60), deletion: Kind.Procedure(seconds: 2, timeout: 60),
                disruption: .none,
                expiries: [
                    Expiry(after: "endTime", where: "recurrence"), Expiry(after: "startTime", unless: "recurrence"),
                ], creationOverwrites: true),
            choosing: Kind.Choosing(defaults: ["timeZone": "KST"]),
            checks: Kind.Checks(
                preflight: AutoScalingPreflight.schedule, lint: [ScheduleLint.otherSizes],
                limits: [.atMost(100, "schedule", within: "group")]),
            example: """
                apiVersion: ncloud/v1
                kind: ScalingSchedule
                metadata: {name: weekday-mornings}
                spec:
                  group: web
                  minSize: 1
                  maxSize: 4
                  desiredCapacity: 3
                  recurrence: "0 8 * * 1-5"
                """),
        operations: ActionOperations(
            "ScalingSchedule", .vautoscaling, noun: "ScheduledUpdateGroupAction", id: "scheduledActionNo",
            under: .autoScalingGroup, scheduleColumns, look: .listed(by: "scheduledActionNoList"),
            names: { names in
                names.list = "getScheduledActionList"
                names.create = putSchedule
                names.delete = "deleteScheduledAction"
            },
            changes: [
                GroupPart.put(
                    by: putSchedule, id: "scheduledActionNo", scheduleColumns,
                    changing: [
                        "minSize", "maxSize", "desiredCapacity", "startTime", "endTime", "recurrence", "timeZone",
                    ], omitting: unsaid)
            ],
            clearing: GroupPart.clearing))

    private static let putSchedule = "putScheduledUpdateGroupAction"

    /// What the manifest does not say any more is left out: the call overwrites the rest.
    private static let unsaid: @Sendable (ManagedObject) -> Set<String> = { schedule in
        Set(["recurrence", "endTime", "startTime"].filter { schedule.desired[$0] == nil })
    }

    private static let scheduleColumns: [Column] = [
        .text("name", "scheduledActionName"), GroupPart.column, .number("minSize", "minSize"),
        .number("maxSize", "maxSize"), .number("desiredCapacity", "desiredCapacity"), .text("startTime", "startTime"),
        .text("endTime", "endTime"), .text("recurrence", "recurrence"), .text("timeZone", "timeZone"),
    ]
}
