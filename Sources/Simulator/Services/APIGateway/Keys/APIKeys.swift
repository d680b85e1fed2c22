import OrderedJSON

/// API keys. Source: api/apigateway.md §7.
enum APIKeys {
    static let kind = RESTKind(
        .apiKey, at: "/api-keys",
        [
            .get("", list), .post("", create), .get("/:", detail), .put("/:", replace), .patch("/:", regenerate),
            .delete("/:", delete),
        ])

    private static let open = [
        "apiKeyId", "apiKeyName", "apiKeyDescription", "isEnabled", "modifier", "modTime", "domainCode", "tenantId",
    ]

    /// The list keeps the secrets back.
    private static let list: RESTHandler = { world, call throws(Failure) in
        let all = world.all(.apiKey)
        let found = all.named("apiKeyName", call.query.text("apiKeyName"))
        return .ok(try call.page(found, of: all, as: "apiKeys") { $0.fields(open) })
    }

    private static let create: RESTHandler = { world, call throws(Failure) in
        let name = try call.body.text("apiKeyName", upTo: 20)
        let description = try call.body.optionalText("apiKeyDescription", upTo: 50)
        let (primary, secondary) = (secret(&world), secret(&world))
        var values: [String: JSON] = [
            "apiKeyName": .string(name), "isEnabled": true, "primaryKey": .string(primary),
            "secondaryKey": .string(secondary),
        ]
        values["apiKeyDescription"] = description.map(JSON.string)
        return .ok(["apiKey": render(kind.insert(values, &world))], status: 201)
    }

    /// Not wrapped, unlike the answers to changes.
    private static let detail: RESTHandler = { world, call throws(Failure) in
        .ok(render(try kind.find(call.ids[0], world)))
    }

    private static let replace: RESTHandler = { world, call throws(Failure) in
        let key = try kind.find(call.ids[0], world)
        guard let isEnabled = call.body["isEnabled"]?.bool else { throw .invalidField("isEnabled") }
        let description = try call.body.optionalText("apiKeyDescription", upTo: 50)
        let name = try call.body.text("apiKeyName", upTo: 20)
        return change(
            key,
            [
                "apiKeyName": .string(name), "isEnabled": .bool(isEnabled),
                "apiKeyDescription": description.map(JSON.string) ?? .null,
            ], &world)
    }

    private static let regenerate: RESTHandler = { world, call throws(Failure) in
        let key = try kind.find(call.ids[0], world)
        let type = try call.body.choice("keyType", of: ["PRIMARY", "SECONDARY"])
        let field = type == "PRIMARY" ? "primaryKey" : "secondaryKey"
        return change(key, [field: .string(secret(&world))], &world)
    }

    private static let delete: RESTHandler = { world, call throws(Failure) in
        let key = try kind.find(call.ids[0], world)
        let links = world.records(.subscription, where: "apiKeyId", is: key.id)
        if world.switches.strictDeletes, !links.isEmpty { throw .stillHolds("apiKey", "subscriptions") }
        for link in links { world.remove(.subscription, link.id) }
        world.remove(.apiKey, key.id)
        return .noContent
    }

    private static func change(_ key: Record, _ values: [String: JSON], _ world: inout World) -> Response {
        world.set(.apiKey, key.id, values.merging(world.gatewayStamp) { $1 })
        return .ok(["apiKey": render(world[.apiKey, key.id] ?? key)])
    }

    private static func render(_ key: Record) -> JSON { key.fields(open + ["primaryKey", "secondaryKey"]) }

    private static func secret(_ world: inout World) -> String {
        world.random.text(40, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    }
}

extension TableSchema { static let apiKey = TableSchema("apiKey", indexes: ["primaryKey", "secondaryKey"]) }
