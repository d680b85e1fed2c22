import Model
import NcloudClient
import OrderedJSON

extension ServerOperations {
    /// Everything that leaves the server running comes first; the spec, for which it is stopped, comes last.
    func update(_ object: ManagedObject) async throws(StepFailure) {
        let server = try await rest(object)
        try await rename(server)
        try await protect(server)
        try await exchangeGroups(of: server)
        try await place(server)
        try await resize(server)
    }

    private func rename(_ server: ManagedObject) async throws(StepFailure) {
        guard server.differs("name"), let name = server.desired.text("name") else { return }
        try await server.change(
            .action(.vserver, "changeServerInstanceName", ["serverInstanceNo": server.id, "serverName": name]))
    }

    private func protect(_ server: ManagedObject) async throws(StepFailure) {
        guard server.differs("protectTermination"), let isProtected = server.desired.bool("protectTermination")
        else { return }
        try await server.change(Self.protection(of: server, isOn: isProtected))
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
        let isRunning = server.live.serverState.isRunning
        let shouldRun = shouldRun(server)
        if server.differs(Self.specFields) {
            if isRunning {
                // For the run that goes on when this one dies: a server found stopped without it was so before.
                server.session.remember(Self.wasRunning, true)
                try await stop(server)
            }
            do throws(StepFailure) {
                try await changeSpec(of: server)
            } catch {
                // A spec that is refused must not cost the server its run.
                if shouldRun { try? await start(server) }
                throw error
            }
            if shouldRun { try await start(server) }
        } else if shouldRun != isRunning {
            try await shouldRun ? start(server) : stop(server)
        }
    }

    private static let specFields = ["serverSpec", "serverProduct"]
    private static let wasRunning = "wasRunning"

    /// Whether the server runs in the end: as is desired, otherwise as before. What was before a spec change that was
    /// cut off is remembered; a server that somebody else has stopped stays so.
    private func shouldRun(_ server: ManagedObject) -> Bool {
        if let power = server.desired.text("power") { return power == "on" }
        return server.live.serverState.isRunning || server.session.remembered(Self.wasRunning)?.bool ?? false
    }

    private func changeSpec(of server: ManagedObject) async throws(StepFailure) {
        let (desired, fields) = (server.desired, Self.specFields)
        let hasSpec: @Sendable (LiveObject) -> Bool = { live in
            fields.allSatisfy { !desired.differs($0, from: live) }
        }
        try await server.change(
            .action(
                .vserver, "changeServerInstanceSpec",
                [
                    "serverInstanceNo": server.id, "serverSpecCode": desired.text("serverSpec"),
                    "serverProductCode": desired.text("serverProduct"),
                ]),
            unless: { hasSpec($0) || $0.serverState.operation == "CHNG" })
        try await server.wait(until: "spec changed") { hasSpec($0) && $0.serverState.isAtRest }
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
