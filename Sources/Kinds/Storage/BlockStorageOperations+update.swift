import Model
import NcloudClient
import OrderedJSON

extension BlockStorageOperations {
    func update(_ object: ManagedObject) async throws(StepFailure) {
        var disk = try await Self.attachment.atRest(object)
        let grows = disk.differs("size")
        if grows { try checkSize(disk.desired) }
        let server = disk.server ?? rememberedServer(disk)
        // Cut off while the disk is off, a later run knows where it belongs even when no manifest says so.
        if grows, let server { disk.session.remember("server", .string(server)) }
        try await protect(disk, as: disk.desired.bool("returnProtection"))
        if grows || disk.text("server") != server { disk = try await leave(disk) }
        if grows { try await grow(disk) }
        if let server { try await Self.attachment.join(server, disk) }
    }

    private func rememberedServer(_ disk: ManagedObject) -> String? {
        disk.desired.attributes["server"] == nil ? disk.session.remembered("server")?.text : nil
    }

    /// Takes the disk from its server, which is busy for some seconds afterwards (api/vserver.md §2.1).
    private func leave(_ disk: ManagedObject) async throws(StepFailure) -> ManagedObject {
        guard let server = disk.text("server") else { return disk }
        let free = try await Self.attachment.leave(disk)
        do throws(StepFailure) {
            try await disk.session.wait(
                for: server, of: "Server", until: .condition("no running operation") { $0.serverState.isAtRest })
        } catch .vanished {
            // Nobody is kept busy by a server that is gone.
        }
        return free
    }

    private func grow(_ disk: ManagedObject) async throws(StepFailure) {
        let size = disk.desired.integer("size")
        let hasSize: @Sendable (LiveObject) -> Bool = { $0.attributes["size"]?.integer == size }
        try await disk.change(
            .action(
                .vserver, "changeBlockStorageInstance",
                ["blockStorageInstanceNo": disk.id, "blockStorageSize": size]),
            unless: { hasSize($0) || $0.status?.hasSuffix("/CHNG") == true })
        try await disk.wait(until: "grown") { hasSize($0) && Self.attachment.isFree($0) }
    }

    private func protect(_ disk: ManagedObject, as isProtected: Bool?) async throws(StepFailure) {
        guard let isProtected, disk.live.attributes["returnProtection"]?.bool != isProtected else { return }
        try await disk.change(
            .action(
                .vserver, "setBlockStorageReturnProtection",
                ["blockStorageInstanceNo": disk.id, "isReturnProtection": isProtected]))
        try await disk.wait(until: isProtected ? "protected" : "protection lifted") {
            $0.attributes["returnProtection"]?.bool == isProtected
        }
    }

    func delete(_ object: ManagedObject) async throws(StepFailure) {
        guard object.live.status?.hasSuffix("/TERMT") != true else {
            try await object.wait(until: .gone)
            return
        }
        let disk = try await Self.attachment.atRest(object)
        // Planned, and said so in the plan: whoever set it in the manifest takes it off by removing the disk.
        if disk.live.attributes["returnProtection"]?.bool == true { try await protect(disk, as: false) }
        try await form.delete(try await leave(disk))
    }
}
