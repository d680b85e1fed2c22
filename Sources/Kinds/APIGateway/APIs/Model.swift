import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A JSON Schema that bodies refer to. Source: api/apigateway.md §4.7.
    public static let model = Driver(
        Kind(
            "Model", service: "APIGateway",
            summary: "A JSON Schema of an API, for request and response bodies.",
            fields: [
                Field("api", .reference("Api"), .required, change: .replace, "The API it belongs to."),
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.length(1...100)],
                    "Name of the model, unique in the API."),
                Field(
                    "description", .string, change: .inPlace(.none), initial: "",
                    constraints: [.length(0...300)], "Description, up to 300 characters."),
                Field(
                    "schema", .json, .required, change: .inPlace(.none), constraints: [.length(2...5000)],
                    "The schema, as YAML or as a string of JSON; up to 5000 characters. Compared as JSON."),
            ],
            identity: Kind.Identity(id: "productId/apiId/modelId", marker: ["name", "api"]),
            place: Kind.Place(listedUnder: "Api"),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 1, timeout: 60),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure(seconds: 1, timeout: 60),
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
        operations: RESTOperations(
            "Model", .apiGateway, "/products/{product-id}/apis/{api-id}/models/{model-id}", id: "modelId",
            // Models share their key with products (api/apigateway.md §1.5).
            list: .pages(.offset(list: "productPage.content")), member: "model", under: .api,
            [
                .text("name", "modelName"), .json("schema", "modelSchema"),
                .text("description", "modelDescription"),
            ],
            changes: [.set("schema", "description", by: .put)]))

}
