import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A JSON Schema that bodies refer to. Source: api/apigateway.md §4.7.
    public static let model = Driver(
        Kind(
            "Model", service: "APIGateway",
            summary: "A JSON Schema of an API, which request and response bodies refer to.",
            source: "api/apigateway.md §4.7",
            fields: [
                Field("api", .reference("Api"), .required, change: .replace, "The API it belongs to."),
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.length(1...100)],
                    "Name of the model, new in the API."),
                Field(
                    "description", .string, change: .inPlace(.none, calls: put), initial: "",
                    constraints: [.length(0...300)], "What it describes, up to 300 characters."),
                Field(
                    "schema", .json, .required, change: .inPlace(.none, calls: put), constraints: [.length(2...5000)],
                    "The schema, as YAML or as a text of JSON; up to 5000 characters. Compared as JSON."),
            ],
            identity: Kind.Identity(id: "productId/apiId/modelId", marker: ["name", "api"]),
            reading: Kind.Reading(perParent: ["GET /products/{product-id}/apis/{api-id}/models"]),
            place: Kind.Place(listedUnder: "Api"),
            life: Kind.Life(
                creation: Kind.Procedure(["POST /products/{product-id}/apis/{api-id}/models"], seconds: 1, timeout: 60),
                update: Kind.Procedure(put, seconds: 1, timeout: 60),
                deletion: Kind.Procedure(
                    ["DELETE /products/{product-id}/apis/{api-id}/models/{model-id}"], seconds: 1, timeout: 60),
                // Another name or another API: there is room for both, and bodies turn to the new one before the old one goes.
                replacement: .createFirst),
            checks: Kind.Checks(lint: ModelLint.rules),
            example: """
                apiVersion: ncloud/v1
                kind: Model
                metadata: {name: Order}
                spec:
                  api: orders
                  schema:
                    type: object
                    required: [id]
                    properties:
                      id: {type: string}
                """),
        operations: ModelOperations())

    private static let put = ["PUT /products/{product-id}/apis/{api-id}/models/{model-id}"]
}

struct ModelOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let apis = try await cloud.apiIDs(scope)
        return try await apis.concurrentlyReading { api throws(APIFailure) in
            // Models share their key with products (api/apigateway.md §1.5).
            try await cloud.pagesUnlessGone(
                .rest(.apiGateway, .get, "\(GatewayPlace(api).api)/models"), list: "productPage.content"
            ).compactMap { Self.read($0, of: api) }
        }.flatMap(\.self)
    }

    private static func read(_ wire: JSON, of api: String) -> LiveObject? {
        guard let id = wire.nonEmpty("modelId") else { return nil }
        return LiveObject(
            kind: "Model", id: "\(api)/\(id)",
            attributes: [
                "api": .string(api), "name": Value(wire.nonEmpty("modelName")),
                "description": Value(wire.nonEmpty("modelDescription")), "schema": Value(wire.nonEmpty("modelSchema")),
            ])
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let api = wanted.text("api") ?? ""
        let body = JSON(present: [
            "modelName": wanted.text("name").map(JSON.string), "modelSchema": Self.schema(wanted),
            "modelDescription": wanted.text("description").map(JSON.string),
        ])
        _ = try await session.create(.rest(.apiGateway, .post, "\(GatewayPlace(api).api)/models", body: body)) {
            // The object comes bare; a wrapper does no harm.
            let model = $0["model"] ?? $0
            return Creation(id: model.nonEmpty("modelId").map { "\(api)/\($0)" })
        }
    }

    /// The schema travels as a text.
    private static func schema(_ wanted: Wanted) -> JSON? {
        wanted["schema"].map { .string($0.text ?? $0.plainJSON.serialized()) }
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        guard wanted.differs(["schema", "description"], from: live) else { return }
        let description = wanted.value("description", else: live)?.spelling ?? ""
        let body = JSON(present: [
            "modelSchema": Self.schema(wanted) ?? live.attributes.text("schema").map(JSON.string),
            "modelDescription": .string(description),
        ])
        try await session.change(.rest(.apiGateway, .put, GatewayPlace(live.id).model, body: body), .idempotent)
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(.rest(.apiGateway, .delete, GatewayPlace(live.id).model), id: live.id)
    }
}
