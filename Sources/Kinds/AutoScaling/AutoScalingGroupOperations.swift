import Model
import NcloudClient
import OrderedJSON

/// Groups are changed while no scaling activity runs, and deleted when they have no servers. Source: api/autoscaling.md §3.
struct AutoScalingGroupOperations: AdaptedOperations {
    let form = ActionOperations(
        "AutoScalingGroup", .vautoscaling,
        [
            .text("name", "autoScalingGroupName"), .text("launchConfiguration", "launchConfigurationNo"),
            .text("vpc", "vpcNo"), .text("subnet", "subnetNo"),
            .texts("accessControlGroups", "accessControlGroupNoList").asSet,
            .texts("targetGroups", "targetGroupNoList").asSet, .text("serverNamePrefix", "serverNamePrefix"),
            .number("minSize", "minSize"),
            .number("maxSize", "maxSize"), .number("desiredCapacity", "desiredCapacity"),
            .number("defaultCooldown", "defaultCoolDown"), .code("healthCheckType", "healthCheckType"),
            .number("healthCheckGracePeriod", "healthCheckGracePeriod"), suspended,
            .texts("servers", members, each: "serverInstanceNo"),
            .value("serversInService") { wire in
                .integer(count(wire) { $0.code("lifecycleState") == "INSVC" && $0.code("healthStatus") == "HLTHY" })
            },
            .value("serversChanging") { wire in
                .integer(count(wire) { $0.code("lifecycleState").map { $0 != "INSVC" } ?? false })
            },
            .code("status", "autoScalingGroupStatus"), .created,
        ],
        filling: { desired, _ in
            guard desired.text("healthCheckType") == "LOADB", desired["healthCheckGracePeriod"] == nil else {
                return [:]
            }
            return ["healthCheckGracePeriod": usualGracePeriod]
        },
        changes: [
            Change(fields: settings, calls: ["updateAutoScalingGroup"], comparesItself: true) {
                group, _ throws(StepFailure) in
                try await configure(group)
            },
            .own("suspendedProcesses", calls: ["resumeProcesses", "suspendProcesses"], suspend),
        ])

    private typealias Change = ActionOperations.Change

    /// LOADB has to be told the period, though it has a default. Source: api/autoscaling.md §3.
    private static let usualGracePeriod = "300"

    private static let members = "inAutoScalingGroupServerInstanceList"

    private static func count(_ group: JSON, _ isCounted: (JSON) -> Bool) -> Int64 {
        Int64((group[members]?.elements ?? []).count(where: isCounted))
    }

    private static let suspended = Column("suspendedProcesses") { wire in
        let codes = (wire["suspendedProcessList"]?.elements ?? []).compactMap { $0.code("process") }
        return Value(texts: Set(codes).sorted())
    }.setLater(from: [])

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let group = try await form.make(desired, through: session)
        try await form.update(group)
        if waits(for: desired) { try await session.wait(for: group.id, until: Self.capacity) }
    }

    func update(_ group: ManagedObject) async throws(StepFailure) {
        try await form.update(group)
        let isMoved = group.differs("minSize", "maxSize", "desiredCapacity") || group.desired.isResumed
        if isMoved, waits(for: group.desired) { try await group.wait(until: Self.capacity) }
    }

    /// What neither makes nor ends servers never has as many as desired.
    private func waits(for group: DesiredObject) -> Bool {
        let suspended = Set(group.texts("suspendedProcesses") ?? [])
        return group.bool("waitForCapacity") ?? true && suspended.isDisjoint(with: ["LANCH", "TERMT"])
    }

    private static let capacity = Goal.condition("as many servers in service as desired") { group in
        guard let desired = group.attributes["desiredCapacity"]?.integer else { return true }
        return group.attributes["serversInService"]?.integer == desired && isAtRest(group)
    }

    func delete(_ group: ManagedObject) async throws(StepFailure) {
        if let suspended = group.live.attributes["suspendedProcesses"]?.elements.compactMap(\.text),
            suspended.contains("TERMT")
        {
            try await group.changeUnlessGone(Self.process("resumeProcesses", ["TERMT"], of: group))
        }
        if ["minSize", "maxSize", "desiredCapacity"].contains(where: { group.live.attributes[$0]?.integer != 0 }) {
            try await Self.change(group) { _ in
                [
                    "autoScalingGroupNo": group.id, "minSize": "0", "maxSize": "0", "desiredCapacity": "0",
                ]
            }
        }
        try await group.wait(until: "no servers left") { $0.attributes["servers"]?.elements.isEmpty ?? true }
        try await group.delete(.action(.vautoscaling, "deleteAutoScalingGroup", ["autoScalingGroupNo": group.id]))
    }
}

