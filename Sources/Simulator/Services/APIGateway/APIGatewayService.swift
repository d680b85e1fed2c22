extension RESTService {
    /// API Gateway's own calls. Source: api/apigateway.md §2–§10.
    static let apiGateway = RESTService(
        "/api/v1", naming: .inPath, claimsAll: true,
        [
            Products.kind, APIs.kind, Resources.kind, Models.kind, Stages.kind, Deployments.kind, UsagePlans.kind,
            APIKeys.kind, Subscriptions.kind, Authorizers.kind, ForeignProducts.kind, GatewayUsage.kind,
            GatewayEvents.kind,
        ])
}

extension NumberFamily {
    static let deployment = NumberFamily(name: "deployment", first: 250_001)
}
