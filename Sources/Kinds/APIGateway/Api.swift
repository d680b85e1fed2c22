import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// An API inside a product. Source: api/apigateway.md §3.
    public static let api = Driver(
        Kind(
            "Api", service: "APIGateway",
            summary: "An API inside a product: its resources and methods are deployed to stages together.",
            source: "api/apigateway.md §3",
            fields: [
                Field("product", .reference("Product"), .required, change: .replace, "The product it belongs to."),
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.apiName, .length(1...20)],
                    "Name of the API, a part of its invoke address."),
                Field(
                    "description", .string, change: .inPlace(.none, calls: patch), initial: "",
                    constraints: [.length(0...300)], "What it offers, up to 300 characters."),
                Field(
                    "document", .text, change: .inPlace(.none, calls: ["\(patch[0])/documents"]), initial: "",
                    constraints: [.length(0...65_535)], "What callers read about it, as Markdown."),
                .computed("domain", "Domain code: PUB, FIN or GOV."),
                .computed("modified", "When it was last changed."),
            ],
            identity: Kind.Identity(id: "productId/apiId", marker: ["name", "product"]),
            reading: Kind.Reading(
                perParent: ["GET /products/{product-id}/apis"],
                perObject: ["GET /products/{product-id}/apis/{api-id}/documents"]),
            place: Kind.Place(
                listedUnder: "Product",
                nests: [
                    Kind.Nest("resources", "Resource", through: "api", key: "path", "The paths of the API."),
                    Kind.Nest("models", "Model", through: "api", key: "name", "The models of the API."),
                    Kind.Nest(
                        "gatewayResponses", "GatewayResponse", through: "api", key: "type",
                        "What the gateway itself answers, where that is not the default."),
                    Kind.Nest("stages", "Stage", through: "api", key: "name", "Where the API is served."),
                ]),
            life: Kind.Life(
                creation: Kind.Procedure(["POST /products/{product-id}/apis"], seconds: 1, timeout: 60),
                update: Kind.Procedure(patch, seconds: 1, timeout: 60),
                deletion: Kind.Procedure(["DELETE /products/{product-id}/apis/{api-id}"], seconds: 1, timeout: 60)),
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
        operations: ApiOperations())

    private static let patch = ["PATCH /products/{product-id}/apis/{api-id}"]
}

/// APIs have no status and change with the answer (api/apigateway.md §1.6), so nothing is waited for.
struct ApiOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let products = try await products(scope, from: cloud)
        return try await products.concurrentlyReading { product throws(APIFailure) in
            try await Self.apis(of: product, from: cloud)
        }.flatMap(\.self).concurrentlyReading { api throws(APIFailure) in
            guard scope.wants(id: api.id, name: api.name), scope.asks(for: "document") else { return api }
            let answer = try await cloud.unlessGone(.rest(.apiGateway, .get, "\(Self.path(api))/documents"))
            return api.adding(["document": Value(answer?.nonEmpty("documentMd"))])
        }
    }

    /// The products in question, or all of the account.
    private func products(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [String] {
        if let known = scope.parents["Product"] { return known.sorted() }
        return try await ProductOperations.wires(from: cloud).compactMap { $0.nonEmpty("productId") }
    }

    private static func apis(of product: String, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.pagesUnlessGone(.rest(.apiGateway, .get, "/products/\(product)/apis"), list: "apis")
            .compactMap { read($0, of: product) }
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        let place = GatewayPlace(id)
        // An id that lacks the product's would ask for something else.
        guard place.depth == 2 else { return .missing }
        return try await cloud.detail(
            .rest(.apiGateway, .get, place.api), of: id, under: "api"
        ) { wire throws(APIFailure) in
            guard let api = Self.read(wire, of: place.productID) else { return nil }
            let answer = try await cloud.unlessGone(.rest(.apiGateway, .get, "\(place.api)/documents"))
            return api.adding(["document": Value(answer?.nonEmpty("documentMd"))])
        }
    }

    private static func read(_ wire: JSON, of product: String) -> LiveObject? {
        guard let id = wire.nonEmpty("apiId"), wire.flag("isDeleted") != true else { return nil }
        return LiveObject(
            kind: "Api", id: "\(product)/\(id)",
            attributes: [
                "product": .string(product),
                "name": Value(wire.nonEmpty("apiName")),
                "description": Value(wire.nonEmpty("apiDescription")),
                "domain": Value(wire.nonEmpty("domainCode")),
                "modified": Value(wire.nonEmpty("modTime")),
            ])
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let body = JSON(present: [
            "apiName": wanted.text("name").map(JSON.string),
            "apiDescription": wanted.text("description").map(JSON.string),
        ])
        let product = wanted.text("product") ?? ""
        let id = try await session.create(.rest(.apiGateway, .post, "/products/\(product)/apis", body: body)) {
            Creation(id: $0["api"]?.nonEmpty("apiId").map { "\(product)/\($0)" })
        }
        if let document = wanted.text("document") { try await describe(id, document, session) }
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        if wanted.differs("description", from: live) {
            let body: JSON = ["apiDescription": .string(wanted.text("description") ?? "")]
            try await session.change(.rest(.apiGateway, .patch, Self.path(live), body: body), .idempotent)
        }
        if wanted.differs("document", from: live) {
            try await describe(live.id, wanted.text("document") ?? "", session)
        }
    }

    private func describe(_ id: String, _ document: String, _ session: any Session) async throws(StepFailure) {
        let path = "\(GatewayPlace(id).api)/documents"
        try await session.change(.rest(.apiGateway, .patch, path, body: ["documentMd": .string(document)]), .idempotent)
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(.rest(.apiGateway, .delete, Self.path(live)), id: live.id)
    }

    private static func path(_ live: LiveObject) -> String { GatewayPlace(live.id).api }
}
