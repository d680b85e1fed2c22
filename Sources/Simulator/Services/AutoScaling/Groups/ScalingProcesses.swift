import OrderedJSON

/// What a group does by itself, and what of it is suspended. Source: getScalingProcessTypeList, suspendProcesses.
enum ScalingProcesses {
    static let names = [
        ("LANCH", "Launch"), ("TERMT", "Terminate"), ("HTHCK", "Health Check"), ("RPUNH", "Replace Unhealthy"),
        ("ZNRBL", "Zone Rebalancing"), ("SCACT", "Scheduled Action"), ("ADTLB", "Add To Load Balancer"),
        ("ALMNO", "Alarm Notification"),
    ]
    static let adjustments = [
        ("CHANG", "Change In Capacity"), ("PRCNT", "Percent Change In Capacity"), ("EXACT", "Exact Capacity"),
    ]

    static let actions: [KindAction] = [
        change("suspendProcesses") { present, named in present + named.filter { !present.contains($0) } },
        change("resumeProcesses") { present, named in present.filter { !named.contains($0) } },
        .own("getScalingProcessTypeList") { _, _ throws(Failure) in .list("processList", coded(names)) },
        .own("getAdjustmentTypeList") { _, _ throws(Failure) in .list("adjustmentTypeList", coded(adjustments)) },
    ]

    static func isRunning(_ code: String, in group: Record) -> Bool { !group.list("suspendedProcesses").contains(code) }

    static func shown(of group: Record) -> [JSON] {
        coded(names.filter { !isRunning($0.0, in: group) }).map {
            ["process": $0, "suspensionReason": "User suspended"]
        }
    }

    /// The answer is the processes named. (inferred)
    private static func change(
        _ action: String, _ edit: @escaping @Sendable ([String], [String]) -> [String]
    ) -> KindAction {
        KindAction(action) { kind, world, parameters throws(Failure) in
            let group = try kind.find(parameters, world)
            let named = try parameters.requiredList("scalingProcessCodeList")
            guard Set(named).isSubset(of: names.map(\.0)) else { throw .invalid("scalingProcessCodeList") }
            let suspended = edit(group.list("suspendedProcesses"), named)
            world.set(kind.table, group.id, ["suspendedProcesses": .array(suspended.map(JSON.string))])
            Scaling.settle(world[kind.table, group.id] ?? group, cause: "a resumed process", &world)
            return .list("processList", coded(names.filter { named.contains($0.0) }))
        }
    }

    private static func coded(_ names: [(String, String)]) -> [JSON] {
        names.map { ["code": .string($0.0), "codeName": .string($0.1)] }
    }
}
