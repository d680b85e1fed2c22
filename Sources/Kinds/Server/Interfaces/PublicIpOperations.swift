import Model
import NcloudClient
import OrderedJSON

struct PublicIpOperations: AdaptedOperations {
    let form = ActionOperations(
        "PublicIp", .vserver, noun: "PublicIpInstance",
        .taggedMemo("description", "publicIpDescription") + [
            .text("server", "serverInstanceNo").setLater(), .text("address", "publicIp"),
            .text("privateIp", "privateIp"), .text("serverName", "serverName"),
            .statusAndOperation(of: "publicIpInstance"), .created, .text("modified", "lastModifyDate"),
        ],
        filling: tagged)

    /// The description with the tag behind it that the address is found by.
    private static func tagged(_ desired: DesiredObject, _ session: any CallSession) throws(StepFailure) -> Parameters {
        let memo = TaggedMemo(text: desired.text("description") ?? "", tag: session.tag)
        guard memo.wire.utf8.count <= 1000 else {
            throw .refused(
                "the description of \(desired.address) and nacre's tag behind it have more than 1000 bytes",
                help: "shorten the description")
        }
        return ["publicIpDescription": memo.wire]
    }

    static let attachment = Attachment(
        on: .init("associatePublicIpWithServerInstance", "associated", at: ["RUN"]) {
            ["publicIpInstanceNo": $0.id, "serverInstanceNo": $1]
        },
        off: .init("disassociatePublicIpFromServerInstance", "disassociated", at: ["RUN"]) { address, _ in
            ["publicIpInstanceNo": address.id]
        })

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let address = try await form.make(desired, through: session)
        if let server = desired.text("server") { try await Self.attachment.join(server, address) }
    }

    func update(_ object: ManagedObject) async throws(StepFailure) {
        let address = try await Self.attachment.atRest(object)
        let server = address.server
        guard address.text("server") != server else { return }
        let free = try await Self.attachment.leave(address)
        if let server { try await Self.attachment.join(server, free) }
    }

    func delete(_ object: ManagedObject) async throws(StepFailure) {
        if object.live.status?.hasPrefix("TERMTING") == true {
            try await object.wait(until: .gone)
        } else {
            try await form.delete(try await Self.attachment.leave(try await Self.attachment.atRest(object)))
        }
    }
}
