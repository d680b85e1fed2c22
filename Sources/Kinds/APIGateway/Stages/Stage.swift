import Model

extension Driver {
    /// Where an API is served. Source: api/apigateway.md §5.
    public static let stage = Driver(
        Kind(
            "Stage", service: "APIGateway",
            summary: """
                A deployment of an API: a snapshot of its resources, methods, models and gateway responses as of the \
                last deployment, with its own settings.
                """,
            fields: settings + deployment + traffic + [
                .computed("registered", "When it was created."),
                Field(
                    "deployed", .keyed(deployed, by: ["path"]), .computed, change: .inPlace(.none, calls: deploy),
                    "Its deployment as recorded by nacre: paths with fingerprints of their versions."),
            ],
            identity: Kind.Identity(id: "productId/apiId/stageId", marker: ["name", "api"]),
            reading: Kind.Reading(
                perParent: ["GET /products/{product-id}/apis"],
                perObject: [
                    "GET /products/{product-id}/apis/{api-id}/stages/{stage-id}",
                    "GET /products/{product-id}/apis/{api-id}/stages/{stage-id}/usage-plans",
                ], besides: "one per resource if there are managed methods, and one if another user has deployed it"),
            place: Kind.Place(listedUnder: "Api"),
            life: Kind.Life(
                creation: Kind.Procedure(["POST /products/{product-id}/apis/{api-id}/stages"], seconds: 2, timeout: 120)
                    .then(["POST \(path)/deploy"], where: "deployment")
                    .then(["POST \(path)/associate-usage-plan"], where: "usagePlans")
                    .then(["PUT \(path)/usage-plan"], where: "defaultPlan")
                    .then(["PATCH \(path)/deployments/{deployment-no}/…/methods/{method-name}"], where: "methods")
                    .then(["POST \(path)/canary"], where: "canary")
                    .then(["POST /products/{product-id}/apis/{api-id}/publish"], where: "published"),
                update: Kind.Procedure(put, seconds: 2, timeout: 120),
                deletion: Kind.Procedure(["DELETE \(path)"], seconds: 2, timeout: 120)
                    .first(["POST /products/{product-id}/apis/{api-id}/publish"], where: "published")
                    .first(["POST \(path)/disassociate-usage-plan"], where: "usagePlans")
                    .first(["DELETE \(path)/canary"], where: "canary")),
            checks: Kind.Checks(
                preflight: StagePreflight.stage,
                lint: StageLint.rules,
                breaking: Breaking.stage),
            serving: Kind.Serving(
                deployment: Kind.Deployment(
                    in: "deployed", of: "Api", policy: "deploy", pin: "deployment", calls: deploy,
                    parts: [
                        // A path without methods serves nothing; its methods are parts of their own.
                        Kind.Deployment.Part("Resource", label: "CORS of", title: ["path"], shownBy: "cors"),
                        Kind.Deployment.Part(
                            "Method", title: ["method", "resource.path"],
                            reported: ["endpoint", "authentication", "apiKeyRequired"]),
                        Kind.Deployment.Part("Model", label: "model", title: ["name"]),
                        Kind.Deployment.Part("GatewayResponse", label: "answer", title: ["type"]),
                    ])),
            example: """
                apiVersion: ncloud/v1
                kind: Stage
                metadata: {name: v1}
                spec:
                  api: orders
                  endpoint: https://orders.example.com
                  throttle: 500
                  usagePlans: [partner]
                """),
        operations: StageOperations())

    private static let path = "/products/{product-id}/apis/{api-id}/stages/{stage-id}"
    private static let put = ["PUT \(path)"]
    private static let deploy = ["POST /products/{product-id}/apis/{api-id}/deploy"]

    private static let settings = [
        Field("api", .reference("Api"), .required, change: .replace, "The API it serves."),
        Field(
            "name", .string, .optionalFromName, change: .replace, constraints: [.apiName, .length(1...20)],
            "Name of the stage, part of its invoke URL."),
        Field(
            "endpoint", .formatted(.endpoint), .required, change: .inPlace(.none, calls: put),
            constraints: [.length(1...200)],
            "The server URL, with http:// or https://; NONE if no method needs one."),
        Field(
            "cacheTtl", .integer, change: .inPlace(.none, calls: put), initial: .null,
            constraints: [.range(1...3600)], "How many seconds responses are cached (default: not cached)."),
        Field(
            "throttle", .integer, change: .inPlace(.none, calls: put), initial: .null,
            constraints: [.range(1...2_147_483_647)], "Requests per second for each method."),
        Field(
            "ipAcl", .object(ipAcl), change: .inPlace(.none, calls: put), initial: .null,
            "The allowed or denied addresses (default: all addresses are allowed)."),
        Field(
            "maintenance", .object(maintenance), change: .inPlace(.none, calls: put), initial: .null,
            "While set, every request gets this fixed response."),
        Field(
            "contentEncoding", .boolean, change: .inPlace(.none, calls: put), initial: false,
            "Whether responses may be compressed."),
        Field(
            "minimumCompressionSize", .integer, change: .inPlace(.none, calls: put), initial: .null,
            constraints: [.range(0...10_485_760)], "Minimum size in bytes; needs `contentEncoding`."),
    ]

