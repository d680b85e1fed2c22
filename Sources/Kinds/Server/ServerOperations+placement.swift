import Model
import NcloudClient
import OrderedJSON

extension ServerOperations {
    /// Moves a XEN or RHV server from its placement group to the wanted one. Source: api/vserver.md §3.11.
    func place(_ live: LiveObject, as desired: DesiredObject, through session: any Session) async throws(StepFailure) {
        guard desired.differs("placementGroup", from: live) else { return }
        let target = desired.text("placementGroup")
        if let group = live.attributes.text("placementGroup") {
            try await session.change(
                .action(
                    .vserver, "removePlacementGroupServerInstance",
                    ["placementGroupNo": group, "serverInstanceNo": live.id]),
                .unless(id: live.id) { $0.attributes.text("placementGroup") != group })
        }
        if let target {
            try await session.change(
                .action(
                    .vserver, "addPlacementGroupServerInstance",
                    ["placementGroupNo": target, "serverInstanceNo": live.id]),
                .unless(id: live.id) { $0.attributes.text("placementGroup") == target })
        }
        try await session.wait(
            for: live.id,
            until: .condition("in its placement group") { server in
                server.attributes.text("placementGroup") == target && server.serverState.isAtRest
            })
    }
}
