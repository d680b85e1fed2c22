import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A product of API Gateway: what APIs are grouped and subscribed to by. Source: api/apigateway.md §2.
    public static let product = Driver(
        Kind(
            "Product", service: "APIGateway",
            summary: "An API Gateway product: a group of APIs to which keys subscribe.",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .inPlace(.none),
                    constraints: [.length(1...100)], "Name of the product."),
                Field(
                    "description", .string, change: .inPlace(.none), initial: "",
                    constraints: [.length(0...300)], "Description, up to 300 characters."),
                Field(
                    "subscription", .enumeration(["PUBLIC", "PROTECTED"]), .required,
                    change: .inPlace(.none),
                    "Whether any key may subscribe, or only those the publisher approves."),
                .computed("isPublished", .boolean, "Whether one of its stages is published."),
                .computed("hasDeployedStage", .boolean, "Whether one of its stages has a deployment."),
                .computed("invokeId", "Its part of the invoke URL."),
                .computed("domain", "Domain code: PUB, FIN or GOV."),
                .computed("modified", "When it was last changed."),
            ],
            identity: Kind.Identity(id: "productId"),
            place: Kind.Place(
                nests: [Kind.Nest("apis", "Api", through: "product", key: "name", "The APIs of the product.")]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 1, timeout: 60),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure(seconds: 1, timeout: 60)),
            checks: Kind.Checks(breaking: Breaking.product),
            example: """
                apiVersion: ncloud/v1
                kind: Product
                metadata: {name: shop}
                spec:
                  description: the shop's APIs
                  subscription: PROTECTED
                """),
        operations: RESTOperations(
            "Product", .apiGateway, "/products/{product-id}", id: "productId",
            list: .pages(.offset(list: "productPage.content")),
            member: "product",
            [
                .text("name", "productName"), .text("subscription", "subscriptionCode"),
                // Written under another name than it is read (api/apigateway.md §2).
                .text("description", "productDescription", sent: "description"), .flag("isPublished", "isPublished"),
                .bool("hasDeployedStage", "hasDeployedStage"), .text("invokeId", "invokeId"),
                .text("domain", "domainCode"), .text("modified", "modTime"),
            ],
            hasDetail: true,
            // Name and subscription have to be sent again to keep them (api/apigateway.md §2).
            changes: [.set("name", "subscription", "description", by: .patch)]))

}

extension ParentKind {
    /// The product that an API is in.
    static let product = ParentKind(field: "product", kind: "Product") { cloud throws(APIFailure) in
        try await Driver.product.operations.list(ReadScope(), from: cloud).map(\.id)
    }
}
