import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// An API inside a product. Source: api/apigateway.md §3.
    public static let api = Driver(
        Kind(
            "Api", service: "APIGateway",
            summary: "An API of a product: its resources and methods are deployed to stages together.",
            fields: [
                Field("product", .reference("Product"), .required, change: .replace, "The product it belongs to."),
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.apiName, .length(1...20)],
                    "Name of the API, part of its invoke URL."),
                Field(
                    "description", .string, change: .inPlace(.none), initial: "",
                    constraints: [.length(0...300)], "Description, up to 300 characters."),
                Field(
                    "document", .text, change: .inPlace(.none), initial: "",
                    constraints: [.length(0...65_535)], "Documentation for API clients, as Markdown."),
                .computed("domain", "Domain code: PUB, FIN or GOV."),
                .computed("modified", "When it was last changed."),
            ],
            identity: Kind.Identity(id: "productId/apiId", marker: ["name", "product"]),
            place: Kind.Place(
                listedUnder: "Product",
                nests: [
                    Kind.Nest("resources", "Resource", through: "api", key: "path", "The paths of the API."),
                    Kind.Nest("models", "Model", through: "api", key: "name", "The models of the API."),
                    Kind.Nest(
                        "gatewayResponses", "GatewayResponse", through: "api", key: "type",
                        "Gateway responses that differ from the defaults."),
                    Kind.Nest("stages", "Stage", through: "api", key: "name", "The stages of the API."),
                ]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 1, timeout: 60),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure(seconds: 1, timeout: 60)),
            checks: Kind.Checks(lint: [StageLint.unserved], breaking: Breaking.removal(of: "API")),
            serving: Kind.Serving(definition: .openAPI),
            example: """
                apiVersion: ncloud/v1
                kind: Api
                metadata: {name: orders}
                spec:
                  product: shop
                  description: placing and following orders
                """),
        operations: RESTOperations(
            "Api", .apiGateway, "/products/{product-id}/apis/{api-id}", id: "apiId",
            list: .pages(.offset(list: "apis")),
            member: "api", under: .product,
            [
                .text("name", "apiName"), .text("description", "apiDescription"), .text("domain", "domainCode"),
                .text("modified", "modTime"), .sent("document", as: "documentMd").setLater(),
            ],
            hasDetail: true, parts: document,
            changes: [.set("description", by: .patch), .set("document", by: .patch, at: "/documents")]))

    private static let document = ObjectParts(
        ["GET /products/{product-id}/apis/{api-id}/documents"], of: "document"
    ) { api, cloud throws(APIFailure) in
        let answer = try await cloud.unlessGone(.rest(.apiGateway, .get, "\(GatewayPlace(api.id).api)/documents"))
        return ["document": Value(answer?.nonEmpty("documentMd"))]
    }
}

extension ParentKind {
    /// The API that resources, models and stages are in.
    static let api = ParentKind(field: "api", kind: "Api") { cloud throws(APIFailure) in
        try await Driver.api.operations.list(ReadScope(), from: cloud).map(\.id)
    }
}
