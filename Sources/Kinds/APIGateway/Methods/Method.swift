import Model

extension Driver {
    /// A method of a resource, with all its parts. Source: api/apigateway.md §4.2–§4.6.
    public static let method = Driver(
        Kind(
            "Method", service: "APIGateway",
            summary: """
                A method of a resource: where a request goes, who may call it, what it takes and answers. Changes show \
                to callers when a stage is deployed.
                """,
            source: "api/apigateway.md §4.2–§4.6",
            fields: [
                Field("resource", .reference("Resource"), .required, change: .replace, "The resource it belongs to."),
                Field(
                    "method", .enumeration(MethodWire.names), .required, change: .replace,
                    "The HTTP method; ANY stands for all."),
                Field(
                    "description", .string, change: .inPlace(.none, calls: patch), initial: "",
                    constraints: [.length(0...2000)], "What it does."),
                Field(
                    "endpoint", .object(MethodFields.endpoint), .required, change: .inPlace(.none, calls: patch),
                    constraints: [.choice(FieldChoice(.exactlyOne, of: ["http", "mock", "ncloud"]))],
                    "What answers: a server behind the stage's endpoint, a fixed answer, or a service of the platform."
                ),
                Field(
                    "authentication", .enumeration(["NONE", "IAM"]), change: .inPlace(.none, calls: patch),
                    initial: "NONE", "Whether callers have to sign as accounts of the platform."),
                Field(
                    "authorizer", .reference("Authorizer"), change: .inPlace(.none, calls: patch), initial: .null,
                    "The authorizer that decides who is let in, in place of `authentication`."),
                Field(
                    "apiKeyRequired", .boolean, change: .inPlace(.none, calls: patch), initial: false,
                    "Whether callers need a key that subscribes to the product."),
                Field(
                    "validation", .object(MethodFields.validation), change: .inPlace(.none, calls: patch),
                    initial: [:],
                    "Query parameters and headers without which a request is refused; left out, none is."),
                Field(
                    "consumes", .set(.formatted(.contentType)),
                    change: .inPlace(.none, calls: ["PUT \(path)/consumers"]), initial: [],
                    constraints: [.joined(separator: ",", upTo: 100)], "The content types it takes."),
                Field(
                    "produces", .set(.formatted(.contentType)),
                    change: .inPlace(.none, calls: ["PUT \(path)/produces"]), initial: [],
                    constraints: [.joined(separator: ",", upTo: 100)], "The content types it answers."),
                Field(
                    "parameters", .keyed(MethodFields.parameters, by: ["in", "name"]),
                    change: .inPlace(.none, calls: ["POST \(path)/parameters/delete", "POST \(path)/parameters"]),
                    initial: [], "What it takes beside the body."),
                Field(
                    "requestBody", .object(MethodFields.body),
                    change: .inPlace(.none, calls: ["POST \(path)/request-body"]), initial: [:],
                    "The body it takes."),
                Field(
                    "responses", .keyed(MethodFields.responses, by: ["status"]),
                    change: .inPlace(
                        .none, calls: ["POST \(path)/responses", "PATCH \(path)/responses/{status-code}"]),
                    initial: [], "What it answers, by HTTP status."),
            ],
            choices: [FieldChoice(.atMostOne, of: ["authentication", "authorizer"])],
            identity: Kind.Identity(id: "productId/apiId/resourceId/methodName", marker: ["method", "resource"]),
            reading: Kind.Reading(
                perParent: ["GET /products/{product-id}/apis/{api-id}/resources/{resource-id}/methods"],
                perObject: [
                    "GET /products/{product-id}/apis/{api-id}/resources/{resource-id}/methods/{method-name}/parameters",
                    "GET /products/{product-id}/apis/{api-id}/resources/{resource-id}/methods/{method-name}/request-body",
                    "GET /products/{product-id}/apis/{api-id}/resources/{resource-id}/methods/{method-name}/responses",
                ], besides: "two for each response"),
            place: Kind.Place(listedUnder: "Resource", shownByParent: "methodNames"),
            life: Kind.Life(
                creation: Kind.Procedure(
                    ["POST /products/{product-id}/apis/{api-id}/resources/{resource-id}/methods"], seconds: 1,
                    timeout: 60
                )
                .then(["PUT \(path)/consumers"], where: "consumes").then(["PUT \(path)/produces"], where: "produces")
                .then(["POST \(path)/parameters"], where: "parameters")
                .then(["POST \(path)/request-body"], where: "requestBody")
                .then(["POST \(path)/responses"], where: "responses")
                .then(["POST \(path)/responses/{status-code}/response-body"], where: "responses.body")
                .then(["POST \(path)/responses/{status-code}/headers"], where: "responses.headers"),
                update: Kind.Procedure(patch, seconds: 1, timeout: 60),
                deletion: Kind.Procedure(["DELETE \(path)"], seconds: 1, timeout: 60)),
            checks: Kind.Checks(lint: MethodLint.rules, breaking: Breaking.method),
            example: """
                apiVersion: ncloud/v1
                kind: Method
                metadata: {name: get-order}
                spec:
                  resource: orders
                  method: GET
                  endpoint:
                    http: {method: GET, path: "/v1/orders/{id}"}
                  authentication: IAM
                  produces: [application/json]
                  parameters:
                    - {in: query, name: fields, type: string}
                  responses:
                    - {status: 200, description: the order, body: {model: Order, name: order}}
                """),
        operations: MethodOperations())

