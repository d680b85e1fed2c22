import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A key pair that servers are logged in to with. Source: api/vserver.md §3.4.
    public static let loginKey = Driver(
        Kind(
            "LoginKey", service: "Server",
            summary: """
                A key pair that servers are logged in to with. With a public key given, that one is imported; without, \
                the cloud makes a pair and shows the private half once.
                """,
            source: "api/vserver.md §3.4",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.length(3...30)],
                    "Name of the key, new in the account."),
                Field(
                    "publicKey", .formatted(.rsaPublicKey), change: .replace,
                    "An RSA public key to import, as made by ssh-keygen -t rsa -b 2048 -m PEM. Its comment means nothing."
                ),
                Field(
                    "privateKeyFile", .string, change: .birthOnly,
                    "File to write the private key to when the cloud makes the pair; readable by its owner only."),
                .computed("fingerprint", "Fingerprint of the key."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "keyName", isName: true, generation: ["fingerprint", "created"]),
            reading: Kind.Reading(["getLoginKeyList"]),
            place: Kind.Place(slots: [Kind.Slot(["name"])]),
            life: Kind.Life(
                creation: Kind.Procedure(["createLoginKey"], seconds: 5, timeout: 300)
                    .calling(["importLoginKey"], where: "publicKey"),
                deletion: Kind.Procedure(["deleteLoginKeys"], seconds: 5, timeout: 300, isByList: true),
                callShowingSecret: "vserver/createLoginKey"),
            checks: Kind.Checks(preflight: [.freeName(of: "LoginKey", refused: true)]),
            example: """
                apiVersion: ncloud/v1
                kind: LoginKey
                metadata: {name: ops}
                spec:
                  privateKeyFile: ops.pem
                """),
        operations: LoginKeyOperations())
}

struct LoginKeyOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.pages(of: .action(.vserver, "getLoginKeyList"), list: "loginKeyList").compactMap(Self.read)
    }

    /// There is no detail call: the list narrowed to the name comes closest (api/common.md §6.4). It may be a search for
    /// parts of names.
    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(
            .action(.vserver, "getLoginKeyList", ["keyName": id]), of: id,
            under: "loginKeyList", read: Self.read)
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let name = wire.nonEmpty("keyName") else { return nil }
        let attributes: Attributes = [
            "name": .string(name),
            "fingerprint": Value(wire.nonEmpty("fingerprint")),
            "created": Value(wire.nonEmpty("createDate")),
        ]
        // The list may show the public key, but not in which spelling: what was sent stands for it in comparisons.
        return LiveObject(kind: "LoginKey", id: name, attributes: attributes, created: wire.nonEmpty("createDate"))
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let id =
            if let publicKey = wanted.text("publicKey") {
                try await session.create(
                    .action(
                        .vserver, "importLoginKey",
                        ["keyName": wanted.text("name"), "publicKey": publicKey.trimmingLineEnds])
                ) { Creation(id: $0["loginKeyList"]?[0]?.nonEmpty("keyName")) }
            } else {
                try await session.create(
                    .action(.vserver, "createLoginKey", ["keyName": wanted.text("name")], sensitive: ["privateKey"])
                ) { answer in
                    let key = answer.nonEmpty("privateKey")
                    return Creation(id: answer.nonEmpty("keyName"), secrets: key.map { ["privateKey": $0] } ?? [:])
                }
            }
        try await session.wait(for: id, until: .ready)
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(
            .action(.vserver, "deleteLoginKeys", ["keyNameList": [live.id]], byList: "keyNameList"), id: live.id)
        try await session.wait(for: live.id, until: .gone)
    }
}
