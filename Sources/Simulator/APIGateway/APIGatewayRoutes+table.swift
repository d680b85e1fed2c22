/// Every call the service has. Fixed words come before ids of the same place.
extension APIGatewayRoutes {
    static let routes: [Route] =
        products + apis + resources + methods + models + gatewayResponses + stages + deployments + canary + plans + keys
        + authorizers + published + dashboards

    private static let products = [
        Route("GET /products", Products.list), Route("POST /products", Products.create),
        Route("GET /products/:", Products.detail), Route("PATCH /products/:", Products.change),
        Route("DELETE /products/:", Products.delete), Route("GET /products/:/overview", Products.overview),
        Route("GET /products/:/document", ProductDocuments.own),
        Route("GET /products/:/subscription-detail", KeyRelations.ofProduct),
        Route("POST /products/:/api-keys/search", Subscriptions.subscribers),
        Route("PATCH /products/:/api-keys/:", Subscriptions.decide),
        Route("PUT /products/:/api-keys/:/stages/:", Subscriptions.setPlan),
    ]

    private static let apis = [
        Route("GET /products/:/apis", APIs.list), Route("GET /products/:/apis/infos", APIs.list),
        Route("GET /products/:/apis/filter", APIs.list), Route("POST /products/:/apis", APIs.create),
        Route("POST /products/:/apis/clone", APIImports.clone),
        Route("POST /products/:/apis/import", APIImports.create),
        Route("GET /products/:/apis/:", APIs.detail), Route("PATCH /products/:/apis/:", APIs.change),
        Route("DELETE /products/:/apis/:", APIs.delete), Route("POST /products/:/apis/:/deploy", Deployments.deploy),
        Route("POST /products/:/apis/:/publish", Stages.publish),
        Route("GET /products/:/apis/:/documents", APIs.document),
        Route("PATCH /products/:/apis/:/documents", APIs.changeDocument),
    ]

    private static let resources = [
        Route("GET /products/:/apis/:/resources", Resources.list),
        Route("POST /products/:/apis/:/resources", Resources.create),
        Route("POST /products/:/apis/:/resources/import", APIImports.resources),
        Route("PATCH /products/:/apis/:/resources/:", Resources.change),
        Route("DELETE /products/:/apis/:/resources/:", Resources.delete),
        Route("GET /products/:/apis/:/resources/:/methods", Methods.list),
        Route("POST /products/:/apis/:/resources/:/methods", Methods.create),
        Route("PATCH /products/:/apis/:/resources/:/methods/:", Methods.change),
        Route("DELETE /products/:/apis/:/resources/:/methods/:", Methods.delete),
    ]

    private static let method = "/products/:/apis/:/resources/:/methods/:"

    private static let methods = [
        Route("GET \(method)/consumers", ContentTypes.consumers),
        Route("PUT \(method)/consumers", ContentTypes.setConsumers),
        Route("GET \(method)/produces", ContentTypes.produces),
        Route("PUT \(method)/produces", ContentTypes.setProduces),
        Route("GET \(method)/parameters", RequestParameters.list),
        Route("POST \(method)/parameters", RequestParameters.create),
        Route("POST \(method)/parameters/delete", RequestParameters.delete),
        Route("GET \(method)/request-body", MethodBodies.request),
        Route("POST \(method)/request-body", MethodBodies.setRequest),
        Route("DELETE \(method)/request-body", MethodBodies.deleteRequest),
        Route("GET \(method)/responses", MethodResponses.list),
        Route("POST \(method)/responses", MethodResponses.create),
        Route("PATCH \(method)/responses/:", MethodResponses.change),
        Route("DELETE \(method)/responses/:", MethodResponses.delete),
        Route("GET \(method)/responses/:/parameters", ResponseHeaders.list),
        Route("POST \(method)/responses/:/parameters", ResponseHeaders.create),
        Route("DELETE \(method)/responses/:/parameters/:", ResponseHeaders.delete),
        Route("GET \(method)/responses/:/response-body", MethodBodies.response),
        Route("POST \(method)/responses/:/response-body", MethodBodies.setResponse),
        Route("DELETE \(method)/responses/:/response-body", MethodBodies.deleteResponse),
    ]

    private static let models = [
        Route("GET /products/:/apis/:/models", Models.list), Route("POST /products/:/apis/:/models", Models.create),
        Route("POST /products/:/apis/:/models/preview", Models.preview),
        Route("GET /products/:/apis/:/models/:", Models.detail),
        Route("PUT /products/:/apis/:/models/:", Models.replace),
        Route("DELETE /products/:/apis/:/models/:", Models.delete),
    ]

    private static let gatewayResponses = [
        Route("GET /products/:/apis/:/responses", GatewayResponses.list),
        Route("POST /products/:/apis/:/responses/:", GatewayResponses.setStatus),
        Route("DELETE /products/:/apis/:/responses/:", GatewayResponses.reset),
        Route("POST /products/:/apis/:/responses/:/headers", GatewayResponses.addHeader),
        Route("DELETE /products/:/apis/:/responses/:/headers/:", GatewayResponses.deleteHeader),
        Route("POST /products/:/apis/:/responses/:/templates", GatewayResponses.addTemplate),
        Route("PATCH /products/:/apis/:/responses/:/templates", GatewayResponses.changeTemplate),
        Route("DELETE /products/:/apis/:/responses/:/templates", GatewayResponses.deleteTemplate),
    ]