    private static let path =
        "/products/{product-id}/apis/{api-id}/resources/{resource-id}/methods/{method-name}"
    private static let patch = ["PATCH \(path)"]
}

/// The fields inside those of a method. Source: api/apigateway.md §4.2–§4.6.
enum MethodFields {
    static let endpoint = [
        Field("http", .object(http), "A path on the server that the stage's `endpoint` names."),
        Field("mock", .object(mock), "A fixed answer."),
        Field("ncloud", .object(ncloud), "Cloud Functions and other services of the platform."),
    ]

    private static let http = [
        Field("method", .enumeration(MethodWire.names), .required, "The method of the request that goes on."),
        Field(
            "path", .formatted(.endpointPath), .required, constraints: [.length(1...1500)],
            "The path it goes to; `{name}` stands for a variable of the resource's path."),
        Field("stream", .boolean, .optional, initial: false, "Whether bodies are passed on as they come."),
    ]

    private static let mock = [
        Field("status", .integer, .required, constraints: [.range(100...599)], "The HTTP status."),
        Field("body", .text, "The body."),
        Field("headers", .json, constraints: [.mapOfTexts], "The headers, as a map of texts."),
    ]

    private static let ncloud = [
        Field("service", .string, .required, "The service, such as CLOUD_FUNCTIONS."),
        Field(
            "region", .enumeration(["KR", "JPN", "USWN", "DEN", "SGN", "HK"]), .required, "The region it runs in."),
        Field("actionId", .string, .required, "The id of the action."),
        Field("actionName", .string, .required, "The name of the action."),
        Field("method", .enumeration(MethodWire.names), "The method of the request that goes on."),
        Field(
            "url", .formatted(.webAddress), .required, constraints: [.length(1...1500)],
            "The whole address, with http:// or https://."),
        Field("stream", .boolean, .optional, initial: false, "Whether bodies are passed on as they come."),
    ]

    static let validation = [
        Field("queryStrings", .set(.string), "Query parameters that must be there."),
        Field("headers", .set(.string), "Headers that must be there."),
    ]

    static let parameters = [
        Field("in", .enumeration(["header", "query", "form"]), .required, "Where it stands."),
        Field("name", .formatted(.parameterName), .required, constraints: [.length(1...100)], "Its name."),
        Field("type", .enumeration(types), .optional, initial: "string", "The type of its value."),
        Field("required", .boolean, .optional, initial: false, "Whether it must be given."),
        Field("array", .boolean, .optional, initial: false, "Whether it may be repeated."),
        Field("logged", .boolean, .optional, initial: false, "Whether its value goes into the logs."),
        Field("description", .string, .optional, initial: "", constraints: [.length(0...2000)], "What it means."),
    ]

    private static let types = ["string", "boolean", "integer", "long", "float", "double", "file"]

    static let body = [
        Field("model", .reference("Model"), .required, "The model of the body."),
        Field("name", .string, .required, constraints: [.length(1...100), .apiName], "The name of the body."),
        Field("description", .string, .optional, initial: "", constraints: [.length(0...2000)], "What it holds."),
    ]

    static let responses = [
        Field("status", .integer, .required, constraints: [.range(100...599)], "The HTTP status."),
        Field("description", .string, .optional, initial: "", constraints: [.length(0...2000)], "What it means."),
        Field("headers", .keyed(headers, by: ["name"]), "The headers it carries."),
        Field("body", .object(body), "Its body."),
    ]

    private static let headers = [
        Field("name", .formatted(.headerName), .required, constraints: [.length(1...100)], "Its name."),
        Field("type", .enumeration(types), .optional, initial: "string", "The type of its value."),
        Field("array", .boolean, .optional, initial: false, "Whether it may be repeated."),
        Field("description", .string, .optional, initial: "", constraints: [.length(0...300)], "What it means."),
    ]
}
