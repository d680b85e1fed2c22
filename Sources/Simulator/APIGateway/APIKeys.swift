import OrderedJSON

/// API keys. Source: api/apigateway.md §7.
enum APIKeys {
    private static let open = [
        "apiKeyId", "apiKeyName", "apiKeyDescription", "isEnabled", "modifier", "modTime", "domainCode", "tenantId",
    ]

    /// The list keeps the secrets back.
    static let list: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let all = world.all(.apiKey)
        let found = APIGatewayAnswers.named(all, "apiKeyName", arguments.query.text("apiKeyName"))
        let rows = try APIGatewayAnswers.page(found, arguments).map { APIGatewayAnswers.fields($0, open) }
        return APIGatewayAnswers.ok([
            "apiKeys": .array(rows), "total": .integer(Int64(found.count)), "initialCount": .integer(Int64(all.count)),
        ])
    }

    static let create: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let name = try APIGatewayRules.text(arguments.body, "apiKeyName", upTo: 20)
        let description = try APIGatewayRules.optionalText(arguments.body, "apiKeyDescription", upTo: 50)
        let id = APIGatewayAnswers.newId(.apiKey, &world)
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
    static let detail: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        APIGatewayAnswers.ok(render(try APIGatewayRules.find(.apiKey, arguments.ids[0], world)))
    }

    static let replace: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let key = try APIGatewayRules.find(.apiKey, arguments.ids[0], world)
        guard let isEnabled = arguments.body["isEnabled"]?.bool else { throw APIGatewayRules.invalid("isEnabled") }
        let description = try APIGatewayRules.optionalText(arguments.body, "apiKeyDescription", upTo: 50)
        let name = try APIGatewayRules.text(arguments.body, "apiKeyName", upTo: 20)
        return change(
            key,
            [
                "apiKeyName": .string(name), "isEnabled": .bool(isEnabled),
                "apiKeyDescription": description.map(JSON.string) ?? .null,
            ], &world)
    }

    static let regenerate: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let key = try APIGatewayRules.find(.apiKey, arguments.ids[0], world)
        let type = try APIGatewayRules.choice(arguments.body, "keyType", of: ["PRIMARY", "SECONDARY"])
        let field = type == "PRIMARY" ? "primaryKey" : "secondaryKey"
        return change(key, [field: .string(secret(&world))], &world)
    }

    static let delete: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let key = try APIGatewayRules.find(.apiKey, arguments.ids[0], world)
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
