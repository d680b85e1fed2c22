import OrderedJSON

/// Init scripts: made and deleted at once, never changed. Source: api/vserver.md §3.5.
enum InitScripts {
    static let kind = ActionKind(
        "InitScript", .initScript,
        columns: [
            .text("initScriptNo", "initScriptName", "createDate", "initScriptDescription", "initScriptContent"),
            .code("osType", ["LNX": "Linux", "WND": "Windows"]),
        ],
        filters: [.within("initScriptName"), .code("osType")],
        actions: [
            .create([
                .text("initScriptContent"), .code("osType", of: ["LNX", "WND"], default: "LNX"),
                .name("initScriptName", orMadeUp: "init"), .description("initScriptDescription"),
            ]),
            .delete(listed: "initScriptNoList"),
        ])
}

extension TableSchema { static let initScript = TableSchema("initScript", numbers: .network) }
