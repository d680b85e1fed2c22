import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A key that subscribes to products. Source: api/apigateway.md §7.
    public static let apiKey = Driver(
        Kind(
            "ApiKey", service: "APIGateway",
            summary: """
                A key that subscribes to products and is sent with requests. Its two secret halves are never kept in \
                state; `nacre rotate` makes a new one.
                """,
            source: "api/apigateway.md §7",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .inPlace(.none, calls: put),
                    constraints: [.length(1...20)], "Name of the key, 1 to 20 characters."),
                Field(
                    "description", .string, change: .inPlace(.none, calls: put), initial: "",
                    constraints: [.length(0...50)], "Who uses it, up to 50 characters."),
                Field(
                    "enabled", .boolean, change: .inPlace(.none, calls: put), initial: true,
                    "Whether requests with it are let in."),
                Field(
                    "primaryKeyFile", .string, change: .birthOnly,
                    "File to write the primary key to when the key is made; readable by its owner only."),
                Field(
                    "secondaryKeyFile", .string, change: .birthOnly,
                    "File to write the secondary key to when the key is made; readable by its owner only."),
                .computed("modified", "When it was last changed."),
            ],
            identity: Kind.Identity(id: "apiKeyId"),
            reading: Kind.Reading(["GET /api-keys"]),
            life: Kind.Life(
                creation: Kind.Procedure(["POST /api-keys"], seconds: 1, timeout: 60),
                update: Kind.Procedure(put, seconds: 1, timeout: 60),
                deletion: Kind.Procedure(["DELETE /api-keys/{api-key-id}"], seconds: 1, timeout: 60)),
            checks: Kind.Checks(breaking: Breaking.apiKey),
            example: """
                apiVersion: ncloud/v1
                kind: ApiKey
                metadata: {name: mobile-app}
                spec:
                  description: the app on phones
                """),
        operations: ApiKeyOperations())

    private static let put = ["PUT /api-keys/{api-key-id}"]
}

struct ApiKeyOperations: Operations {
    static let secrets: Set<String> = ["primaryKey", "secondaryKey"]

    /// The list leaves the secrets out, and they are not asked for.
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await Self.wires(from: cloud).compactMap(Self.read)
    }

    private static func wires(from cloud: any APICaller) async throws(APIFailure) -> [JSON] {
        try await cloud.pages(of: .rest(.apiGateway, .get, "/api-keys"), .offset(list: "apiKeys"))
    }

    /// The keys in question, or all of the account, by their ids.
    static func ids(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [String] {
        if let known = scope.parents["ApiKey"] { return known.sorted() }
        return try await wires(from: cloud).compactMap { $0.nonEmpty("apiKeyId") }
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("apiKeyId") else { return nil }
        return LiveObject(
            kind: "ApiKey", id: id,
            attributes: [
                "name": Value(wire.nonEmpty("apiKeyName")), "description": Value(wire.nonEmpty("apiKeyDescription")),
                "enabled": Value(wire.flag("isEnabled")), "modified": Value(wire.nonEmpty("modTime")),
            ])
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let body = JSON(present: [
            "apiKeyName": wanted.text("name").map(JSON.string),
            "apiKeyDescription": wanted.text("description").map(JSON.string),
        ])
        let files = Self.secrets.filter { wanted.text("\($0)File") != nil }
        let request = APIRequest.rest(.apiGateway, .post, "/api-keys", body: body, sensitive: Self.secrets)
        let id = try await session.create(request) { answer in
            let key = answer["apiKey"] ?? answer
            let shown = files.compactMap { name in key.nonEmpty(name).map { (name, $0) } }
            return Creation(
                id: key.nonEmpty("apiKeyId"), secrets: Dictionary(shown, uniquingKeysWith: { first, _ in first }))
        }
        // It is enabled at birth.
        if wanted.bool("enabled") == false {
            try await replace(LiveObject(kind: "ApiKey", id: id, attributes: [:]), wanted, session)
        }
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        guard wanted.differs(["name", "description", "enabled"], from: live) else { return }
        try await replace(live, wanted, session)
    }

    private func replace(_ live: LiveObject, _ wanted: Wanted, _ session: any Session) async throws(StepFailure) {
        let body: JSON = [
            "apiKeyName": .string(wanted.value("name", else: live)?.spelling ?? ""),
            "isEnabled": .bool(wanted.value("enabled", else: live)?.bool ?? true),
            "apiKeyDescription": .string(wanted.value("description", else: live)?.spelling ?? ""),
        ]
        try await session.change(
            .rest(.apiGateway, .put, "/api-keys/\(live.id)", body: body, sensitive: Self.secrets), .idempotent)
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(.rest(.apiGateway, .delete, "/api-keys/\(live.id)"), id: live.id)
    }
}
