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
                .computed("domain", "Domain code: PUB, FIN or GOV."),
                .computed("modified", "When it was last changed."),
            ],
            identity: Kind.Identity(id: "apiId", marker: ["name", "product"]), listedUnder: "Product",
            reading: Kind.Reading(perParent: ["GET /products/{product-id}/apis"]),
            creation: Kind.Procedure(["POST /products/{product-id}/apis"], seconds: 1, timeout: 60),
            update: Kind.Procedure(patch, seconds: 1, timeout: 60),
            deletion: Kind.Procedure(["DELETE /products/{product-id}/apis/{api-id}"], seconds: 1, timeout: 60),
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
        }.flatMap(\.self)
    }

    /// The products in question, or all of the account.
    private func products(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [String] {
        if let known = scope.parents["Product"] { return known.sorted() }
        return try await ProductOperations.wires(from: cloud).compactMap { $0.nonEmpty("productId") }
    }

    private static func apis(of product: String, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        do throws(APIFailure) {
            return try await cloud.pages(
                of: .rest(.apiGateway, .get, "/products/\(product)/apis"), .offset(list: "apis")
            ).compactMap { read($0, of: product) }
        } catch {
            guard error.classification == .gone else { throw error }
            return []
        }
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        guard let product = attributes.text("product") else { return .notOffered }
        return try await cloud.detail(
            .rest(.apiGateway, .get, "/products/\(product)/apis/\(id)"), of: id, under: "api"
        ) { Self.read($0, of: product) }
    }

    private static func read(_ wire: JSON, of product: String) -> LiveObject? {
        guard let id = wire.nonEmpty("apiId"), wire.flag("isDeleted") != true else { return nil }
        return LiveObject(
            kind: "Api", id: id,
            attributes: [
                "product": .string(wire.nonEmpty("productId") ?? product),
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
        let path = "/products/\(wanted.text("product") ?? "")/apis"
        _ = try await session.create(.rest(.apiGateway, .post, path, body: body)) {
            Creation(id: $0["api"]?.nonEmpty("apiId"))
        }
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        guard wanted.differs("description", from: live) else { return }
        let body: JSON = ["apiDescription": .string(wanted.text("description") ?? "")]
        try await session.change(.rest(.apiGateway, .patch, Self.path(live), body: body), .idempotent)
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(.rest(.apiGateway, .delete, Self.path(live)), id: live.id)
    }

    private static func path(_ live: LiveObject) -> String {
        "/products/\(live.attributes.text("product") ?? "")/apis/\(live.id)"
    }
}
