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
                    "privateKeyFile", .string, change: .createOnly,
                    "File to write the private key to when the cloud makes the pair; readable by its owner only."),
                .computed("fingerprint", "Fingerprint of the key."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "keyName", isName: true, generation: ["fingerprint", "created"]),
            place: Kind.Place(slots: [Kind.Slot(["name"])]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 5, timeout: 300)
                    .calling(["importLoginKey"], where: "publicKey"),
                deletion: Kind.Procedure(seconds: 5, timeout: 300),
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

/// Keys have no status, and are there when they are listed.
struct LoginKeyOperations: AdaptedOperations {
    let form = ActionOperations(
        "LoginKey", .vserver, id: "keyName",
        [
            .text("name", "keyName"), .text("fingerprint", "fingerprint"), .created,
            // The list may show the public key, but not in which spelling: what was sent stands for it in comparisons.
            .sent("publicKey", as: "publicKey"),
        ],
        look: .narrowedList, deletion: .byList, until: .ready)

    func create(_ desired: DesiredObject, through session: any Session) async throws(StepFailure) {
        if let publicKey = desired.text("publicKey") {
            var desired = desired
            desired.attributes["publicKey"] = .string(publicKey.trimmingLineEnds)
            var form = form
            form.names.create = "importLoginKey"
            return try await form.create(desired, through: session)
        }
        let request = APIRequest.action(
            .vserver, "createLoginKey", ["keyName": desired.text("name")], sensitive: ["privateKey"])
        let id = try await session.create(request) { answer in
            let key = answer.nonEmpty("privateKey")
            return Creation(id: answer.nonEmpty("keyName"), secrets: key.map { ["privateKey": $0] } ?? [:])
        }
        try await session.wait(for: id, until: .ready)
    }
}
