import Model
import NcloudClient
import OrderedJSON

/// Whether servers serve: the checks of all target groups that forward to them find them healthy. Source:
/// api/loadbalancer.md §6.
enum ServerHealth {
    static let wait: Health = { servers, session throws(StepFailure) in
        for (group, members) in try await groups(of: servers, session) {
            let names = members.sorted().joined(separator: ", ")
            do throws(StepFailure) {
                try await session.wait(
                    for: group, of: "TargetGroup",
                    until: .condition("\(members.count == 1 ? "server" : "servers") \(names) healthy") { live in
                        // One that was taken out meanwhile is not waited for.
                        live.attributes.text("loadBalancer") == nil
                            || members.intersection(live.targets).isSubset(of: live.healthyTargets)
                    })
            } catch .vanished {
                // Nothing forwards to them there any more.
                continue
            }
        }
    }

    /// The groups in use, and which of the servers each has; none for an account that may not look at them.
    private static func groups(
        of servers: Set<String>, _ session: any CallSession
    ) async throws(StepFailure) -> [(group: String, members: Set<String>)] {
        do throws(APIFailure) {
            let wires = try await session.pages(
                of: .action(.vloadbalancer, "getTargetGroupList"), list: "targetGroupList")
            return wires.compactMap { group in
                let targets = Set(group["targetNoList"]?.elements.compactMap(\.text) ?? [])
                let members = targets.intersection(servers)
                guard let number = group.nonEmpty("targetGroupNo"), !members.isEmpty,
                    group.nonEmpty("loadBalancerInstanceNo") != nil
                else { return nil }
                return (number, members)
            }
        } catch {
            guard error.isDenial else { throw .api(error) }
            return []
        }
    }
}
