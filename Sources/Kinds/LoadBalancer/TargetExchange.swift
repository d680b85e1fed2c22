import Model
import NcloudClient
import OrderedJSON

/// The calls that turn the servers of a group into others. Source: api/loadbalancer.md §6.
///
/// New ones come first. While a listener uses the group and others are to leave, the new ones have to be healthy before
/// these go: callers find as many servers as before.
enum TargetExchange {
    static let add = "addTarget"
    static let remove = "removeTarget"
    private static let list = "getTargetList"

    /// What was added by a run that did not see the step's end, for the run that goes on.
    private static let joined = "joinedTargets"
    /// How often a removal is sent when its answer still lists the target.
    private static let attempts = 3

    static let health = ObjectParts([list], of: "health") { group, cloud throws(APIFailure) in
        let targets = try await cloud.elements(
            of: .action(.vloadbalancer, list, ["targetGroupNo": group.id]), under: "targetList")
        let rows = targets.compactMap { target -> Value? in
            guard let server = target.nonEmpty("targetNo") else { return nil }
            return .present(["server": .string(server), "status": Value(target.code("healthCheckStatus"))])
        }
        return ["health": .list(rows)]
    }

    static func perform(_ group: ManagedObject) async throws(StepFailure) {
        guard group.differs("targets") else { return }
        let present = Set(group.live.attributes["targets"]?.elements.compactMap(\.text) ?? [])
        let desired = Set(group.desired.texts("targets") ?? [])
        let (new, old) = (desired.subtracting(present).sorted(), present.subtracting(desired).sorted())
        let earlier = group.session.remembered(joined)?.elements.compactMap(\.text) ?? []
        let coming = Set(new + earlier).intersection(desired).sorted()
        if !new.isEmpty {
            group.session.remember(joined, Value(texts: coming))
            try await group.change(.action(.vloadbalancer, add, named(new, group))) { live in
                Set(new).isSubset(of: live.targets)
            }
        }
        guard !old.isEmpty else { return }
        if !coming.isEmpty, group.desired.bool("waitHealthy") ?? true, group.text("loadBalancer") != nil {
            try await group.wait(until: "new targets healthy") { live in
                live.attributes.text("loadBalancer") == nil || coming.allSatisfy(live.healthyTargets.contains)
            }
        }
        try await leave(old, group)
    }

    private static func leave(_ old: [String], _ group: ManagedObject) async throws(StepFailure) {
        for _ in 0..<attempts {
            let answer = try await group.session.change(
                .action(.vloadbalancer, remove, named(old, group)),
                .unless(id: group.id) { $0.targets.isDisjoint(with: old) })
            let left = (answer["targetList"]?.elements ?? []).compactMap { $0.nonEmpty("targetNo") }
            if left.allSatisfy({ !old.contains($0) }) { return }
        }
        try await group.wait(until: "targets removed") { $0.targets.isDisjoint(with: old) }
    }

    private static func named(_ servers: [String], _ group: ManagedObject) -> Parameters {
        ["targetGroupNo": group.id, "targetNoList": servers]
    }
}

extension LiveObject {
    /// The numbers of the servers in a group.
    var targets: Set<String> { Set(attributes["targets"]?.elements.compactMap(\.text) ?? []) }

    /// Those of them that the checks found healthy.
    var healthyTargets: Set<String> {
        let rows = attributes["health"]?.elements.map(\.members) ?? []
        return Set(rows.filter { $0["status"] == "UP" }.compactMap { $0["server"]?.text })
    }
}
