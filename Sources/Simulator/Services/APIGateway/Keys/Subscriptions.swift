import OrderedJSON

/// Which keys may call which products, and by which plan. Source: api/apigateway.md §7.
enum Subscriptions {
    static let kind = RESTKind(
        .subscription,
        [
            .get("/products/:/subscription-detail", KeyRelations.ofProduct),
            .post("/products/:/api-keys/search", subscribers), .patch("/products/:/api-keys/:", decide),
            .put("/products/:/api-keys/:/stages/:", setPlan), .post("/api-keys/search", keys),
            .post("/api-keys/:/subscribe", subscribe), .post("/api-keys/:/unsubscribe", unsubscribe),
            .get("/api-keys/:/products", products), .get("/api-keys/:/subscription-detail", KeyRelations.ofKey),
        ])

    private static let statuses = ["REQUEST", "ACCEPTED", "REJECTED", "DENY", "BLOCKED_REQUEST"]

    /// PUBLIC products accept at once, PROTECTED ones wait for their publisher. (inferred)
    private static let subscribe: RESTHandler = { world, call throws(Failure) in
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
        return .empty
    }

    private static let unsubscribe: RESTHandler = { world, call throws(Failure) in
        let (key, product) = try pair(call, world)
        world.remove(.subscription, id(key: key.id, product: product.id))
        return .empty
    }

    private static let products: RESTHandler = { world, call throws(Failure) in
        let key = try APIKeys.kind.find(call.ids[0], world)
        let links = world.records(.subscription, where: "apiKeyId", is: key.id)
        let page = try call.page(links, as: "apiKeyRelateProductDtos") { link in
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
        return .ok(page)
    }

    /// One's own keys as they stand to one product; without a wish for statuses, also those without a subscription.
    private static let keys: RESTHandler = { world, call throws(Failure) in
        let product = try product(try call.body.text("productId", upTo: 10), world)
        let wanted = try statusSet(call.body)
        let name = try call.body.optionalText("apiKeyName", upTo: .max)
        let named = world.all(.apiKey).named("apiKeyName", name)
        let found = named.filter { key in
            let status = world[.subscription, id(key: key.id, product: product.id)]?["status"]
            return wanted.isEmpty || status.map(wanted.contains) == true
        }
        let page = try call.page(found, as: "apiKeys") { key in
            let link = world[.subscription, id(key: key.id, product: product.id)]
            return key.fields(["apiKeyId", "apiKeyName", "apiKeyDescription"]).with(
                link.map { ["status": .string($0["status"])] } ?? [:])
        }
        return .ok(page)
    }

    /// The publisher's view of who subscribed.
    private static let subscribers: RESTHandler = { world, call throws(Failure) in
        let product = try Products.kind.find(call.ids[0], world)
        let wanted = try statusSet(call.body)
        let value = try call.body.optionalText("apiKeyValue", upTo: .max)
        let wantedKey = try call.body.optionalText("apiKeyId", upTo: .max)
        let found = world.records(.subscription, where: "productId", is: product.id).filter { link in
            let key = world[.apiKey, link["apiKeyId"]]
            return (wanted.isEmpty || wanted.contains(link["status"]))
                && wantedKey.map { $0 == link["apiKeyId"] } ?? true
                && value.map { $0 == key?["primaryKey"] || $0 == key?["secondaryKey"] } ?? true
        }
        let shown = ["apiKeyId", "apiKeyName", "primaryKey", "secondaryKey", "domainCode"]
        let page = try call.page(found) { link in
            let key = world[.apiKey, link["apiKeyId"]]?.fields(shown) ?? [:]
            return key.with(link.fields(["status", "regTime", "modTime"]))
        }
        return .ok(["apiKeyPage": page])
    }

    /// The publisher accepts or rejects.
    private static let decide: RESTHandler = { world, call throws(Failure) in
        let link = try find(product: call.ids[0], key: call.ids[1], world)
        let status = try call.body.choice("status", of: ["ACCEPTED", "REJECTED"])
        let time = JSON.string(Timestamp(milliseconds: world.now).universal)
        world.set(.subscription, link.id, ["status": .string(status), "modTime": time])
        GatewayEvents.add(.subscriptionDecided, "\(link["apiKeyId"]) → \(link["productId"]): \(status)", &world)
        return .noContent
    }

    /// The plan of a key on one stage; without a plan, the stage's default one. (inferred)
    private static let setPlan: RESTHandler = { world, call throws(Failure) in
        let link = try find(product: call.ids[0], key: call.ids[1], world)
        let stage = try Stages.kind.find(call.ids[2], world)
        guard world[.api, stage["apiId"]]?["productId"] == call.ids[0] else { throw .notFound("stageId", stage.id) }
        let plan = try call.body.optionalText("usagePlanId", upTo: 10) ?? ""
        guard plan.isEmpty || stage.list("usagePlanIds").contains(plan) else { throw .invalidField("usagePlanId") }
        var plans = link.attributes["plans"]?.members ?? [:]
        plans[stage.id] = plan.isEmpty ? JSON?.none : .string(plan)
        world.set(.subscription, link.id, ["plans": .object(plans)])
        return .noContent
    }

    static func id(key: String, product: String) -> String { "\(key) \(product)" }

    /// A product of one's own or of somebody else.
    static func product(_ id: String, _ world: World) throws(Failure) -> Record {
        guard let product = world[.product, id] ?? world[.foreignProduct, id] else { throw .notFound("productId", id) }
        return product
    }

    private static func find(product: String, key: String, _ world: World) throws(Failure) -> Record {
        let product = try Products.kind.find(product, world)
        guard let link = world[.subscription, id(key: key, product: product.id)] else {
            throw .notFound("apiKeyId", key)
        }
        return link
    }

    private static func pair(_ call: RESTCall, _ world: World) throws(Failure) -> (key: Record, product: Record) {
        let id = try call.body.text("productId", upTo: 10)
        return (try APIKeys.kind.find(call.ids[0], world), try product(id, world))
    }

    private static func statusSet(_ body: JSON) throws(Failure) -> [String] {
        try body.choices("statusSet", of: statuses)
    }
}

extension TableSchema {
    static let subscription = TableSchema("subscription", nameAttribute: "id", indexes: ["apiKeyId", "productId"])
}
