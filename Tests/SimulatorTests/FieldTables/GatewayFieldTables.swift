/// The answers of API Gateway below `/api/v1`, for the calls that make, show, change and delete objects. Source: api/apigateway.md
/// §1.2 (statuses), §1.5 (pages), §2–§9 (fields). Fields without a value are left out (§1.4).
///
/// Every call is held against the vendor's description by `.ci/conformance`, where that description is at hand.
enum GatewayFieldTables {
    private static let stamp = "tenantId modifier domainCode"

    /// - Parameter isListed: whether it is one of a list.
    static func product(isListed: Bool = false) -> FieldTable {
        FieldTable(
            texts: "productId productName productDescription subscriptionCode invokeId zoneCode modTime \(stamp)",
            flags: "isPublished isDeleted" + (isListed ? " hasDeployedStage" : ""),
            optional: "productDescription zoneCode")
    }

    static let api = FieldTable(
        texts: "apiId apiName apiDescription productId modTime \(stamp)", flags: "isDeleted",
        elements: [
            "stages": FieldTable(texts: "stageId stageName apiId", flags: "isPublished")
        ], optional: "apiDescription stages")

    private static let cors = """
        corsAllowOrigin corsAllowMethods corsAllowHeaders corsAllowCredentials corsMaxAge corsExposeHeaders
        """

    static let resource = FieldTable(
        texts: "resourceId resourcePath apiId \(cors)",
        elements: ["methods": FieldTable(texts: "methodName methodCode")], optional: cors)

    static let model = FieldTable(
        texts: "modelId modelName modelDescription modelSchema apiId", optional: "modelDescription")

    static let header = FieldTable(texts: "headerName headerValue responseType apiId")
    static let template = FieldTable(texts: "contentType mappingTemplate responseType apiId")
    static let response = FieldTable(
        texts: "apiId responseType responseName", integers: "statusCode", flags: "default",
        elements: ["headers": header, "templates": template])

    private static let settings = """
        cacheTtlSec throttleRps ipAclCode ipAclList isMaintenance statusCode response enabledContentEncoding \
        minimumCompressionSize rateRps dayQuotaRequest monthQuotaRequest canaryDeploymentNo canaryDeployedTime \
        canaryDeploymentDescription canaryEndpointDomain canaryCacheTtlSec canaryThrottleRps canaryDistributionRate \
        useDistributionRate canaryConditions
        """

    static let stage = FieldTable(
        texts: """
            stageId stageName apiId endpointDomain regTime modifier tenantId ipAclCode ipAclList response \
            canaryDeployedTime canaryDeploymentDescription canaryEndpointDomain
            """,
        integers: """
            deployedStageDeploymentNo cacheTtlSec throttleRps statusCode minimumCompressionSize rateRps \
            dayQuotaRequest monthQuotaRequest canaryDeploymentNo canaryCacheTtlSec canaryThrottleRps
            """,
        flags: "isMaintenance enabledContentEncoding useDistributionRate", ratios: "canaryDistributionRate",
        optional: settings, open: "canaryConditions")

    static let plan = FieldTable(
        texts: "usagePlanId usagePlanName usagePlanDescription quotaCondition \(stamp)",
        integers: "rateRps dayQuotaRequest monthQuotaRequest associatedStagesCount",
        optional: "usagePlanDescription quotaCondition rateRps dayQuotaRequest monthQuotaRequest")

    /// - Parameter isListed: whether it is one of the list, which leaves the secrets out.
    static func key(isListed: Bool = false) -> FieldTable {
        FieldTable(
            texts: "apiKeyId apiKeyName apiKeyDescription modTime \(stamp)"
                + (isListed ? "" : " primaryKey secondaryKey"),
            flags: "isEnabled", optional: "apiKeyDescription")
    }

