import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A path of an API. Source: api/apigateway.md §4.1.
    public static let resource = Driver(
        Kind(
            "Resource", service: "APIGateway",
            summary: "A path of an API, with its CORS settings. Its methods are separate objects.",
            fields: [
                Field("api", .reference("Api"), .required, change: .replace, "The API it belongs to."),
                Field(
                    "path", .string, .required, change: .replace, constraints: [.length(1...2000), .apiPath],
                    "The full path: `/`, or segments of letters, digits, `_`, `+` and `-`, `{name}`, or `{name+}`."),
                Field(
                    "cors", .object(cors), change: .inPlace(.none), initial: [:],
                    "CORS settings for browsers of other origins (default: none)."),
                .computed("methodNames", .list(.string), "The names of its methods."),
            ],
            identity: Kind.Identity(id: "productId/apiId/resourceId", marker: ["path", "api"]),
            place: Kind.Place(
                listedUnder: "Api",
                nests: [
                    Kind.Nest("methods", "Method", through: "resource", key: "method", "The methods of the resource.")
                ]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 1, timeout: 60),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure(seconds: 1, timeout: 60)),
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

    private static let cors = [
        Field(
            "origin", .formatted(.corsText), constraints: [.length(0...45)], "The allowed origin, or `*`."),
        Field(
            "methods", .set(.enumeration(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])),
            constraints: [.joined(separator: ",", upTo: 45)], "The allowed methods."),
        Field(
            "headers", .set(.formatted(.corsText)), constraints: [.joined(separator: ",", upTo: 200)],
            "The allowed request headers."),
        Field(
            "exposeHeaders", .set(.formatted(.corsText)), constraints: [.joined(separator: ",", upTo: 200)],
            "The response headers that scripts may read."),
        Field("credentials", .boolean, "Whether cookies and credentials are allowed."),
        Field("maxAge", .integer, "How many seconds the response is valid."),
    ]
}

struct ResourceOperations: AdaptedOperations {
    let form = RESTOperations(
        "Resource", .apiGateway, "/products/{product-id}/apis/{api-id}/resources/{resource-id}", id: "resourceId",
        list: .whole("resourceList"), member: "resource", under: .api,
        [.text("path", "resourcePath"), cors, methodNames],
        changes: [.set("cors", by: .patch)])

    private static let methodNames =
        Column.texts("methodNames", "methods", each: "methodName").whenListed(under: "methods")

    /// All settings are texts at the wire, and all are sent, so that what is not desired is cleared: the rule for texts
    /// admits an empty one.
    private static let cors = Column("cors") { wire in
        .present([
            "origin": Value(wire.nonEmpty("corsAllowOrigin")),
            "methods": Value(joined: wire.nonEmpty("corsAllowMethods")),
            "headers": Value(joined: wire.nonEmpty("corsAllowHeaders")),
            "exposeHeaders": Value(joined: wire.nonEmpty("corsExposeHeaders")),
            "credentials": Value(wire["corsAllowCredentials"]?.bool),
            "maxAge": Value(wire["corsMaxAge"]?.integer),
        ])
    } write: { value in
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
    }.assuming(.null)

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        guard desired.text("path") == "/", let root = try await root(of: desired.text("api") ?? "", session) else {
            return try await form.create(desired, through: session)
        }
        // The root comes with the API, as every document seen has it (api/apigateway.md §4.1).
        let request = APIRequest.rest(
            .apiGateway, .patch, GatewayPlace(root).resource, body: .body(Self.cors.write(desired["cors"])))
        _ = try await session.create(request) { _ in Creation(id: root) }
    }

    private func root(of api: String, _ session: any CallSession) async throws(StepFailure) -> String? {
        try await StepFailure.wrapping { () throws(APIFailure) in
            try await form.objects(in: api, from: session)
        }.first { $0.attributes["path"] == "/" }?.id
    }
}

extension LiveObject {
    /// Whether methods are looked for in a resource: not where its list shows that it has none.
    var mayHaveMethods: Bool { attributes["methodNames"].map { !$0.isAbsent } ?? true }
}
