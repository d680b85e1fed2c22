import Model
import NcloudClient
import OrderedJSON

extension ServerOperations {
    /// Brings the interfaces besides the first to those that are wanted, in their order: the cloud gives a new one the
    /// first free place, so that everything behind the first difference is detached and attached again.
    /// Source: api/vserver.md §3.7.
    func exchangeInterfaces(
        of live: LiveObject, for wanted: Wanted, through session: any Session
    ) async throws(StepFailure) {
        guard wanted.differs("networkInterfaces", from: live), let target = wanted.texts("networkInterfaces"),
            let current = live.attributes["networkInterfaces"]?.elements.compactMap(\.text)
        else { return }
        let kept = zip(current, target).prefix { $0 == $1 }.count
        for (index, interface) in current.enumerated().reversed() where index >= kept {
            try await move(interface, "detachNetworkInterface", server: live.id, through: session) {
                !$0.contains(interface)
            }
        }
        for interface in target.dropFirst(kept) {
            try await move(interface, "attachNetworkInterface", server: live.id, through: session) {
                $0.contains(interface)
            }
        }
    }

    private func move(
        _ interface: String, _ call: String, server: String, through session: any Session,
        _ isDone: @escaping @Sendable ([String]) -> Bool
    ) async throws(StepFailure) {
        let shows: @Sendable (LiveObject) -> Bool = { server in
            server.attributes["networkInterfaces"].map { isDone($0.elements.compactMap(\.text)) } ?? false
        }
        try await session.change(
            .action(
                .vserver, call,
                [
                    "serverInstanceNo": server, "networkInterfaceNo": interface,
                    "subnetNo": try await subnet(of: interface, through: session),
                ]),
            .unless(id: server, shows))
        try await session.wait(
            for: server,
            until: .condition("interfaces set") { shows($0) && $0.attributes.text("networkInterfaceStatus") == "USED" })
    }

    /// The API wants the interface's subnet besides its number.
    private func subnet(of interface: String, through session: any Session) async throws(StepFailure) -> String? {
        let request = APIRequest.action(.vserver, "getNetworkInterfaceDetail", ["networkInterfaceNo": interface])
        let answer = try await StepFailure.wrapping { () throws(APIFailure) in try await session.call(request) }
        return answer["networkInterfaceList"]?[0]?.nonEmpty("subnetNo")
    }

    /// Moves a XEN or RHV server from its placement group to the wanted one. Source: api/vserver.md §3.11.
    func place(_ live: LiveObject, as wanted: Wanted, through session: any Session) async throws(StepFailure) {
        guard wanted.differs("placementGroup", from: live) else { return }
        let target = wanted.text("placementGroup")
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
