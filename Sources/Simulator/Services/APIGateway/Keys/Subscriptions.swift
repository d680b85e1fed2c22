import OrderedJSON

/// Which keys may call which products, and by which plan. Source: api/apigateway.md §7.
enum Subscriptions {
    static let kind = RESTKind(
        .subscription,
        [
            .get("/products/:/subscription-detail", KeyRelations.ofProduct),
            .post("/products/:/api-keys/search", subscribers),
            .patch("/products/:/api-keys/:", decide),
            .put("/products/:/api-keys/:/stages/:", setPlan),
            .post("/api-keys/search", keys),
            .post("/api-keys/:/subscribe", subscribe),
            .post("/api-keys/:/unsubscribe", unsubscribe),
            .get("/api-keys/:/products", products),
            .get("/api-keys/:/subscription-detail", KeyRelations.ofKey),
        ])

    private static let statuses = ["REQUEST", "ACCEPTED", "REJECTED", "DENY", "BLOCKED_REQUEST"]

    /// PUBLIC products accept at once, PROTECTED ones wait for their publisher. (inferred)
    static let subscribe: RESTHandler = { world, call throws(Failure) in
        let (key, product) = try pair(call, world)
        let id = id(key: key.id, product: product.id)
        try world.refuseDuplicate(world[.subscription, id] != nil, "subscription", product.id)
        let isOwn = world[.product, product.id] != nil
        let accepts =
            product["subscriptionCode"] == "PUBLIC"
            || isOwn && world.switches.quirks.contains(.acceptOwnKeys)
        let time = JSON.string(Timestamp(milliseconds: world.now).universal)
        world.insert(
            .subscription, id: id,
            [
                "apiKeyId": .string(key.id), "productId": .string(product.id),
                "status": accepts ? "ACCEPTED" : "REQUEST", "regTime": time, "modTime": time, "plans": [:],
            ])
        GatewayEvents.add(.subscriptionRequested, "\(key["apiKeyName"]) → \(product["productName"])", &world)
        return APIGatewayAnswers.empty
    }

    static let unsubscribe: RESTHandler = { world, call throws(Failure) in
        let (key, product) = try pair(call, world)
        world.remove(.subscription, id(key: key.id, product: product.id))
        return APIGatewayAnswers.empty
    }

    static let products: RESTHandler = { world, call throws(Failure) in
        let key = try APIGatewayRules.find(.apiKey, call.ids[0], world)
        let links = world.records(.subscription, where: "apiKeyId", is: key.id)
        let rows = try APIGatewayAnswers.page(links, call).map { link -> JSON in
            let own = world[.product, link["productId"]]
            let product = own ?? world[.foreignProduct, link["productId"]]
            return [
                "productId": .string(link["productId"]), "productName": .string(product?["productName"] ?? ""),
                "productDescription": .string(product?["productDescription"] ?? ""),
                "publisherId": .string(product?["tenantId"] ?? ""), "status": .string(link["status"]),
                "regTime": .string(link["regTime"]), "modTime": .string(link["modTime"]),
                "isSelfProduct": .bool(own != nil),
            ]
        }
        return APIGatewayAnswers.ok([
            "apiKeyRelateProductDtos": .array(rows), "total": .integer(Int64(links.count)),
        ])
    }

    /// One's own keys as they stand to one product; without a wish for statuses, also those without a subscription.
    static let keys: RESTHandler = { world, call throws(Failure) in
        let product = try product(try APIGatewayRules.text(call.body, "productId", upTo: 10), world)
        let wanted = try statusSet(call.body)
        let name = try APIGatewayRules.optionalText(call.body, "apiKeyName", upTo: .max)
        let named = APIGatewayAnswers.named(world.all(.apiKey), "apiKeyName", name)
        let found = named.filter { key in
            let status = world[.subscription, id(key: key.id, product: product.id)]?["status"]
            return wanted.isEmpty || status.map(wanted.contains) == true
        }
        let rows = try APIGatewayAnswers.page(found, call).map { key in
            let link = world[.subscription, id(key: key.id, product: product.id)]
            return APIGatewayAnswers.merged(
                APIGatewayAnswers.fields(key, ["apiKeyId", "apiKeyName", "apiKeyDescription"]),
                link.map { ["status": .string($0["status"])] } ?? [:])
        }
        return APIGatewayAnswers.ok(["apiKeys": .array(rows), "total": .integer(Int64(found.count))])
    }

