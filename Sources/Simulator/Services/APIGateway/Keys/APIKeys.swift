import OrderedJSON

/// API keys. Source: api/apigateway.md §7.
enum APIKeys {
    static let kind = RESTKind(
        .apiKey, at: "/api-keys",
        [
            .get("", list),
            .post("", create),
            .get("/:", detail),
            .put("/:", replace),
            .patch("/:", regenerate),
            .delete("/:", delete),
        ])

    private static let open = [
        "apiKeyId", "apiKeyName", "apiKeyDescription", "isEnabled", "modifier", "modTime", "domainCode", "tenantId",
    ]

    /// The list keeps the secrets back.
    static let list: RESTHandler = { world, call throws(Failure) in
        let all = world.all(.apiKey)
        let found = APIGatewayAnswers.named(all, "apiKeyName", call.query.text("apiKeyName"))
        let rows = try APIGatewayAnswers.page(found, call).map { APIGatewayAnswers.fields($0, open) }
        return APIGatewayAnswers.ok([
            "apiKeys": .array(rows), "total": .integer(Int64(found.count)), "initialCount": .integer(Int64(all.count)),
        ])
    }

    static let create: RESTHandler = { world, call throws(Failure) in
        let name = try APIGatewayRules.text(call.body, "apiKeyName", upTo: 20)
        let description = try APIGatewayRules.optionalText(call.body, "apiKeyDescription", upTo: 50)
        let id = world.newId(.apiKey)
        var attributes = APIGatewayAnswers.common(world)
        attributes["apiKeyId"] = .string(id)
        attributes["apiKeyName"] = .string(name)
        attributes["apiKeyDescription"] = description.map(JSON.string)
        attributes["isEnabled"] = true
        attributes["primaryKey"] = .string(secret(&world))
        attributes["secondaryKey"] = .string(secret(&world))
        let key = world.insert(.apiKey, id: id, attributes)
        return APIGatewayAnswers.ok(["apiKey": render(key)], status: 201)
    }

    /// Not wrapped, unlike the answers to changes.
    static let detail: RESTHandler = { world, call throws(Failure) in
        APIGatewayAnswers.ok(render(try APIGatewayRules.find(.apiKey, call.ids[0], world)))
    }

    static let replace: RESTHandler = { world, call throws(Failure) in
        let key = try APIGatewayRules.find(.apiKey, call.ids[0], world)
        guard let isEnabled = call.body["isEnabled"]?.bool else { throw APIGatewayRules.invalid("isEnabled") }
        let description = try APIGatewayRules.optionalText(call.body, "apiKeyDescription", upTo: 50)
        let name = try APIGatewayRules.text(call.body, "apiKeyName", upTo: 20)
        return change(
            key,
            [
                "apiKeyName": .string(name), "isEnabled": .bool(isEnabled),
                "apiKeyDescription": description.map(JSON.string) ?? .null,
            ], &world)
    }

    static let regenerate: RESTHandler = { world, call throws(Failure) in
        let key = try APIGatewayRules.find(.apiKey, call.ids[0], world)
        let type = try APIGatewayRules.choice(call.body, "keyType", of: ["PRIMARY", "SECONDARY"])
        let field = type == "PRIMARY" ? "primaryKey" : "secondaryKey"
        return change(key, [field: .string(secret(&world))], &world)
    }

    static let delete: RESTHandler = { world, call throws(Failure) in
        let key = try APIGatewayRules.find(.apiKey, call.ids[0], world)
        let links = world.records(.subscription, where: "apiKeyId", is: key.id)
        if world.switches.strictDeletes, !links.isEmpty { throw APIGatewayRules.stillHolds("apiKey", "subscriptions") }
        for link in links { world.remove(.subscription, link.id) }
        world.remove(.apiKey, key.id)
        return APIGatewayAnswers.noContent
    }

    private static func change(_ key: Record, _ values: [String: JSON], _ world: inout World) -> Response {
        world.set(.apiKey, key.id, values.merging(APIGatewayAnswers.common(world)) { $1 })
        return APIGatewayAnswers.ok(["apiKey": render(world[.apiKey, key.id] ?? key)])
    }

    private static func render(_ key: Record) -> JSON {
        APIGatewayAnswers.fields(key, open + ["primaryKey", "secondaryKey"])
    }

    private static func secret(_ world: inout World) -> String {
        world.random.text(40, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    }
}

extension TableSchema {
    static let apiKey = TableSchema("apiKey", indexes: ["primaryKey", "secondaryKey"])
}
