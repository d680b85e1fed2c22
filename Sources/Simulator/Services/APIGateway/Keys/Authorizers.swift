import OrderedJSON

/// Authorizers; answered bare, and a change answers nothing. Source: api/apigateway.md §9.
enum Authorizers {
    static let kind = RESTKind(
        .authorizer, at: "/authorizers",
        [
            .get("", list), .post("", create), .get("/:", detail), .put("/:", replace), .delete("/:", delete),
            .post("/:/test", test),
        ])

    private static let names = [
        "authorizerId", "authorizerName", "authorizerType", "authorizerConfig", "authorizerDescription", "cacheTtlSec",
        "tenantId", "modifier", "modTime", "domainCode",
    ]

    private static let list: RESTHandler = { world, call throws(Failure) in
        let all = world.all(.authorizer)
        let found = all.named("authorizerName", call.query.text("name"))
        let shown = ["authorizerId", "authorizerName", "authorizerDescription"]
        return .ok(try call.page(found, of: all, as: "authorizers") { $0.fields(shown) })
    }

    private static let create: RESTHandler = { world, call throws(Failure) in
        .ok(kind.insert(try values(call.body), &world).fields(names), status: 201)
    }

    private static let detail: RESTHandler = { world, call throws(Failure) in
        .ok(try kind.find(call.ids[0], world).fields(names))
    }

    private static let replace: RESTHandler = { world, call throws(Failure) in
        let record = try kind.find(call.ids[0], world)
        let values = try values(call.body)
        world.set(.authorizer, record.id, values.merging(world.gatewayStamp) { $1 })
        return .noContent
    }

    private static let delete: RESTHandler = { world, call throws(Failure) in
        let record = try kind.find(call.ids[0], world)
        let isUsed = world.all(.resource).contains { resource in
            resource.attributes["methods"]?.members.values.contains {
                $0["authentication"]?["authorizerId"]?.text == record.id
            } ?? false
        }
        if world.switches.strictDeletes, isUsed { throw .stillHolds("authorizer", "methods") }
        world.remove(.authorizer, record.id)
        return .noContent
    }

    /// Tries the authorizer with the given values. What its function would answer is decided as on calls of a stage.
    private static let test: RESTHandler = { world, call throws(Failure) in
        let record = try kind.find(call.ids[0], world)
        let params = call.body["params"] ?? [:]
        guard case .object(let members) = params, members.values.allSatisfy({ $0.text != nil }) else {
            throw .invalidField("params")
        }
        let given = members.compactMapValues(\.text)
        let isAllowed = Authorization.allows(record) { _, name in given[name] }
        return .ok([
            "response": [
                "status": .integer(isAllowed ? 200 : 401), "latency": "0",
                "body": ["isAuthorized": .bool(isAllowed)],
            ]
        ])
    }

    private static func values(_ body: JSON) throws(Failure) -> [String: JSON] {
        guard let config = body["authorizerConfig"], config["region"]?.text != nil, config["functionId"]?.text != nil
        else { throw .invalidField("authorizerConfig") }
        for item in try config.list("payload") {
            _ = try item.choice("in", of: ["HEADER", "QUERY"])
            _ = try item.text("name", upTo: 20, allowing: "")
        }
        let description = try body.optionalText("authorizerDescription", upTo: 300)
        let cache = try body.number("cacheTtlSec", in: 1...3600)
        return [
            "authorizerName": .string(try body.word("authorizerName")),
            "authorizerType": .string(try body.choice("authorizerType", of: ["CLOUD_FUNCTIONS"])),
            "authorizerConfig": config, "authorizerDescription": description.map(JSON.string) ?? .null,
            "cacheTtlSec": cache.map(JSON.integer) ?? .null,
        ]
    }
}

extension TableSchema { static let authorizer = TableSchema("authorizer") }
