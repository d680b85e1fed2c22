import Model
import NcloudClient
import OrderedJSON

extension ServerOperations {
    /// Everything that leaves the server running comes first; the spec, for which it is stopped, comes last.
    func update(_ object: ManagedObject) async throws(StepFailure) {
        let server = try await commands.rest(object)
        try await rename(server)
        try await commands.protect(server)
        try await exchangeGroups(of: server)
        try await place(server)
        try await resize(server)
    }

    private func rename(_ server: ManagedObject) async throws(StepFailure) {
        guard server.differs("name"), let name = server.desired.text("name") else { return }
        try await server.change(
            .action(.vserver, "changeServerInstanceName", ["serverInstanceNo": server.id, "serverName": name]))
    }

    private func exchangeGroups(of server: ManagedObject) async throws(StepFailure) {
        guard let groups = server.desired.texts("accessControlGroups"),
            let current = server.live.attributes["accessControlGroups"],
            let interface = server.text("networkInterface")
        else { return }
        for step in GroupExchange.steps(from: current.elements.compactMap(\.text), to: groups) {
            try await server.change(
                .action(
                    .vserver, step.call, ["networkInterfaceNo": interface, "accessControlGroupNoList": step.groups]),
                unless: { step.isDone(on: $0) })
            try await server.wait(until: "access control groups set") {
                step.isDone(on: $0) && $0.attributes.text("networkInterfaceStatus") != "SET"
            }
        }
    }

    private func resize(_ server: ManagedObject) async throws(StepFailure) {
        let desired = server.desired
        try await commands.resize(
            server, ["serverSpec", "serverProduct"],
            by: ["serverSpecCode": desired.text("serverSpec"), "serverProductCode": desired.text("serverProduct")])
    }
}

extension GroupExchange {
    /// Whether the server shows the effect.
    func isDone(on server: LiveObject) -> Bool {
        let groups = server.attributes["accessControlGroups"]?.elements.compactMap(\.text) ?? []
        return switch self {
        case .add(let added): added.allSatisfy(groups.contains)
        case .remove(let removed): !removed.contains(where: groups.contains)
        }
    }
}
