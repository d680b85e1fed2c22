import OrderedJSON

/// Usage plans and the stages they are tied to. Source: api/apigateway.md §6.
enum UsagePlans {
    static let kind = RESTKind(
        .usagePlan, at: "/usage-plans",
        [
            .get("", StagePlans.byStage),
            .post("/search", list),
            .post("", create),
            .get("/:", detail),
            .put("/:", replace),
            .delete("/:", delete),
            .get("/:/stages", stages),
        ])

    private static let names = [
        "usagePlanId", "usagePlanName", "usagePlanDescription", "rateRps", "dayQuotaRequest", "monthQuotaRequest",
        "quotaCondition", "associatedStagesCount", "domainCode", "modifier", "tenantId",
    ]

    static let list: RESTHandler = { world, call throws(Failure) in
        let all = world.all(.usagePlan)
        let name = try APIGatewayRules.optionalText(call.body, "usagePlanName", upTo: .max)
        let found = APIGatewayAnswers.named(all, "usagePlanName", name)
        let rows = try APIGatewayAnswers.page(found, call).map { render($0, world) }
        return APIGatewayAnswers.ok([
            "usagePlans": .array(rows), "total": .integer(Int64(found.count)),
            "initialCount": .integer(Int64(all.count)),
        ])
    }

    static let create: RESTHandler = { world, call throws(Failure) in
        let values = try values(call.body)
        let id = world.newId(.usagePlan)
        world.insert(
            .usagePlan, id: id,
            values.merging(APIGatewayAnswers.common(world)) { $1 }.merging(["usagePlanId": .string(id)]) { $1 })
        return try wrapped(id, world, status: 201)
    }

    static let detail: RESTHandler = { world, call throws(Failure) in
        try wrapped(call.ids[0], world)
    }

    static let replace: RESTHandler = { world, call throws(Failure) in
        let plan = try APIGatewayRules.find(.usagePlan, call.ids[0], world)
        world.set(.usagePlan, plan.id, try values(call.body))
        return try wrapped(plan.id, world)
    }

    static let delete: RESTHandler = { world, call throws(Failure) in
        let plan = try APIGatewayRules.find(.usagePlan, call.ids[0], world)
        let users = stages(of: plan.id, world)
        if world.switches.strictDeletes, !users.isEmpty { throw APIGatewayRules.stillHolds("usagePlan", "stages") }
        for stage in users { StagePlans.release(plan.id, from: stage, &world) }
        world.remove(.usagePlan, plan.id)
        return APIGatewayAnswers.noContent
    }

    static let stages: RESTHandler = { world, call throws(Failure) in
        let plan = try APIGatewayRules.find(.usagePlan, call.ids[0], world)
        let found = stages(of: plan.id, world)
        let rows = try APIGatewayAnswers.page(found, call).map { stage -> JSON in
            let api = world[.api, stage["apiId"]]
            let product = world[.product, api?["productId"] ?? ""]
            return [
                "productId": .string(product?.id ?? ""), "productName": .string(product?["productName"] ?? ""),
                "apiId": .string(api?.id ?? ""), "apiName": .string(api?["apiName"] ?? ""),
                "stageId": .string(stage.id), "stageName": .string(stage["stageName"]),
            ]
        }
        let limits = ["rateRps", "dayQuotaRequest", "monthQuotaRequest", "quotaCondition", "domainCode"]
        return APIGatewayAnswers.ok([
            "stages": .array(rows), "total": .integer(Int64(found.count)),
            "usagePlan": APIGatewayAnswers.fields(plan, limits),
        ])
    }

    /// Limits of a plan or of a stage's default plan, null where left out. Day and month go together.
    static func limits(_ body: JSON) throws(Failure) -> [String: JSON] {
        let rate = try APIGatewayRules.number(body, "rateRps", in: 1...2_147_483_647)
        let day = try APIGatewayRules.number(body, "dayQuotaRequest", in: 0 ... .max)
        let month = try APIGatewayRules.number(body, "monthQuotaRequest", in: 0 ... .max)
        guard (day == nil) == (month == nil) else { throw APIGatewayRules.invalid("monthQuotaRequest") }
        let condition = try APIGatewayRules.optionalText(body, "quotaCondition", upTo: 100)
        return [
            "rateRps": rate.map(JSON.integer) ?? .null, "dayQuotaRequest": day.map(JSON.integer) ?? .null,
            "monthQuotaRequest": month.map(JSON.integer) ?? .null,
            "quotaCondition": condition.map(JSON.string) ?? .null,
        ]
    }

    static func render(_ plan: Record, _ world: World) -> JSON {
        var plan = plan
        plan.attributes["associatedStagesCount"] = .integer(Int64(stages(of: plan.id, world).count))
        return APIGatewayAnswers.fields(plan, names)
    }

    private static func values(_ body: JSON) throws(Failure) -> [String: JSON] {
        let description = try APIGatewayRules.optionalText(body, "usagePlanDescription", upTo: 50)
        return try limits(body).merging([
            "usagePlanName": .string(try APIGatewayRules.text(body, "usagePlanName", upTo: 45)),
            "usagePlanDescription": description.map(JSON.string) ?? .null,
        ]) { $1 }
    }

    private static func wrapped(_ id: String, _ world: World, status: Int = 200) throws(Failure) -> Response {
        let plan = try APIGatewayRules.find(.usagePlan, id, world)
        return APIGatewayAnswers.ok(["usagePlan": render(plan, world)], status: status)
    }

    private static func stages(of plan: String, _ world: World) -> [Record] {
        world.records(.stage, where: "usagePlanIds", is: plan)
    }
}

extension TableSchema {
    static let usagePlan = TableSchema("usagePlan")
}
