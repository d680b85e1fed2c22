import Model
import NcloudClient
import OrderedJSON

struct PublicIpOperations: AdaptedOperations {
    let form = ActionOperations(
        "PublicIp", .vserver, noun: "PublicIpInstance",
        [
            .text("server", "serverInstanceNo").setLater(),
            .value("description") { .string(TaggedMemo(wire: $0.nonEmpty("publicIpDescription") ?? "").text) },
            .text("address", "publicIp"), .text("privateIp", "privateIp"), .text("serverName", "serverName"),
            .value("tag") { Value(TaggedMemo(wire: $0.nonEmpty("publicIpDescription") ?? "").tag) },
            .statusAndOperation(of: "publicIpInstance"), .created, .text("modified", "lastModifyDate"),
        ],
        filling: tagged)

    /// The description with the tag behind it that the address is found by.
    private static func tagged(_ desired: DesiredObject, _ session: any Session) throws(StepFailure) -> Parameters {
        let memo = TaggedMemo(text: desired.text("description") ?? "", tag: session.tag)
        guard memo.wire.utf8.count <= 1000 else {
            throw .refused(
                "the description of \(desired.address) and nacre's tag behind it have more than 1000 bytes",
                help: "shorten the description")
        }
        return ["publicIpDescription": memo.wire]
    }

    static let attachment = Attachment(
        words: (on: "associated", off: "disassociated"),
        attach: { live, server in
            .action(
                .vserver, "associatePublicIpWithServerInstance",
                ["publicIpInstanceNo": live.id, "serverInstanceNo": server])
        },
        detach: { live, _ in
            .action(.vserver, "disassociatePublicIpFromServerInstance", ["publicIpInstanceNo": live.id])
        },
        settled: (on: ["RUN"], off: ["RUN"]))

    func create(_ desired: DesiredObject, through session: any Session) async throws(StepFailure) {
        let live = try await form.make(desired, through: session)
        if let server = desired.text("server") { try await Self.attachment.join(server, live, through: session) }
    }

    func update(_ live: LiveObject, to desired: DesiredObject, through session: any Session) async throws(StepFailure) {
        var live = try await Self.attachment.atRest(live, through: session)
        let server = desired.server(besides: live)
        guard live.attributes.text("server") != server else { return }
        live = try await Self.attachment.leave(live, through: session)
        if let server { try await Self.attachment.join(server, live, through: session) }
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        if live.status?.hasPrefix("TERMTING") != true {
            let current = try await Self.attachment.atRest(live, through: session)
            _ = try await Self.attachment.leave(current, through: session)
            return try await form.delete(live, through: session)
        }
        try await session.wait(for: live.id, until: .gone)
    }
}
