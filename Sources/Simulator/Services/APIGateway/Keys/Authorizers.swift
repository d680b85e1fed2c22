import OrderedJSON

/// Authorizers; answered bare, and a change answers nothing. Source: api/apigateway.md §9.
enum Authorizers {
    static let kind = RESTKind(
        .authorizer, at: "/authorizers",
        [
            .get("", list),
            .post("", create),
            .get("/:", detail),
            .put("/:", replace),
            .delete("/:", delete),
            .post("/:/test", test),
        ])

    private static let names = [
        "authorizerId", "authorizerName", "authorizerType", "authorizerConfig", "authorizerDescription", "cacheTtlSec",
        "tenantId", "modifier", "modTime", "domainCode",
    ]

    static let list: RESTHandler = { world, call throws(Failure) in
        let all = world.all(.authorizer)
        let found = APIGatewayAnswers.named(all, "authorizerName", call.query.text("name"))
        let rows = try APIGatewayAnswers.page(found, call).map {
            APIGatewayAnswers.fields($0, ["authorizerId", "authorizerName", "authorizerDescription"])
        }
        return APIGatewayAnswers.ok([
            "authorizers": .array(rows), "total": .integer(Int64(found.count)),
            "initialCount": .integer(Int64(all.count)),
        ])
    }

    static let create: RESTHandler = { world, call throws(Failure) in
        let values = try values(call.body)
        let id = world.newId(.authorizer)
        let record = world.insert(
            .authorizer, id: id,
            values.merging(APIGatewayAnswers.common(world)) { $1 }.merging(["authorizerId": .string(id)]) { $1 })
        return APIGatewayAnswers.ok(APIGatewayAnswers.fields(record, names), status: 201)
    }

    static let detail: RESTHandler = { world, call throws(Failure) in
        let record = try APIGatewayRules.find(.authorizer, call.ids[0], world)
        return APIGatewayAnswers.ok(APIGatewayAnswers.fields(record, names))
    }

    static let replace: RESTHandler = { world, call throws(Failure) in
        let record = try APIGatewayRules.find(.authorizer, call.ids[0], world)
        let values = try values(call.body)
        world.set(.authorizer, record.id, values.merging(APIGatewayAnswers.common(world)) { $1 })
        return APIGatewayAnswers.noContent
    }

    static let delete: RESTHandler = { world, call throws(Failure) in
        let record = try APIGatewayRules.find(.authorizer, call.ids[0], world)
        let isUsed = world.all(.resource).contains { resource in
            resource.attributes["methods"]?.members.values.contains {
                $0["authentication"]?["authorizerId"]?.text == record.id
            } ?? false
        }
        if world.switches.strictDeletes, isUsed { throw APIGatewayRules.stillHolds("authorizer", "methods") }
        world.remove(.authorizer, record.id)
        return APIGatewayAnswers.noContent
    }

    /// Tries the authorizer with the given values. What its function would answer is decided as on calls of a stage.
    static let test: RESTHandler = { world, call throws(Failure) in
        let record = try APIGatewayRules.find(.authorizer, call.ids[0], world)
        let params = call.body["params"] ?? [:]
        guard case .object(let members) = params, members.values.allSatisfy({ $0.text != nil }) else {
            throw APIGatewayRules.invalid("params")
        }
        let given = members.compactMapValues(\.text)
        let isAllowed = Authorization.allows(record) { _, name in given[name] }
        return APIGatewayAnswers.ok([
            "response": [
                "status": .integer(isAllowed ? 200 : 401), "latency": "0",
                "body": ["isAuthorized": .bool(isAllowed)],
            ]
        ])
    }

    private static func values(_ body: JSON) throws(Failure) -> [String: JSON] {
        guard let config = body["authorizerConfig"], config["region"]?.text != nil, config["functionId"]?.text != nil
        else { throw APIGatewayRules.invalid("authorizerConfig") }
        for item in try APIGatewayRules.list(config, "payload") {
            _ = try APIGatewayRules.choice(item, "in", of: ["HEADER", "QUERY"])
            _ = try APIGatewayRules.text(item, "name", upTo: 20, allowing: "")
        }
        let description = try APIGatewayRules.optionalText(body, "authorizerDescription", upTo: 300)
        let cache = try APIGatewayRules.number(body, "cacheTtlSec", in: 1...3600)
        return [
            "authorizerName": .string(try APIGatewayRules.word(body, "authorizerName")),
            "authorizerType": .string(
                try APIGatewayRules.choice(body, "authorizerType", of: ["CLOUD_FUNCTIONS"])),
            "authorizerConfig": config, "authorizerDescription": description.map(JSON.string) ?? .null,
            "cacheTtlSec": cache.map(JSON.integer) ?? .null,
        ]
    }
}

extension TableSchema {
    static let authorizer = TableSchema("authorizer")
}
