import Model
import NcloudClient
import OrderedJSON

extension ServerOperations {
    /// Everything that leaves the server running comes first; the spec, for which it is stopped, comes last.
    func update(_ live: LiveObject, to desired: DesiredObject, through session: any Session) async throws(StepFailure) {
        let live = try await rest(live, through: session)
        try await rename(live, to: desired, through: session)
        try await protect(live, as: desired, through: session)
        try await exchangeGroups(of: live, for: desired, through: session)
        try await place(live, as: desired, through: session)
        try await respec(live, to: desired, through: session)
    }

    private func rename(
        _ live: LiveObject, to desired: DesiredObject, through session: any Session
    ) async throws(StepFailure) {
        guard desired.differs("name", from: live), let name = desired.text("name") else { return }
        try await session.change(
            .action(.vserver, "changeServerInstanceName", ["serverInstanceNo": live.id, "serverName": name]),
            .idempotent)
    }

    private func protect(
        _ live: LiveObject, as desired: DesiredObject, through session: any Session
    ) async throws(StepFailure) {
        guard desired.differs("protectTermination", from: live), let isProtected = desired.bool("protectTermination")
        else { return }
        try await session.change(
            .action(
                .vserver, "setProtectServerTermination",
                ["serverInstanceNo": live.id, "isProtectServerTermination": isProtected]),
            .idempotent)
    }

    private func exchangeGroups(
        of live: LiveObject, for desired: DesiredObject, through session: any Session
    ) async throws(StepFailure) {
        guard let groups = desired.texts("accessControlGroups"), let current = live.attributes["accessControlGroups"],
            let interface = live.attributes.text("networkInterface")
        else { return }
        for step in GroupExchange.steps(from: current.elements.compactMap(\.text), to: groups) {
            try await exchange(step, of: live.id, on: interface, through: session)
        }
    }

    private func exchange(
        _ step: GroupExchange, of id: String, on interface: String, through session: any Session
    ) async throws(StepFailure) {
        let (call, groups): (String, [String]) =
            switch step {
            case .add(let groups): ("addNetworkInterfaceAccessControlGroup", groups)
            case .remove(let groups): ("removeNetworkInterfaceAccessControlGroup", groups)
            }
        try await session.change(
            .action(.vserver, call, ["networkInterfaceNo": interface, "accessControlGroupNoList": groups]),
            .unless(id: id) { step.isDone(on: $0) })
        try await session.wait(
            for: id,
            until: .condition("access control groups set") {
                step.isDone(on: $0) && $0.attributes.text("networkInterfaceStatus") != "SET"
            })
    }

    private func respec(
        _ live: LiveObject, to desired: DesiredObject, through session: any Session
    ) async throws(StepFailure) {
        let isRunning = live.serverState.isRunning
        let shouldRun = shouldRun(live, desired, session)
        if Self.specFields.contains(where: { desired.differs($0, from: live) }) {
            if isRunning {
                // For the run that goes on when this one dies: a server found stopped without it was so before.
                session.remember(Self.wasRunning, true)
                try await stop(live.id, through: session)
            }
            do throws(StepFailure) {
                try await changeSpec(of: live.id, to: desired, through: session)
            } catch {
                // A spec that is refused must not cost the server its run.
                if shouldRun { try? await start(live.id, through: session) }
                throw error
            }
            if shouldRun { try await start(live.id, through: session) }
        } else if shouldRun != isRunning {
            if shouldRun {
                try await start(live.id, through: session)
            } else {
                try await stop(live.id, through: session)
            }
        }
    }

    private static let specFields = ["serverSpec", "serverProduct"]
    private static let wasRunning = "wasRunning"

    /// Whether the server runs in the end: as is wanted, otherwise as before. What was before a spec change that was
    /// cut off is remembered; a server that somebody else has stopped stays so.
    private func shouldRun(_ live: LiveObject, _ desired: DesiredObject, _ session: any Session) -> Bool {
        if let power = desired.text("power") { return power == "on" }
        return live.serverState.isRunning || session.remembered(Self.wasRunning)?.bool ?? false
    }

    private func changeSpec(
        of id: String, to desired: DesiredObject, through session: any Session
    ) async throws(StepFailure) {
        let fields = Self.specFields
        let hasSpec: @Sendable (LiveObject) -> Bool = { live in
            fields.allSatisfy { !desired.differs($0, from: live) }
        }
        try await session.change(
            .action(
                .vserver, "changeServerInstanceSpec",
                [
                    "serverInstanceNo": id, "serverSpecCode": desired.text("serverSpec"),
                    "serverProductCode": desired.text("serverProduct"),
                ]),
            .unless(id: id) { hasSpec($0) || $0.serverState.operation == "CHNG" })
        try await session.wait(
            for: id, until: .condition("spec changed") { hasSpec($0) && $0.serverState.isAtRest })
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