    static let listedAuthorizer = FieldTable(
        texts: "authorizerId authorizerName authorizerDescription", optional: "authorizerDescription")
    static let authorizer = FieldTable(
        texts: "authorizerId authorizerName authorizerType authorizerDescription modTime \(stamp)",
        integers: "cacheTtlSec",
        objects: [
            "authorizerConfig": FieldTable(
                texts: "region functionId", elements: ["payload": FieldTable(texts: "in name")], optional: "payload")
        ], optional: "authorizerDescription cacheTtlSec")
}

/// The calls, with what each of them answers.
extension GatewayFieldTables {
    private static func wrapped(_ name: String, _ table: FieldTable, status: Int = 200) -> RESTAnswer {
        .object(FieldTable(objects: [name: table]), status: status)
    }

    private static func page(_ table: FieldTable) -> FieldTable {
        FieldTable(integers: "total", elements: ["content": table])
    }

    private static let one = "/products/:/apis/:"
    private static let responsePath = "\(one)/responses/:"

    private static let products: [String: RESTAnswer] = [
        "GET /products": .object(
            FieldTable(integers: "initialCount", objects: ["productPage": page(product(isListed: true))])),
        "POST /products": wrapped("product", product(), status: 201), "GET /products/:": wrapped("product", product()),
        "PATCH /products/:": .noContent, "DELETE /products/:": .noContent,
        "GET /products/:/apis": .object(FieldTable(integers: "total", elements: ["apis": api])),
        "POST /products/:/apis": wrapped("api", api, status: 201), "GET \(one)": wrapped("api", api),
        "PATCH \(one)": .noContent, "DELETE \(one)": .noContent,
    ]

    private static let parts: [String: RESTAnswer] = [
        "GET \(one)/resources": .object(FieldTable(elements: ["resourceList": resource])),
        "POST \(one)/resources": wrapped("resource", resource, status: 201),
        "PATCH \(one)/resources/:": wrapped("resource", resource), "DELETE \(one)/resources/:": .noContent,
        "GET \(one)/models": wrapped("productPage", page(model)),
        "POST \(one)/models": .object(model, status: 201), "GET \(one)/models/:": .object(model),
        "PUT \(one)/models/:": .object(model), "DELETE \(one)/models/:": .noContent,
        "GET \(one)/responses": .object(FieldTable(elements: ["gatewayResponses": response])),
        "POST \(responsePath)": .object(response), "DELETE \(responsePath)": .noContent,
        "POST \(responsePath)/headers": .object(header, status: 201),
        "POST \(responsePath)/templates": .object(template, status: 201),
        "POST \(one)/stages": wrapped("stage", stage, status: 201), "GET \(one)/stages/:": wrapped("stage", stage),
        "PUT \(one)/stages/:": wrapped("stage", stage), "DELETE \(one)/stages/:": .noContent,
        "POST \(one)/deploy": .empty,
    ]

    private static let others: [String: RESTAnswer] = [
        "POST /usage-plans/search": .object(
            FieldTable(integers: "total initialCount", elements: ["usagePlans": plan])),
        "POST /usage-plans": wrapped("usagePlan", plan, status: 201), "GET /usage-plans/:": wrapped("usagePlan", plan),
        "PUT /usage-plans/:": wrapped("usagePlan", plan), "DELETE /usage-plans/:": .noContent,
        "GET /api-keys": .object(
            FieldTable(integers: "total initialCount", elements: ["apiKeys": key(isListed: true)])),
        "POST /api-keys": wrapped("apiKey", key(), status: 201), "GET /api-keys/:": .object(key()),
        "PUT /api-keys/:": wrapped("apiKey", key()), "DELETE /api-keys/:": .noContent,
        "POST /api-keys/:/subscribe": .empty, "POST /api-keys/:/unsubscribe": .empty,
        "GET /authorizers": .object(
            FieldTable(integers: "total initialCount", elements: ["authorizers": listedAuthorizer])),
        "POST /authorizers": .object(authorizer, status: 201), "GET /authorizers/:": .object(authorizer),
        "PUT /authorizers/:": .noContent, "DELETE /authorizers/:": .noContent,
    ]

    static let answers = products.merging(parts) { $1 }.merging(others) { $1 }
}
