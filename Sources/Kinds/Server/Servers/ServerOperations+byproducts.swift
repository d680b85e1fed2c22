import Model
import NcloudClient

// What was made together with a server and would outlive it, and cost (api/vserver.md §3.1, §5).

extension ServerOperations {
    /// Deletes the disks that were made with it. They are detached by now.
    func deleteDisks(of server: ManagedObject) async throws(StepFailure) {
        for disk in server.session.byproducts["BlockStorage"] ?? [] {
            try await server.session.deleteByproduct(
                "BlockStorage", disk, of: server.id,
                .action(
                    .vserver, "deleteBlockStorageInstances", ["blockStorageInstanceNoList": [disk]],
                    byList: "blockStorageInstanceNoList"))
        }
    }

    /// Takes off and deletes the address that was made with it, unless a step of its own has taken it off since the plan.
    func giveBackAddress(of object: ManagedObject) async throws(StepFailure) {
        let made = object.session.byproducts["PublicIp"] ?? []
        guard !made.isEmpty else { return }
        let server = try await object.wait(until: "no running operation") { $0.serverState.isAtRest }
        if let number = server.text("publicIpNumber"), made.contains(number) {
            let isFree: @Sendable (LiveObject) -> Bool = { $0.attributes.text("publicIpNumber") == nil }
            try await server.change(
                .action(.vserver, "disassociatePublicIpFromServerInstance", ["publicIpInstanceNo": number]),
                unless: isFree)
            try await server.wait(until: "public IP returned", isFree)
        }
        for number in made {
            try await server.session.deleteByproduct(
                "PublicIp", number, of: server.id,
                .action(.vserver, "deletePublicIpInstance", ["publicIpInstanceNo": number]))
        }
    }
}

extension CallSession {
    /// Deletes what was made together with `owner` once it is off it. What is gone already needs nothing; what somebody
    /// uses for another object by now stays.
    func deleteByproduct(
        _ kind: String, _ id: String, of owner: String, _ request: APIRequest
    ) async throws(StepFailure) {
        let isOff: @Sendable (LiveObject) -> Bool = { $0.attributes.text("server") != owner }
        do throws(StepFailure) {
            let object = try await wait(for: id, of: kind, until: .condition("taken off", isOff))
            guard object?.attributes.text("server") == nil else { return }
            try await change(request, .idempotent)
        } catch .vanished {
            return
        } catch .api(let failure) {
            // A deletion sent twice is refused, since there is nothing left (api/common.md §6.4).
            do throws(StepFailure) {
                try await wait(for: id, of: kind, until: .condition("seen") { _ in true })
            } catch .vanished {
                return
            }
            throw .api(failure)
        }
    }
}
