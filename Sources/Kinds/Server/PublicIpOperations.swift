import Model
import NcloudClient
import OrderedJSON

struct PublicIpOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.pages(of: .action(.vserver, "getPublicIpInstanceList"), list: "publicIpInstanceList")
            .compactMap(Self.read)
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("publicIpInstanceNo") else { return nil }
        let memo = TaggedMemo(wire: wire.nonEmpty("publicIpDescription") ?? "")
        let status = wire.instanceStatus("publicIpInstance")
        return LiveObject(
            kind: "PublicIp", id: id,
            attributes: [
                "server": Value(wire.nonEmpty("serverInstanceNo")),
                "description": .string(memo.text),
                "address": Value(wire.nonEmpty("publicIp")),
                "privateIp": Value(wire.nonEmpty("privateIp")),
                "serverName": Value(wire.nonEmpty("serverName")),
                "tag": Value(memo.tag),
                "status": Value(status),
                "created": Value(wire.nonEmpty("createDate")),
                "modified": Value(wire.nonEmpty("lastModifyDate")),
            ],
            status: status, created: wire.nonEmpty("createDate"))
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

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let memo = TaggedMemo(text: wanted.text("description") ?? "", tag: session.tag)
        guard memo.wire.utf8.count <= 1000 else {
            throw .refused(
                "the description of \(wanted.address) and nacre's tag behind it have more than 1000 bytes",
                help: "shorten the description")
        }
        let id = try await session.create(
            .action(.vserver, "createPublicIpInstance", ["publicIpDescription": memo.wire])
        ) { Creation(id: $0["publicIpInstanceList"]?[0]?.nonEmpty("publicIpInstanceNo")) }
        let live =
            try await session.wait(for: id, until: .ready) ?? LiveObject(kind: "PublicIp", id: id, attributes: [:])
        if let server = wanted.text("server") { try await Self.attachment.join(server, live, through: session) }
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        var live = try await Self.attachment.atRest(live, through: session)
        let server = wanted.server(besides: live)
        guard live.attributes.text("server") != server else { return }
        live = try await Self.attachment.leave(live, through: session)
        if let server { try await Self.attachment.join(server, live, through: session) }
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        if live.status?.hasPrefix("TERMTING") != true {
            let current = try await Self.attachment.atRest(live, through: session)
            _ = try await Self.attachment.leave(current, through: session)
            try await session.delete(
                .action(.vserver, "deletePublicIpInstance", ["publicIpInstanceNo": live.id]), id: live.id)
        }
        try await session.wait(for: live.id, until: .gone)
    }
}
