import Model
import NcloudClient
import OrderedJSON

/// Whether a server serves: the checks of all target groups that forward to it find it healthy. Source:
/// api/loadbalancer.md §6.
enum ServerHealth {
    static let wait: Health = { server, session throws(StepFailure) in
        for group in try await groups(of: server, session) {
            try await session.wait(
                for: group, of: "TargetGroup",
                until: .condition("server \(server) healthy") { live in
                    live.attributes.text("loadBalancer") == nil || live.healthyTargets.contains(server)
                })
        }
    }

    /// The groups in use that a server is in; none for an account that may not look at them.
    private static func groups(
        of server: String, _ session: any CallSession
    ) async throws(StepFailure) -> [String] {
        do throws(APIFailure) {
            let wires = try await session.pages(
                of: .action(.vloadbalancer, "getTargetGroupList"), list: "targetGroupList")
            let inUse = wires.filter { group in
                group.nonEmpty("loadBalancerInstanceNo") != nil
                    && group["targetNoList"]?.elements.contains { $0.text == server } ?? false
            }
            return inUse.compactMap { $0.nonEmpty("targetGroupNo") }
        } catch {
            guard error.isDenial else { throw .api(error) }
            return []
        }
    }
}
