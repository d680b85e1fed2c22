import Model
import NcloudClient

/// The commands that servers take under the same names in VPC and in the Classic environment: each is one call, and a
/// wait for its effect. Source: api/vserver.md §3.1, api/classic-and-others.md §1.
struct ServerCommands: Sendable {
    let service: Service

    /// Waits until nothing goes on with the server: it takes no command before.
    func rest(_ server: ManagedObject) async throws(StepFailure) -> ManagedObject {
        guard !server.live.serverState.isAtRest else { return server }
        return try await server.wait(until: "no running operation") { $0.serverState.isAtRest }
    }

    func stop(_ server: ManagedObject) async throws(StepFailure) {
        try await server.change(command("stopServerInstances", server), unless: { $0.serverState.power == "off" })
        try await server.wait(until: "stopped") { $0.serverState.text == "NSTOP" }
    }

    func start(_ server: ManagedObject) async throws(StepFailure) {
        try await server.change(command("startServerInstances", server), unless: { $0.serverState.power == "on" })
        try await server.wait(until: "running") { $0.serverState.text == "RUN" }
    }

    func terminate(_ server: ManagedObject) async throws(StepFailure) {
        try await server.delete(command("terminateServerInstances", server))
        try await server.wait(until: .gone)
    }

    /// A call that the cloud takes for any number of servers.
    private func command(_ action: String, _ server: ManagedObject) -> APIRequest {
        .action(service, action, ["serverInstanceNoList": [server.id]], byList: "serverInstanceNoList")
    }

    /// Sets the protection from termination to what is desired.
    func protect(_ server: ManagedObject) async throws(StepFailure) {
        guard server.differs("protectTermination"), let isProtected = server.desired.bool("protectTermination")
        else { return }
        try await protect(server, isProtected)
    }

    func protect(_ server: ManagedObject, _ isProtected: Bool) async throws(StepFailure) {
        try await server.change(
            .action(
                service, "setProtectServerTermination",
                ["serverInstanceNo": server.id, "isProtectServerTermination": isProtected]))
    }
}

// MARK: Power and spec

extension ServerCommands {
    /// Changes the spec, for which the server is stopped, and has the server run or not as is desired.
    /// - Parameters:
    ///   - fields: those that say the spec.
    ///   - spec: the parameters that name it.
    func resize(_ server: ManagedObject, _ fields: [String], by spec: Parameters) async throws(StepFailure) {
        let isRunning = server.live.serverState.isRunning
        let shouldRun = shouldRun(server)
        if server.differs(fields) {
            if isRunning {
                // For the run that goes on when this one dies: a server found stopped without it was so before.
                server.session.remember(Self.wasRunning, true)
                try await stop(server)
            }
            do throws(StepFailure) {
                try await changeSpec(of: server, fields, by: spec)
            } catch {
                if shouldRun { await startAgain(server) }
                throw error
            }
            if shouldRun { try await start(server) }
        } else if shouldRun != isRunning {
            try await shouldRun ? start(server) : stop(server)
        }
    }

    /// A spec that is refused must not cost the server its run. Why it does not run again is said beside the refusal, which
    /// is the failure of the step.
    private func startAgain(_ server: ManagedObject) async {
        do throws(StepFailure) { try await start(server) } catch {
            server.session.log(
                "it was stopped for the new spec and could not be started again: \(error.words); the next apply starts it"
            )
        }
    }

    private static let wasRunning = "wasRunning"

    /// Whether the server runs in the end: as is desired, otherwise as before. What was before a spec change that was
    /// cut off is remembered; a server that somebody else has stopped stays so.
    private func shouldRun(_ server: ManagedObject) -> Bool {
        if let power = server.desired.text("power") { return power == "on" }
        return server.live.serverState.isRunning || server.session.remembered(Self.wasRunning)?.bool ?? false
    }

    private func changeSpec(
        of server: ManagedObject, _ fields: [String], by spec: Parameters
    ) async throws(StepFailure) {
        let desired = server.desired
        let hasSpec: @Sendable (LiveObject) -> Bool = { live in
            fields.allSatisfy { !desired.differs($0, from: live) }
        }
        var parameters: Parameters = ["serverInstanceNo": server.id]
        parameters.add(spec)
        try await server.change(
            .action(service, "changeServerInstanceSpec", parameters),
            unless: { hasSpec($0) || $0.serverState.operation == "CHNG" })
        try await server.wait(until: "spec changed") { hasSpec($0) && $0.serverState.isAtRest }
    }
}

extension Safeguard {
    /// Servers of both generations are not terminated while somebody else protects them.
    static let terminationProtection = protection(
        "protectTermination", from: "termination", liftedBy: "setProtectServerTermination")
}
