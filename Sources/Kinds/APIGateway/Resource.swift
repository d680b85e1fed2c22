import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A path of an API. Source: api/apigateway.md §4.1.
    public static let resource = Driver(
        Kind(
            "Resource", service: "APIGateway",
            summary: "A path of an API, with its CORS settings. Its methods are objects of their own.",
            source: "api/apigateway.md §4.1",
            fields: [
                Field("api", .reference("Api"), .required, change: .replace, "The API it belongs to."),
                Field(
                    "path", .string, .required, change: .replace, constraints: [.length(1...2000), .apiPath],
                    "The whole path: `/`, or segments of letters, digits, `_`, `+` and `-`, `{name}`, or `{name+}`."),
                Field(
                    "cors", .object(cors), change: .inPlace(.none, calls: patch), initial: [:],
                    "What browsers of other origins may do; left out, nothing is said about it."),
                .computed("methodNames", .list(.string), "The names of its methods."),
            ],
            identity: Kind.Identity(id: "productId/apiId/resourceId", marker: ["path", "api"]),
            reading: Kind.Reading(perParent: ["GET /products/{product-id}/apis/{api-id}/resources"]),
            place: Kind.Place(
                listedUnder: "Api",
                nests: [
                    Kind.Nest("methods", "Method", through: "resource", key: "method", "The methods of the resource.")
                ]),
            life: Kind.Life(
                creation: Kind.Procedure(
                    ["POST /products/{product-id}/apis/{api-id}/resources"], seconds: 1, timeout: 60),
                update: Kind.Procedure(patch, seconds: 1, timeout: 60),
                deletion: Kind.Procedure(
                    ["DELETE /products/{product-id}/apis/{api-id}/resources/{resource-id}"], seconds: 1, timeout: 60)),
            choosing: Kind.Choosing(
                // Each API begins with it.
                builtIn: ["path": "/"]),
            checks: Kind.Checks(lint: PathLint.rules, breaking: Breaking.resource),
            example: """
                apiVersion: ncloud/v1
                kind: Resource
                metadata: {name: orders}
                spec:
                  api: orders
                  path: /orders/{id}
                  cors:
                    origin: "*"
                    methods: [GET, POST]
                """),
        operations: ResourceOperations())

    private static let patch = ["PATCH /products/{product-id}/apis/{api-id}/resources/{resource-id}"]

    private static let cors = [
        Field(
            "origin", .formatted(.corsText), constraints: [.length(0...45)], "The origin that is let in, or `*`."),
        Field(
            "methods", .set(.enumeration(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])),
            constraints: [.joined(separator: ",", upTo: 45)], "The methods that are allowed."),
        Field(
            "headers", .set(.formatted(.corsText)), constraints: [.joined(separator: ",", upTo: 200)],
            "The request headers that are allowed."),
        Field(
            "exposeHeaders", .set(.formatted(.corsText)), constraints: [.joined(separator: ",", upTo: 200)],
            "The response headers that scripts may read."),
        Field("credentials", .boolean, "Whether cookies and credentials are let in."),
        Field("maxAge", .integer, "How many seconds the answer holds."),
    ]
}

struct ResourceOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let apis = try await cloud.apiIDs(scope)
        return try await apis.concurrentlyReading { api throws(APIFailure) in
            try await Self.resources(of: api, from: cloud)
        }.flatMap(\.self)
    }

    private static func resources(of api: String, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let answer = try await cloud.unlessGone(.rest(.apiGateway, .get, "\(GatewayPlace(api).api)/resources"))
        return (answer?["resourceList"]?.elements ?? []).compactMap { read($0, of: api) }
    }

    private static func read(_ wire: JSON, of api: String) -> LiveObject? {
        guard let id = wire.nonEmpty("resourceId") else { return nil }
        let methods = (wire["methods"]?.elements ?? []).compactMap { $0.nonEmpty("methodName") }
        return LiveObject(
            kind: "Resource", id: "\(api)/\(id)",
            attributes: [
                "api": .string(api), "path": Value(wire.nonEmpty("resourcePath")), "cors": cors(wire),
                "methodNames": Value(texts: methods),
            ])
    }

    /// All of them are texts at the wire.
    private static func cors(_ wire: JSON) -> Value {
        .present([
            "origin": Value(wire.nonEmpty("corsAllowOrigin")),
            "methods": Value(joined: wire.nonEmpty("corsAllowMethods")),
            "headers": Value(joined: wire.nonEmpty("corsAllowHeaders")),
            "exposeHeaders": Value(joined: wire.nonEmpty("corsExposeHeaders")),
            "credentials": Value(wire["corsAllowCredentials"]?.bool),
            "maxAge": Value(wire["corsMaxAge"]?.integer),
        ])
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let api = wanted.text("api") ?? ""
        let path = wanted.text("path") ?? ""
        let cors = Self.wire(wanted["cors"])
        if path == "/", let root = try await root(of: api, session) {
            // The root comes with the API, as every document seen has it (api/apigateway.md §4.1).
            let request = APIRequest.rest(
                .apiGateway, .patch, GatewayPlace(root).resource, body: JSON(present: cors))
            _ = try await session.create(request) { _ in Creation(id: root) }
            return
        }
        let body = JSON(present: [("resourcePath", .string(path))] + cors)
        let request = APIRequest.rest(.apiGateway, .post, "\(GatewayPlace(api).api)/resources", body: body)
        _ = try await session.create(request) {
            Creation(id: $0["resource"]?.nonEmpty("resourceId").map { "\(api)/\($0)" })
        }
    }

    private func root(of api: String, _ session: any Session) async throws(StepFailure) -> String? {
        try await StepFailure.wrapping { () throws(APIFailure) in
            try await Self.resources(of: api, from: session)
        }.first { $0.attributes["path"] == "/" }?.id
    }

    /// Every setting, so that what is not wanted is cleared: the rule for texts admits an empty one.
    private static func wire(_ value: Value?) -> [(String, JSON)] {
        let cors = value?.members ?? [:]
        func joined(_ name: String) -> JSON {
            .string((cors[name]?.elements ?? []).compactMap(\.spelling).joined(separator: ","))
        }
        func plain(_ name: String) -> JSON { .string(cors[name]?.spelling ?? "") }
        return [
            ("corsAllowOrigin", plain("origin")), ("corsAllowMethods", joined("methods")),
            ("corsAllowHeaders", joined("headers")), ("corsExposeHeaders", joined("exposeHeaders")),
            ("corsAllowCredentials", plain("credentials")), ("corsMaxAge", plain("maxAge")),
        ]
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        guard wanted.differs("cors", from: live) else { return }
        let body = JSON(present: Self.wire(wanted["cors"]))
        try await session.change(.rest(.apiGateway, .patch, GatewayPlace(live.id).resource, body: body), .idempotent)
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(.rest(.apiGateway, .delete, GatewayPlace(live.id).resource), id: live.id)
    }
}
