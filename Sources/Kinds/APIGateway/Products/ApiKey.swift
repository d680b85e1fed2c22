import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A key that subscribes to products. Source: api/apigateway.md §7.
    public static let apiKey = Driver(
        Kind(
            "ApiKey", service: "APIGateway",
            summary: """
                A key that subscribes to products and is sent with requests. Its primary and secondary values are \
                never stored in state; `nacre rotate` generates new ones.
                """,
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .inPlace(.none),
                    constraints: [.length(1...20)], "Name of the key, 1 to 20 characters."),
                Field(
                    "description", .string, change: .inPlace(.none), initial: "",
                    constraints: [.length(0...50)], "Description, up to 50 characters."),
                Field(
                    "enabled", .boolean, change: .inPlace(.none), initial: true,
                    "Whether requests with it are accepted."),
                Field(
                    "primaryKeyFile", .string, change: .createOnly,
                    "File for the primary key, written when the key is created; readable only by its owner."),
                Field(
                    "secondaryKeyFile", .string, change: .createOnly,
                    "File for the secondary key, written when the key is created; readable only by its owner."),
                .computed("modified", "When it was last changed."),
            ],
            identity: Kind.Identity(id: "apiKeyId"),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 1, timeout: 60),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure(seconds: 1, timeout: 60)),
            checks: Kind.Checks(breaking: Breaking.apiKey),
            example: """
                apiVersion: ncloud/v1
                kind: ApiKey
                metadata: {name: mobile-app}
                spec:
                  description: the app on phones
                """),
        operations: ApiKeyOperations(), rotation: regeneration)

    /// Source: api/apigateway.md §7, `apigateway-apikey-regenerate`.
    private static let regeneration = Rotation(
        names: ["primary", "secondary"],
        request: { id, name in
            .rest(
                .apiGateway, .patch, "/api-keys/\(id)", body: ["keyType": .string(name.uppercased())],
                sensitive: ApiKeyOperations.secrets)
        },
        reading: { .rest(.apiGateway, .get, "/api-keys/\($0)", sensitive: ApiKeyOperations.secrets) },
        secret: { answer, name in (answer["apiKey"] ?? answer).nonEmpty("\(name)Key") })
}

/// The list leaves the secrets out. The call for one key shows them, and is not made.
struct ApiKeyOperations: AdaptedOperations {
    static let secrets: Set<String> = ["primaryKey", "secondaryKey"]

    let form = RESTOperations(
        "ApiKey", .apiGateway, "/api-keys/{api-key-id}", id: "apiKeyId", list: .pages(.offset(list: "apiKeys")),
        member: "apiKey",
        [
            .text("name", "apiKeyName"), .flag("enabled", "isEnabled").setLater(from: true),
            .text("description", "apiKeyDescription"), .text("modified", "modTime"),
        ],
        sensitive: secrets, changes: [.set("name", "description", "enabled", by: .put)])

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let files = Self.secrets.filter { desired.text("\($0)File") != nil }
        try await form.create(desired, through: session) { key in
            let shown = files.compactMap { name in key.nonEmpty(name).map { (name, $0) } }
            return Dictionary(shown, uniquingKeysWith: { first, _ in first })
        }
    }
}

extension ParentKind {
    /// The key that subscribes.
    static let apiKey = ParentKind(field: "key", kind: "ApiKey") { cloud throws(APIFailure) in
        try await Driver.apiKey.operations.list(ReadScope(), from: cloud).map(\.id)
    }
}
