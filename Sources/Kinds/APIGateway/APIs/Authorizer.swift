import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A function that decides who may call. Source: api/apigateway.md §9.
    public static let authorizer = Driver(
        Kind(
            "Authorizer", service: "APIGateway",
            summary: "A Cloud Functions action that authorizes requests; methods refer to it.",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .inPlace(.none),
                    constraints: [.apiName, .length(1...20)], "Name of the authorizer."),
                Field(
                    "description", .string, change: .inPlace(.none), initial: "",
                    constraints: [.length(0...300)], "Description, up to 300 characters."),
                Field(
                    "region", .enumeration(["KR", "JPN", "SGN"]), .required, change: .inPlace(.none),
                    "The region the function runs in."),
                Field(
                    "function", .string, .required, change: .inPlace(.none),
                    "The name of the Cloud Functions action."),
                Field(
                    "payload", .keyed(payload, by: ["in", "name"]), change: .inPlace(.none), initial: [],
                    "The parts of the request that are passed to the function."),
                Field(
                    "cacheTtl", .integer, change: .inPlace(.none), initial: .null,
                    constraints: [.range(1...3600)], "How many seconds a response is cached (default: not cached)."),
                .computed("modified", "When it was last changed."),
            ],
            identity: Kind.Identity(id: "authorizerId"),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 1, timeout: 60),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure(seconds: 1, timeout: 60)),
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
        operations: RESTOperations(
            "Authorizer", .apiGateway, "/authorizers/{authorizer-id}", id: "authorizerId",
            list: .pages(.offset(list: "authorizers")), member: "authorizer",
            [.text("name", "authorizerName"), .text("description", "authorizerDescription").assuming("")],
            detailed: [
                .limit("cacheTtl", "cacheTtlSec"), .text("region", "authorizerConfig.region"),
                .text("function", "authorizerConfig.functionId"), payloadColumn, .text("modified", "modTime"),
            ],
            constants: [("authorizerType", "CLOUD_FUNCTIONS")],
            changes: [
                .set("name", "description", "region", "function", "payload", "cacheTtl", by: .put)
            ]))

    private static let payload = [
        Field("in", .enumeration(["header", "query"]), .required, "The location of the parameter."),
        Field("name", .formatted(.payloadName), .required, constraints: [.length(1...20)], "Its name."),
    ]

    /// The documents print the second place in two spellings (api/apigateway.md §9).
    private static let payloadColumn = Column("payload") { wire in
        let parts = wire.at("authorizerConfig.payload")?.elements ?? []
        return .list(
            parts.map { part in
                let place = part.nonEmpty("in").map { $0.hasPrefix("QUERY") ? "query" : "header" }
                return .present(["in": Value(place), "name": Value(part.nonEmpty("name"))])
            })
    } write: { payload in
        let parts = (payload?.elements ?? []).map { part -> JSON in
            let place = part.members.text("in") == "query" ? "QUERY" : "HEADER"
            return ["in": .string(place), "name": .string(part.members.text("name") ?? "")]
        }
        return [("authorizerConfig.payload", .array(parts))]
    }.assuming([])
}