    /// The publisher's view of who subscribed.
    static let subscribers: RESTHandler = { world, call throws(Failure) in
        let product = try APIGatewayRules.product(call.ids[0], world)
        let wanted = try statusSet(call.body)
        let value = try APIGatewayRules.optionalText(call.body, "apiKeyValue", upTo: .max)
        let wantedKey = try APIGatewayRules.optionalText(call.body, "apiKeyId", upTo: .max)
        let found = world.records(.subscription, where: "productId", is: product.id).filter { link in
            let key = world[.apiKey, link["apiKeyId"]]
            return (wanted.isEmpty || wanted.contains(link["status"]))
                && wantedKey.map { $0 == link["apiKeyId"] } ?? true
                && value.map { $0 == key?["primaryKey"] || $0 == key?["secondaryKey"] } ?? true
        }
        let rows = try APIGatewayAnswers.page(found, call).map { link in
            let key = world[.apiKey, link["apiKeyId"]]
            return APIGatewayAnswers.merged(
                key.map {
                    APIGatewayAnswers.fields(
                        $0, ["apiKeyId", "apiKeyName", "primaryKey", "secondaryKey", "domainCode"])
                } ?? [:], APIGatewayAnswers.fields(link, ["status", "regTime", "modTime"]))
        }
        return APIGatewayAnswers.ok([
            "apiKeyPage": ["content": .array(rows), "total": .integer(Int64(found.count))]
        ])
    }

    /// The publisher accepts or rejects.
    static let decide: RESTHandler = { world, call throws(Failure) in
        let link = try find(product: call.ids[0], key: call.ids[1], world)
        let status = try APIGatewayRules.choice(call.body, "status", of: ["ACCEPTED", "REJECTED"])
        let time = JSON.string(Timestamp(milliseconds: world.now).universal)
        world.set(.subscription, link.id, ["status": .string(status), "modTime": time])
        GatewayEvents.add(.subscriptionDecided, "\(link["apiKeyId"]) → \(link["productId"]): \(status)", &world)
        return APIGatewayAnswers.noContent
    }

    /// The plan of a key on one stage; without a plan, the stage's default one. (inferred)
    static let setPlan: RESTHandler = { world, call throws(Failure) in
        let link = try find(product: call.ids[0], key: call.ids[1], world)
        let stage = try APIGatewayRules.find(.stage, call.ids[2], world)
        guard world[.api, stage["apiId"]]?["productId"] == call.ids[0] else {
            throw APIGatewayRules.missing("stageId", stage.id)
        }
        let plan = try APIGatewayRules.optionalText(call.body, "usagePlanId", upTo: 10) ?? ""
        guard plan.isEmpty || stage.list("usagePlanIds").contains(plan) else {
            throw APIGatewayRules.invalid("usagePlanId")
        }
        var plans = link.attributes["plans"]?.members ?? [:]
        plans[stage.id] = plan.isEmpty ? JSON?.none : .string(plan)
        world.set(.subscription, link.id, ["plans": .object(plans)])
        return APIGatewayAnswers.noContent
    }

    static func id(key: String, product: String) -> String { "\(key) \(product)" }

    /// A product of one's own or of somebody else.
    static func product(_ id: String, _ world: World) throws(Failure) -> Record {
        guard let product = world[.product, id] ?? world[.foreignProduct, id] else {
            throw APIGatewayRules.missing("productId", id)
        }
        return product
    }

    private static func find(product: String, key: String, _ world: World) throws(Failure) -> Record {
        let product = try APIGatewayRules.product(product, world)
        guard let link = world[.subscription, id(key: key, product: product.id)] else {
            throw APIGatewayRules.missing("apiKeyId", key)
        }
        return link
    }

    private static func pair(
        _ call: RESTCall, _ world: World
    ) throws(Failure) -> (key: Record, product: Record) {
        let id = try APIGatewayRules.text(call.body, "productId", upTo: 10)
        return (try APIGatewayRules.find(.apiKey, call.ids[0], world), try product(id, world))
    }

    private static func statusSet(_ body: JSON) throws(Failure) -> [String] {
        try APIGatewayRules.choices(body, "statusSet", of: statuses)
    }
}

extension TableSchema {
    static let subscription = TableSchema("subscription", nameAttribute: "id", indexes: ["apiKeyId", "productId"])
}