/// Changes.
extension AutoScalingGroupOperations {
    private static let settings = [
        "launchConfiguration", "serverNamePrefix", "minSize", "maxSize", "desiredCapacity", "defaultCooldown",
        "healthCheckType", "healthCheckGracePeriod",
    ]

    /// What is not sent keeps its value; the sizes go along in any case, as the pages have it.
    private static func configure(_ group: ManagedObject) async throws(StepFailure) {
        guard group.differs(settings) else { return }
        try await change(group) { live in
            let group = group.seen(as: live)
            var parameters: Parameters = [
                "autoScalingGroupNo": group.id, "minSize": group.value("minSize")?.spelling,
                "maxSize": group.value("maxSize")?.spelling, "desiredCapacity": capacity(of: group),
            ]
            for (field, name) in [
                ("launchConfiguration", "launchConfigurationNo"), ("serverNamePrefix", "serverNamePrefix"),
                ("defaultCooldown", "defaultCoolDown"),
            ] where group.differs(field) { parameters.add(name, group.value(field)?.spelling) }
            if group.differs("healthCheckType", "healthCheckGracePeriod") {
                parameters.add("healthCheckTypeCode", group.value("healthCheckType")?.spelling)
                parameters.add(
                    "healthCheckGracePeriod", group.value("healthCheckGracePeriod")?.spelling ?? usualGracePeriod)
            }
            return parameters
        }
    }

    /// What is desired by the manifest; of a capacity that is left to the group only as much as its new sizes ask for.
    private static func capacity(of group: ManagedObject) -> String? {
        if let own = group.desired.integer("desiredCapacity") { return String(own) }
        guard let present = group.live.attributes["desiredCapacity"]?.integer,
            let least = group.value("minSize")?.integer, let most = group.value("maxSize")?.integer, least <= most
        else { return nil }
        let fitting = min(max(present, least), most)
        return fitting == present ? nil : String(fitting)
    }

    /// Sends a change while no scaling activity runs: the service refuses it otherwise, by a code that no page tells. One
    /// that begins just then is waited for as well.
    private static func change(
        _ group: ManagedObject, _ parameters: (LiveObject) -> Parameters
    ) async throws(StepFailure) {
        while true {
            let settled = try await group.wait(until: "no scaling activity", isAtRest)
            do throws(StepFailure) {
                return try await group.change(
                    .action(.vautoscaling, "updateAutoScalingGroup", parameters(settled.live)))
            } catch .api(let failure) {
                guard failure.classification == .refused else { throw .api(failure) }
                let now = try await group.wait(until: "its present state") { _ in true }
                if isAtRest(now.live) { throw .api(failure) }
            }
        }
    }

    private static func isAtRest(_ group: LiveObject) -> Bool {
        group.attributes["serversChanging"]?.integer ?? 0 == 0
    }

    /// Resumes before it suspends, so that nothing that is wanted rests longer than before.
    private static func suspend(_ group: ManagedObject) async throws(StepFailure) {
        let wanted = Set(group.desired.texts("suspendedProcesses") ?? [])
        let present = Set(group.live.attributes["suspendedProcesses"]?.elements.compactMap(\.text) ?? [])
        for (call, processes) in [
            ("resumeProcesses", present.subtracting(wanted)), ("suspendProcesses", wanted.subtracting(present)),
        ] where !processes.isEmpty {
            try await group.change(process(call, processes.sorted(), of: group))
        }
    }

    private static func process(_ call: String, _ processes: [String], of group: ManagedObject) -> APIRequest {
        .action(.vautoscaling, call, ["autoScalingGroupNo": group.id, "scalingProcessCodeList": processes])
    }
}
