import Model

extension Driver {
    /// A method of a resource, with all its parts. Source: api/apigateway.md §4.2–§4.6.
    public static let method = Driver(
        Kind(
            "Method", service: "APIGateway",
            summary: """
                A method of a resource: its endpoint, authentication, requests and responses. API clients see \
                changes when a stage is deployed.
                """,
            fields: [
                Field("resource", .reference("Resource"), .required, change: .replace, "The resource it belongs to."),
                Field(
                    "method", .enumeration(MethodWire.names), .required, change: .replace,
                    "The HTTP method; ANY for all."),
                Field(
                    "description", .string, change: .inPlace(.none, calls: patch), initial: "",
                    constraints: [.length(0...2000)], "Description."),
                Field(
                    "endpoint", .object(MethodFields.endpoint), .required, change: .inPlace(.none, calls: patch),
                    constraints: [.choice(FieldChoice(.exactlyOne, of: ["http", "mock", "ncloud"]))],
                    "The source of responses: a server behind the stage's endpoint, a fixed response, or a service of the platform."
                ),
                Field(
                    "authentication", .enumeration(["NONE", "IAM"]), change: .inPlace(.none, calls: patch),
                    initial: "NONE", "Whether requests must be signed by an account of the platform."),
                Field(
                    "authorizer", .reference("Authorizer"), change: .inPlace(.none, calls: patch), initial: .null,
                    "The authorizer, instead of `authentication`."),
                Field(
                    "apiKeyRequired", .boolean, change: .inPlace(.none, calls: patch), initial: false,
                    "Whether requests need a key that subscribes to the product."),
                Field(
                    "validation", .object(MethodFields.validation), change: .inPlace(.none, calls: patch),
                    initial: [:],
                    "Required query parameters and headers; requests without them are rejected (default: none)."),
                Field(
                    "consumes", .set(.formatted(.contentType)),
                    change: .inPlace(.none, calls: ["PUT \(path)/consumers"]), initial: [],
                    constraints: [.joined(separator: ",", upTo: 100)], "The content types it accepts."),
                Field(
                    "produces", .set(.formatted(.contentType)),
                    change: .inPlace(.none, calls: ["PUT \(path)/produces"]), initial: [],
                    constraints: [.joined(separator: ",", upTo: 100)], "The content types of its responses."),
                Field(
                    "parameters", .keyed(MethodFields.parameters, by: ["in", "name"]),
                    change: .inPlace(.none, calls: ["POST \(path)/parameters/delete", "POST \(path)/parameters"]),
                    initial: [], "Parameters in addition to the body."),
                Field(
                    "requestBody", .object(MethodFields.body),
                    change: .inPlace(.none, calls: ["POST \(path)/request-body"]), initial: [:],
                    "The request body."),
                Field(
                    "responses", .keyed(MethodFields.responses, by: ["status"]),
                    change: .inPlace(
                        .none, calls: ["POST \(path)/responses", "PATCH \(path)/responses/{status-code}"]),
                    initial: [], "Its responses, by HTTP status."),
            ],
            choices: [FieldChoice(.atMostOne, of: ["authentication", "authorizer"])],
            identity: Kind.Identity(id: "productId/apiId/resourceId/methodName", marker: ["method", "resource"]),
            reading: Kind.Reading(
                perParent: ["GET /products/{product-id}/apis/{api-id}/resources/{resource-id}/methods"],
                perObject: [
                    "GET /products/{product-id}/apis/{api-id}/resources/{resource-id}/methods/{method-name}/parameters",
                    "GET /products/{product-id}/apis/{api-id}/resources/{resource-id}/methods/{method-name}/request-body",
                    "GET /products/{product-id}/apis/{api-id}/resources/{resource-id}/methods/{method-name}/responses",
                ], besides: "two per response"),
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
        Field("http", .object(http), "A path on the server of the stage's `endpoint`."),
        Field("mock", .object(mock), "A fixed response."),
        Field("ncloud", .object(ncloud), "Cloud Functions and other services of the platform."),
    ]

    private static let http = [
        Field("method", .enumeration(MethodWire.names), .required, "The method of the forwarded request."),
        Field(
            "path", .formatted(.endpointPath), .required, constraints: [.length(1...1500)],
            "The path on the server; `{name}` is a variable of the resource's path."),
        Field("stream", .boolean, .optional, initial: false, "Whether bodies are streamed."),
    ]

    private static let mock = [
        Field("status", .integer, .required, constraints: [.range(100...599)], "The HTTP status."),
        Field("body", .text, "The body."),
        Field("headers", .json, constraints: [.mapOfTexts], "The headers, as a map of strings."),
    ]

    private static let ncloud = [
        Field("service", .string, .required, "The service, such as CLOUD_FUNCTIONS."),
        Field(
            "region", .enumeration(["KR", "JPN", "USWN", "DEN", "SGN", "HK"]), .required, "The region it runs in."),
        Field("actionId", .string, .required, "The id of the action."),
        Field("actionName", .string, .required, "The name of the action."),
        Field("method", .enumeration(MethodWire.names), "The method of the forwarded request."),
        Field(
            "url", .formatted(.webAddress), .required, constraints: [.length(1...1500)],
            "The full URL, with http:// or https://."),
        Field("stream", .boolean, .optional, initial: false, "Whether bodies are streamed."),
    ]

    static let validation = [
        Field("queryStrings", .set(.string), "Required query parameters."),
        Field("headers", .set(.string), "Required headers."),
    ]

    static let parameters = [
        Field("in", .enumeration(["header", "query", "form"]), .required, "The location of the parameter."),
        Field("name", .formatted(.parameterName), .required, constraints: [.length(1...100)], "Its name."),
        Field("type", .enumeration(types), .optional, initial: "string", "The type of its value."),
        Field("required", .boolean, .optional, initial: false, "Whether it is required."),
        Field("array", .boolean, .optional, initial: false, "Whether it can occur several times."),
        Field("logged", .boolean, .optional, initial: false, "Whether its value is logged."),
        Field("description", .string, .optional, initial: "", constraints: [.length(0...2000)], "Description."),
    ]

    private static let types = ["string", "boolean", "integer", "long", "float", "double", "file"]

    static let body = [
        Field("model", .reference("Model"), .required, "The model of the body."),
        Field("name", .string, .required, constraints: [.length(1...100), .apiName], "The name of the body."),
        Field("description", .string, .optional, initial: "", constraints: [.length(0...2000)], "Its contents."),
    ]

    static let responses = [
        Field("status", .integer, .required, constraints: [.range(100...599)], "The HTTP status."),
        Field("description", .string, .optional, initial: "", constraints: [.length(0...2000)], "Description."),
        Field("headers", .keyed(headers, by: ["name"]), "The headers of the request."),
        Field("body", .object(body), "Its body."),
    ]

    private static let headers = [
        Field("name", .formatted(.headerName), .required, constraints: [.length(1...100)], "Its name."),
        Field("type", .enumeration(types), .optional, initial: "string", "The type of its value."),
        Field("array", .boolean, .optional, initial: false, "Whether it can occur several times."),
        Field("description", .string, .optional, initial: "", constraints: [.length(0...300)], "Description."),
    ]
}
