import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A script that servers run when they first start. Source: api/vserver.md §3.5.
    public static let initScript = Driver(
        Kind(
            "InitScript", service: "Server",
            summary: "A script that servers run when they first start. Nothing about it changes in place.",
            source: "api/vserver.md §3.5",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the script."),
                Field("content", .text, .required, change: .replace, "The script itself."),
                Field(
                    "osType", .enumeration(["LNX", "WND"]), change: .replace, initial: "LNX",
                    "The system it is for: Linux or Windows."),
                Field(
                    "description", .string, change: .replace, constraints: [.bytes(0...1000)],
                    "What it does, up to 1000 bytes."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "initScriptNo"),
            reading: Kind.Reading(["getInitScriptList"]),
            life: Kind.Life(
                creation: Kind.Procedure(["createInitScript"], seconds: 2, timeout: 60),
                deletion: Kind.Procedure(["deleteInitScripts"], seconds: 2, timeout: 60, isByList: true)),
            checks: Kind.Checks(preflight: [.freeName(of: "InitScript", refused: false)]),
            example: """
                apiVersion: ncloud/v1
                kind: InitScript
                metadata: {name: web-setup}
                spec:
                  osType: LNX
                  content: |
                    #!/bin/sh
                    dnf install -y nginx
                    systemctl enable --now nginx
                """),
        operations: InitScriptOperations())
}

struct InitScriptOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.pages(of: .action(.vserver, "getInitScriptList"), list: "initScriptList")
            .compactMap(Self.read)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(
            .vserver, "getInitScriptDetail", "initScriptNo", of: id, list: "initScriptList", read: Self.read)
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("initScriptNo") else { return nil }
        var attributes: Attributes = [
            "name": Value(wire.nonEmpty("initScriptName")),
            "osType": Value(wire.code("osType")),
            "description": Value(wire.nonEmpty("initScriptDescription")),
            "created": Value(wire.nonEmpty("createDate")),
        ]
        // Left out where the list does not show it, so that nothing is compared with it.
        if let content = wire.nonEmpty("initScriptContent") { attributes["content"] = .string(content) }
        return LiveObject(kind: "InitScript", id: id, attributes: attributes, created: wire.nonEmpty("createDate"))
    }

    // Scripts have no status: they are there, and gone, with the answer (api/vserver.md §3.5).

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        _ = try await session.create(
            .action(
                .vserver, "createInitScript",
                [
                    "initScriptContent": wanted.text("content"),
                    "osTypeCode": wanted.text("osType") ?? "LNX",
                    "initScriptName": wanted.text("name"),
                    "initScriptDescription": wanted.text("description"),
                ],
                sensitive: ["initScriptContent"])
        ) { Creation(id: $0["initScriptList"]?[0]?.nonEmpty("initScriptNo")) }
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(
            .action(.vserver, "deleteInitScripts", ["initScriptNoList": [live.id]], byList: "initScriptNoList"),
            id: live.id)
    }
}
