import Model
import NcloudClient
import OrderedJSON

extension ServerOperations {
    /// Moves a XEN or RHV server from its placement group to the desired one. Source: api/vserver.md §3.11.
    func place(_ server: ManagedObject) async throws(StepFailure) {
        guard server.differs("placementGroup") else { return }
        let target = server.desired.text("placementGroup")
        if let group = server.text("placementGroup") {
            try await server.change(
                .action(
                    .vserver, "removePlacementGroupServerInstance",
                    ["placementGroupNo": group, "serverInstanceNo": server.id]),
                unless: { $0.attributes.text("placementGroup") != group })
        }
        if let target {
            try await server.change(
                .action(
                    .vserver, "addPlacementGroupServerInstance",
                    ["placementGroupNo": target, "serverInstanceNo": server.id]),
                unless: { $0.attributes.text("placementGroup") == target })
        }
        try await server.wait(until: "in its placement group") {
            $0.attributes.text("placementGroup") == target && $0.serverState.isAtRest
        }
    }
}