    private static let ipAcl = [
        Field("rule", .enumeration(["ALLOWED", "REJECTED"]), .required, "Description."),
        Field(
            "addresses", .set(.formatted(.addressOrRange)), .required,
            constraints: [.count(1...2000), .joined(separator: ",", upTo: 2000)], "IPv4 addresses and ranges."),
    ]
    private static let maintenance = [
        Field("status", .integer, .required, constraints: [.range(100...599)], "The HTTP status."),
        Field("response", .text, .required, constraints: [.length(0...1500)], "The body."),
    ]

    private static let deployment = [
        Field(
            "deploy", .enumeration(["auto", "manual"]), change: .stateOnly, initial: "auto",
            "Whether it is deployed automatically when its deployment is outdated, or only a warning is printed."),
        Field(
            "deployment", .integer, change: .inPlace(.none, calls: ["POST \(path)/deploy"]),
            "The number of an earlier deployment to return to and keep (default: the newest)."),
        Field(
            "deploymentDescription", .string, change: .stateOnly, constraints: [.length(0...300)],
            "Description of each deployment."),
    ]

    private static let traffic = [
        Field(
            "published", .boolean,
            change: .inPlace(.none, calls: ["POST /products/{product-id}/apis/{api-id}/publish"]),
            initial: false, "Whether it is in the catalog for other accounts."),
        Field(
            "defaultPlan", .object(defaultPlan), change: .inPlace(.none, calls: ["PUT \(path)/usage-plan"]),
            initial: .null, "Limits for keys without a usage plan."),
        Field(
            "usagePlans", .set(.reference("UsagePlan")),
            change: .inPlace(.none, calls: ["POST \(path)/associate-usage-plan"]), initial: [],
            "The plans it offers to keys."),
        Field(
            "methods", .keyed(methods, by: ["method", "path"]),
            change: .inPlace(.none, calls: ["PATCH \(path)/deployments/{deployment-no}/…/methods/{method-name}"]),
            initial: [], "Methods with their own settings on this stage."),
        Field(
            "canary", .object(canary), change: .inPlace(.none, calls: ["POST \(path)/canary", "PATCH \(path)/canary"]),
            initial: .null, constraints: [.choice(FieldChoice(.exactlyOne, of: ["percent", "conditions"]))],
            "A second deployment that gets a share of the traffic."),
    ]

    private static let defaultPlan = [
        Field("requestsPerSecond", .integer, constraints: [.range(1...2_147_483_647)], "Requests per second."),
        Field("quota", .object(PlanLimits.quota), "Requests per day and per month."),
        Field("quotaCondition", .formatted(.answerClasses), "Which responses count: 2xx, 3xx, 4xx, 5xx, others."),
    ]

    private static let methods = [
        Field("path", .string, .required, "The path of the resource."),
        Field("method", .enumeration(MethodWire.names), .required, "The method."),
        Field("endpoint", .formatted(.endpoint), constraints: [.length(1...200)], "Another server, or NONE."),
        Field("cacheTtl", .integer, constraints: [.range(1...3600)], "How many seconds its responses are cached."),
        Field("throttle", .integer, constraints: [.range(1...2_147_483_647)], "Requests per second."),
    ]

    private static let canary = [
        Field(
            "endpoint", .formatted(.endpoint), .required, constraints: [.length(1...200)],
            "The server URL, or NONE."),
        Field(
            "percent", .number, constraints: [.range(0...100)],
            "The share of the traffic it gets; otherwise `conditions` apply."),
        Field("conditions", .keyed(conditions, by: ["in", "name"]), "The conditions for its requests."),
        Field("cacheTtl", .integer, constraints: [.range(1...3600)], "How many seconds its responses are cached."),
        Field("throttle", .integer, constraints: [.range(1...2_147_483_647)], "Requests per second."),
    ]
    private static let conditions = [
        Field("in", .enumeration(["header", "query"]), .required, "The location of the parameter."),
        Field("name", .string, .required, "Its name."),
        Field("value", .string, .required, "The required value."),
    ]

    private static let deployed = [
        Field("path", .string, "The deployed parts."), Field("digest", .string, "Distinguishes versions of it."),
        Field("uses", .list(.string), "The ids of the objects outside the API to which it refers."),
        Field("told", .json, "Further data returned by the API."),
        Field("object", .string, "The id of the object at that time."),
    ]
}
