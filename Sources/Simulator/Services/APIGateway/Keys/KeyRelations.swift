import OrderedJSON

/// A subscription stage by stage: plan and use. Source: api/apigateway.md §7 (relation).
enum KeyRelations {
    static let ofKey: RESTHandler = { world, call throws(Failure) in
        let key = try APIKeys.kind.find(call.ids[0], world)
        guard let product = call.query.text("productId") else { throw .invalidField("productId") }
        return try answer(key, try Subscriptions.product(product, world).id, call, world)
    }

    static let ofProduct: RESTHandler = { world, call throws(Failure) in
        let product = try Products.kind.find(call.ids[0], world)
        guard let key = call.query.text("apiKeyId") else { throw .invalidField("apiKeyId") }
        return try answer(try APIKeys.kind.find(key, world), product.id, call, world)
    }

    private static func answer(
        _ key: Record, _ product: String, _ call: RESTCall, _ world: World
    ) throws(Failure) -> Response {
        let link = world[.subscription, Subscriptions.id(key: key.id, product: product)]
        let apis = link == nil ? [] : world.records(.api, where: "productId", is: product)
        let stages = apis.flatMap { world.records(.stage, where: "apiId", is: $0.id) }.filter { stage in
            call.query.text("apiId").map { $0 == stage["apiId"] } ?? true
                && call.query.text("stageId").map { $0 == stage.id } ?? true
        }
        let rows = try call.page(stages).compactMap { stage in link.map { render(key, $0, stage, world) } }
        return .ok(["apiKeyRelations": ["content": .array(rows), "total": .integer(Int64(stages.count))]])
    }

    /// `Usage` is what counts against a quota, `CallCount` every call. (inferred)
    private static func render(_ key: Record, _ link: Record, _ stage: Record, _ world: World) -> JSON {
        let day = GatewayUsage.sum(stage: stage.id, key: key.id, .day, world)
        let month = GatewayUsage.sum(stage: stage.id, key: key.id, .month, world)
        var members = key.fields(["apiKeyId", "apiKeyName", "domainCode"]).members
        members["apiId"] = stage.attributes["apiId"]
        members["apiName"] = .string(world[.api, stage["apiId"]]?["apiName"] ?? "")
        members["stageId"] = .string(stage.id)
        members["stageName"] = stage.attributes["stageName"]
        if let plan = world[.usagePlan, link.attributes["plans"]?[stage.id]?.text ?? ""] {
            members["usagePlanId"] = .string(plan.id)
            members["usagePlanName"] = plan.attributes["usagePlanName"]
        }
        members["dailyUsage"] = .integer(day.counted)
        members["monthlyUsage"] = .integer(month.counted)
        members["dayCallCount"] = .integer(day.calls)
        members["monthCallCount"] = .integer(month.calls)
        members["regTime"] = link.attributes["regTime"]
        members["modTime"] = link.attributes["modTime"]
        return .object(members)
    }
}
