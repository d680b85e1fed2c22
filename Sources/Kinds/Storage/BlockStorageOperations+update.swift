import Model
import NcloudClient
import OrderedJSON

extension BlockStorageOperations {
    func update(_ live: LiveObject, to desired: DesiredObject, through session: any Session) async throws(StepFailure) {
        var live = try await Self.attachment.atRest(live, through: session)
        let grows = desired.differs("size", from: live)
        if grows { try checkSize(desired) }
        let server = desired.server(besides: live) ?? rememberedServer(desired, session)
        // Cut off while the disk is off, a later run knows where it belongs even when no manifest says so.
        if grows, let server { session.remember("server", .string(server)) }
        try await protect(live, as: desired.bool("returnProtection"), through: session)
        if grows || live.attributes.text("server") != server { live = try await leave(live, through: session) }
        if grows { try await grow(live, to: desired, through: session) }
        if let server { try await Self.attachment.join(server, live, through: session) }
    }

    private func rememberedServer(_ desired: DesiredObject, _ session: any Session) -> String? {
        desired.attributes["server"] == nil ? session.remembered("server")?.text : nil
    }

    /// Takes the disk from its server, which is busy for some seconds afterwards (api/vserver.md §2.1).
    private func leave(_ live: LiveObject, through session: any Session) async throws(StepFailure) -> LiveObject {
        guard let server = live.attributes.text("server") else { return live }
        let free = try await Self.attachment.leave(live, through: session)
        do throws(StepFailure) {
            try await session.wait(
                for: server, of: "Server", until: .condition("no operation running") { $0.serverState.isAtRest })
        } catch .vanished {
            // Nobody is kept busy by a server that is gone.
        }
        return free
    }

    private func grow(
        _ live: LiveObject, to desired: DesiredObject, through session: any Session
    ) async throws(StepFailure) {
        let size = desired.integer("size")
        let hasSize: @Sendable (LiveObject) -> Bool = { $0.attributes["size"]?.integer == size }
        try await session.change(
            .action(
                .vserver, "changeBlockStorageInstance",
                ["blockStorageInstanceNo": live.id, "blockStorageSize": size]),
            .unless(id: live.id) { hasSize($0) || $0.status?.hasSuffix("/CHNG") == true })
        try await session.wait(
            for: live.id, until: .condition("grown") { hasSize($0) && Self.attachment.isFree($0) })
    }

    private func protect(
        _ live: LiveObject, as isProtected: Bool?, through session: any Session
    ) async throws(StepFailure) {
        guard let isProtected, live.attributes["returnProtection"]?.bool != isProtected else { return }
        try await session.change(
            .action(
                .vserver, "setBlockStorageReturnProtection",
                ["blockStorageInstanceNo": live.id, "isReturnProtection": isProtected]),
            .idempotent)
        try await session.wait(
            for: live.id,
            until: .condition(isProtected ? "protected" : "protection lifted") {
                $0.attributes["returnProtection"]?.bool == isProtected
            })
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        if live.status?.hasSuffix("/TERMT") != true {
            let current = try await Self.attachment.atRest(live, through: session)
            // Planned, and said so in the plan: whoever set it in the manifest takes it off by removing the disk.
            if current.attributes["returnProtection"]?.bool == true {
                try await protect(current, as: false, through: session)
            }
            _ = try await leave(current, through: session)
            return try await form.delete(live, through: session)
        }
        try await session.wait(for: live.id, until: .gone)
    }
}