    private static let stages = [
        Route("GET /products/:/apis/:/stages", Stages.list),
        Route("GET /products/:/apis/:/stages/filter", Stages.filter),
        Route("POST /products/:/apis/:/stages/search", Stages.search),
        Route("POST /products/:/apis/:/stages", Stages.create), Route("GET /products/:/apis/:/stages/:", Stages.detail),
        Route("PUT /products/:/apis/:/stages/:", Stages.replace),
        Route("DELETE /products/:/apis/:/stages/:", Stages.delete),
        Route("POST /products/:/apis/:/stages/:/cache-initialize", Stages.initializeCache),
        Route("POST /products/:/apis/:/stages/:/associate-usage-plan", StagePlans.associate),
        Route("POST /products/:/apis/:/stages/:/disassociate-usage-plan", StagePlans.disassociate),
        Route("PUT /products/:/apis/:/stages/:/usage-plan", StagePlans.setDefault),
        Route("GET /products/:/apis/:/stages/:/usage-plans", StagePlans.list),
    ]

    private static let stage = "/products/:/apis/:/stages/:"
    private static let stageMethods = "\(stage)/deployments/:/resources/:/methods"

    private static let deployments = [
        Route("POST \(stage)/deploy", Deployments.redeploy), Route("GET \(stage)/deployments", Deployments.list),
        Route("GET \(stage)/deployments/:", Deployments.detail),
        Route("DELETE \(stage)/deployments/:", Deployments.delete),
        Route("GET \(stage)/swagger-json", StageDocuments.swagger), Route("GET \(stage)/export", StageDocuments.export),
        Route("GET \(stageMethods)", StageMethods.list), Route("GET \(stageMethods)/:", StageMethods.detail),
        Route("PATCH \(stageMethods)/:", StageMethods.change),
    ]

    private static let canary = [
        Route("POST \(stage)/canary", Canary.enable), Route("PATCH \(stage)/canary", Canary.change),
        Route("DELETE \(stage)/canary", Canary.disable), Route("POST \(stage)/canary/promote", Canary.promote),
        Route("GET \(stage)/canary/swagger-json", StageDocuments.canarySwagger),
        Route("GET \(stage)/canary/export", StageDocuments.canaryExport),
    ]

    private static let plans = [
        Route("GET /usage-plans", StagePlans.byStage), Route("POST /usage-plans/search", UsagePlans.list),
        Route("POST /usage-plans", UsagePlans.create), Route("GET /usage-plans/:", UsagePlans.detail),
        Route("PUT /usage-plans/:", UsagePlans.replace), Route("DELETE /usage-plans/:", UsagePlans.delete),
        Route("GET /usage-plans/:/stages", UsagePlans.stages),
    ]

    private static let keys = [
        Route("GET /api-keys", APIKeys.list), Route("POST /api-keys", APIKeys.create),
        Route("POST /api-keys/search", Subscriptions.keys), Route("GET /api-keys/:", APIKeys.detail),
        Route("PUT /api-keys/:", APIKeys.replace), Route("PATCH /api-keys/:", APIKeys.regenerate),
        Route("DELETE /api-keys/:", APIKeys.delete), Route("POST /api-keys/:/subscribe", Subscriptions.subscribe),
        Route("POST /api-keys/:/unsubscribe", Subscriptions.unsubscribe),
        Route("GET /api-keys/:/products", Subscriptions.products),
        Route("GET /api-keys/:/subscription-detail", KeyRelations.ofKey),
    ]

    private static let authorizers = [
        Route("GET /authorizers", Authorizers.list), Route("POST /authorizers", Authorizers.create),
        Route("GET /authorizers/:", Authorizers.detail), Route("PUT /authorizers/:", Authorizers.replace),
        Route("DELETE /authorizers/:", Authorizers.delete), Route("POST /authorizers/:/test", Authorizers.test),
    ]

    private static let published = [
        Route("POST /published-products/search", PublishedProducts.search),
        Route("GET /published-products/:", PublishedProducts.detail),
        Route("GET /published-products/:/documents", PublishedProducts.documents),
        Route("GET /published-products/:/apis/:/documents", PublishedProducts.document),
    ]

    private static let dashboards = [
        Route("GET /dashboards/products", Dashboards.products),
        Route("GET /dashboards/products/:/api-ids", Dashboards.apis),
        Route("GET /dashboards/products/:/charts", Dashboards.charts),
        Route("GET /dashboards/products/:/apis/:/stages/:/export", Dashboards.export),
        Route("GET /dashboards/api-keys", Dashboards.keys),
        Route("GET /dashboards/api-keys/:/product-ids", Dashboards.keyProducts),
        Route("GET /dashboards/api-keys/:/products/:/api-ids", Dashboards.keyAPIs),
        Route("GET /dashboards/api-keys/:/products/:/charts", Dashboards.keyCharts),
        Route("GET /dashboards/api-keys/:/products/:/apis/:/stages/:/export", Dashboards.keyExport),
        Route("POST /dashboards/events/search", GatewayEvents.search),
    ]
}
