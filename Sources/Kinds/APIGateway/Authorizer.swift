import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A function that decides who may call. Source: api/apigateway.md §9.
    public static let authorizer = Driver(
        Kind(
            "Authorizer", service: "APIGateway",
            summary: "A Cloud Functions action that decides whether a request is let in; methods refer to it.",
            source: "api/apigateway.md §9",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .inPlace(.none, calls: put),
                    constraints: [.apiName, .length(1...20)], "Name of the authorizer."),
                Field(
                    "description", .string, change: .inPlace(.none, calls: put), initial: "",
                    constraints: [.length(0...300)], "What it checks, up to 300 characters."),
                Field(
                    "region", .enumeration(["KR", "JPN", "SGN"]), .required, change: .inPlace(.none, calls: put),
                    "The region the function runs in."),
                Field(
                    "function", .string, .required, change: .inPlace(.none, calls: put),
                    "The name of the Cloud Functions action."),
                Field(
                    "payload", .keyed(payload, by: ["in", "name"]), change: .inPlace(.none, calls: put), initial: [],
                    "What of the request is handed to the function."),
                Field(
                    "cacheTtl", .integer, change: .inPlace(.none, calls: put), initial: .null,
                    constraints: [.range(1...3600)], "For how many seconds an answer is kept; left out, not at all."),
                .computed("modified", "When it was last changed."),
            ],
            identity: Kind.Identity(id: "authorizerId"),
            reading: Kind.Reading(["GET /authorizers"], perObject: ["GET /authorizers/{authorizer-id}"]),
            life: Kind.Life(
                creation: Kind.Procedure(["POST /authorizers"], seconds: 1, timeout: 60),
                update: Kind.Procedure(put, seconds: 1, timeout: 60),
                deletion: Kind.Procedure(["DELETE /authorizers/{authorizer-id}"], seconds: 1, timeout: 60)),
            checks: Kind.Checks(lint: [AccessLint.unusedAuthorizer]),
            example: """
                apiVersion: ncloud/v1
                kind: Authorizer
                metadata: {name: tokens}
                spec:
                  region: KR
                  function: check-token
                  payload:
                    - {in: header, name: Authorization}
                """),
        operations: AuthorizerOperations())

    private static let put = ["PUT /authorizers/{authorizer-id}"]

    private static let payload = [
        Field("in", .enumeration(["header", "query"]), .required, "Where it stands."),
        Field("name", .formatted(.payloadName), .required, constraints: [.length(1...20)], "Its name."),
    ]
}

/// The list tells names and descriptions; the rest is read of the authorizers in question.
struct AuthorizerOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let wires = try await cloud.pages(of: .rest(.apiGateway, .get, "/authorizers"), .offset(list: "authorizers"))
        return try await wires.compactMap(Self.read).concurrentlyReading { object throws(APIFailure) in
            guard scope.wants(id: object.id, name: object.name) else { return object }
            let detail = try await cloud.unlessGone(.rest(.apiGateway, .get, "/authorizers/\(object.id)"))
            return object.adding(Self.settings(detail ?? [:]))
        }
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("authorizerId") else { return nil }
        return LiveObject(
            kind: "Authorizer", id: id,
            attributes: [
                "name": Value(wire.nonEmpty("authorizerName")),
                "description": Value(wire.nonEmpty("authorizerDescription")),
            ])
    }

    private static func settings(_ wire: JSON) -> Attributes {
        let config = wire["authorizerConfig"] ?? [:]
        let payload = (config["payload"]?.elements ?? []).map { part -> Value in
            // The documents print the second place in two spellings (api/apigateway.md §9).
            let place = part.nonEmpty("in").map { $0.hasPrefix("QUERY") ? "query" : "header" }
            return .present(["in": Value(place), "name": Value(part.nonEmpty("name"))])
        }
        return [
            "region": Value(config.nonEmpty("region")), "function": Value(config.nonEmpty("functionId")),
            "payload": .list(payload), "cacheTtl": Value(limit: wire["cacheTtlSec"]?.integer),
            "modified": Value(wire.nonEmpty("modTime")),
        ]
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let body = Self.body { wanted[$0] }
        _ = try await session.create(.rest(.apiGateway, .post, "/authorizers", body: body)) {
            Creation(id: ($0["authorizer"] ?? $0).nonEmpty("authorizerId"))
        }
    }

    private static func body(_ value: (String) -> Value?) -> JSON {
        let payload = (value("payload")?.elements ?? []).map { part -> JSON in
            let place = part.members.text("in") == "query" ? "QUERY" : "HEADER"
            return ["in": .string(place), "name": .string(part.members.text("name") ?? "")]
        }
        return JSON(present: [
            "authorizerName": .wire(value("name")), "authorizerType": "CLOUD_FUNCTIONS",
            "authorizerDescription": .string(value("description")?.spelling ?? ""),
            "cacheTtlSec": .wire(value("cacheTtl")),
            "authorizerConfig": JSON(present: [
                "region": .wire(value("region")), "functionId": .wire(value("function")), "payload": .array(payload),
            ]),
        ])
    }

    /// One call replaces everything.
    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let fields = ["name", "description", "region", "function", "payload", "cacheTtl"]
        guard wanted.differs(fields, from: live) else { return }
        let body = Self.body { wanted.value($0, else: live) }
        try await session.change(.rest(.apiGateway, .put, "/authorizers/\(live.id)", body: body), .idempotent)
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(.rest(.apiGateway, .delete, "/authorizers/\(live.id)"), id: live.id)
    }
}
