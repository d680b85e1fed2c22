import OrderedJSON

/// Usage plans and the stages they are tied to. Source: api/apigateway.md §6.
enum UsagePlans {
    static let kind = RESTKind(
        .usagePlan, at: "/usage-plans",
        [
            .get("", StagePlans.byStage), .post("/search", list), .post("", create), .get("/:", detail),
            .put("/:", replace), .delete("/:", delete), .get("/:/stages", stages),
        ])

    private static let names = [
        "usagePlanId", "usagePlanName", "usagePlanDescription", "rateRps", "dayQuotaRequest", "monthQuotaRequest",
        "quotaCondition", "associatedStagesCount", "domainCode", "modifier", "tenantId",
    ]

    private static let list: RESTHandler = { world, call throws(Failure) in
        let all = world.all(.usagePlan)
        let name = try call.body.optionalText("usagePlanName", upTo: .max)
        let found = all.named("usagePlanName", name)
        return .ok(try call.page(found, of: all, as: "usagePlans") { render($0, world) })
    }

    private static let create: RESTHandler = { world, call throws(Failure) in
        let plan = kind.insert(try values(call.body), &world)
        return try wrapped(plan.id, world, status: 201)
    }

    private static let detail: RESTHandler = { world, call throws(Failure) in try wrapped(call.ids[0], world) }

    private static let replace: RESTHandler = { world, call throws(Failure) in
        let plan = try kind.find(call.ids[0], world)
        world.set(.usagePlan, plan.id, try values(call.body))
        return try wrapped(plan.id, world)
    }

    private static let delete: RESTHandler = { world, call throws(Failure) in
        let plan = try kind.find(call.ids[0], world)
        let users = stages(of: plan.id, world)
        if world.switches.strictDeletes, !users.isEmpty { throw .stillHolds("usagePlan", "stages") }
        for stage in users { StagePlans.release(plan.id, from: stage, &world) }
        world.remove(.usagePlan, plan.id)
        return .noContent
    }

    private static let stages: RESTHandler = { world, call throws(Failure) in
        let plan = try kind.find(call.ids[0], world)
        let found = stages(of: plan.id, world)
        let page = try call.page(found, as: "stages") { stage in
            let api = world[.api, stage["apiId"]]
            let product = world[.product, api?["productId"] ?? ""]
            return [
                "productId": .string(product?.id ?? ""), "productName": .string(product?["productName"] ?? ""),
                "apiId": .string(api?.id ?? ""), "apiName": .string(api?["apiName"] ?? ""),
                "stageId": .string(stage.id), "stageName": .string(stage["stageName"]),
            ]
        }
        let limits = ["rateRps", "dayQuotaRequest", "monthQuotaRequest", "quotaCondition", "domainCode"]
        return .ok(page.with(["usagePlan": plan.fields(limits)]))
    }

    /// Limits of a plan or of a stage's default plan, null where left out. Day and month go together.
    static func limits(_ body: JSON) throws(Failure) -> [String: JSON] {
        let rate = try body.number("rateRps", in: 1...2_147_483_647)
        let day = try body.number("dayQuotaRequest", in: 0 ... .max)
        let month = try body.number("monthQuotaRequest", in: 0 ... .max)
        guard (day == nil) == (month == nil) else { throw .invalidField("monthQuotaRequest") }
        let condition = try body.optionalText("quotaCondition", upTo: 100)
        return [
            "rateRps": rate.map(JSON.integer) ?? .null, "dayQuotaRequest": day.map(JSON.integer) ?? .null,
            "monthQuotaRequest": month.map(JSON.integer) ?? .null,
            "quotaCondition": condition.map(JSON.string) ?? .null,
        ]
    }

    static func render(_ plan: Record, _ world: World) -> JSON {
        var plan = plan
        plan.attributes["associatedStagesCount"] = .integer(Int64(stages(of: plan.id, world).count))
        return plan.fields(names)
    }

    private static func values(_ body: JSON) throws(Failure) -> [String: JSON] {
        let description = try body.optionalText("usagePlanDescription", upTo: 50)
        return try limits(body).merging([
            "usagePlanName": .string(try body.text("usagePlanName", upTo: 45)),
            "usagePlanDescription": description.map(JSON.string) ?? .null,
        ]) { $1 }
    }

    private static func wrapped(_ id: String, _ world: World, status: Int = 200) throws(Failure) -> Response {
        let plan = try kind.find(id, world)
        return .ok(["usagePlan": render(plan, world)], status: status)
    }

    private static func stages(of plan: String, _ world: World) -> [Record] {
        world.records(.stage, where: "usagePlanIds", is: plan)
    }
}

extension TableSchema { static let usagePlan = TableSchema("usagePlan") }
