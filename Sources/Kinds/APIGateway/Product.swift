import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A product of API Gateway: what APIs are grouped and subscribed to by. Source: api/apigateway.md §2.
    public static let product = Driver(
        Kind(
            "Product", service: "APIGateway",
            summary: "A product of API Gateway: it groups APIs, and keys subscribe to it.",
            source: "api/apigateway.md §2",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .inPlace(.none, calls: patch),
                    constraints: [.length(1...100)], "Name of the product."),
                Field(
                    "description", .string, change: .inPlace(.none, calls: patch), initial: "",
                    constraints: [.length(0...300)], "What it offers, up to 300 characters."),
                Field(
                    "subscription", .enumeration(["PUBLIC", "PROTECTED"]), .required,
                    change: .inPlace(.none, calls: patch),
                    "Whether any key may subscribe, or only those the publisher approves."),
                .computed("isPublished", .boolean, "Whether a stage of it is published."),
                .computed("hasDeployedStage", .boolean, "Whether a stage of it serves anything."),
                .computed("invokeId", "The part of the invoke address that names it."),
                .computed("domain", "Domain code: PUB, FIN or GOV."),
                .computed("modified", "When it was last changed."),
            ],
            identity: Kind.Identity(id: "productId"),
            reading: Kind.Reading(["GET /products"]),
            place: Kind.Place(
                nests: [Kind.Nest("apis", "Api", through: "product", key: "name", "The APIs of the product.")]),
            life: Kind.Life(
                creation: Kind.Procedure(["POST /products"], seconds: 1, timeout: 60),
                update: Kind.Procedure(patch, seconds: 1, timeout: 60),
                deletion: Kind.Procedure(["DELETE /products/{product-id}"], seconds: 1, timeout: 60)),
            checks: Kind.Checks(breaking: Breaking.product),
            example: """
                apiVersion: ncloud/v1
                kind: Product
                metadata: {name: shop}
                spec:
                  description: the shop's APIs
                  subscription: PROTECTED
                """),
        operations: ProductOperations())

    private static let patch = ["PATCH /products/{product-id}"]
}

/// Products have no status and change with the answer (api/apigateway.md §1.6), so nothing is waited for.
struct ProductOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await Self.wires(from: cloud).compactMap(Self.read)
    }

    /// The products as the wire has them.
    static func wires(from cloud: any APICaller) async throws(APIFailure) -> [JSON] {
        try await cloud.pages(of: .rest(.apiGateway, .get, "/products"), .offset(list: "productPage.content"))
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(
            .rest(.apiGateway, .get, "/products/\(id)"), of: id, under: "product", read: Self.read)
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("productId"), wire.flag("isDeleted") != true else { return nil }
        return LiveObject(
            kind: "Product", id: id,
            attributes: [
                "name": Value(wire.nonEmpty("productName")),
                // Written as description, read as productDescription (api/apigateway.md §2).
                "description": Value(wire.nonEmpty("productDescription")),
                "subscription": Value(wire.nonEmpty("subscriptionCode")),
                "isPublished": Value(wire.flag("isPublished")),
                "hasDeployedStage": Value(wire["hasDeployedStage"]?.bool),
                "invokeId": Value(wire.nonEmpty("invokeId")),
                "domain": Value(wire.nonEmpty("domainCode")),
                "modified": Value(wire.nonEmpty("modTime")),
            ])
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let body = JSON(present: [
            "productName": wanted.text("name").map(JSON.string),
            "subscriptionCode": wanted.text("subscription").map(JSON.string),
            "description": wanted.text("description").map(JSON.string),
        ])
        _ = try await session.create(.rest(.apiGateway, .post, "/products", body: body)) {
            Creation(id: $0["product"]?.nonEmpty("productId"))
        }
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        guard ["name", "description", "subscription"].contains(where: { wanted.differs($0, from: live) }) else {
            return
        }
        // Name and subscription have to be sent again to keep them (api/apigateway.md §2).
        let body = JSON(present: [
            "productName": Self.text("name", wanted, live),
            "subscriptionCode": Self.text("subscription", wanted, live),
            "description": Self.text("description", wanted, live),
        ])
        try await session.change(.rest(.apiGateway, .patch, "/products/\(live.id)", body: body), .idempotent)
    }

    /// What is wanted, or what there is when nobody says.
    private static func text(_ field: String, _ wanted: Wanted, _ live: LiveObject) -> JSON {
        let value = wanted.attributes[field] ?? live.attributes[field]
        return .string(value?.spelling ?? "")
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(.rest(.apiGateway, .delete, "/products/\(live.id)"), id: live.id)
    }
}

extension JSON {
    /// A boolean that answers spell `isX` or `x` (api/apigateway.md §1.4).
    func flag(_ key: String) -> Bool? {
        if let value = self[key]?.bool { return value }
        guard key.hasPrefix("is") else { return nil }
        let bare = key.dropFirst(2)
        return self[bare.prefix(1).lowercased() + bare.dropFirst()]?.bool
    }
}
