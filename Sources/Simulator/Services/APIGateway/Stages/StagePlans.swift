import OrderedJSON

/// The plans of a stage, and its default plan. Source: api/apigateway.md §6.
enum StagePlans {
    static let routes: [RESTRoute] = [
        .post("/stages/:/associate-usage-plan", associate), .post("/stages/:/disassociate-usage-plan", disassociate),
        .put("/stages/:/usage-plan", setDefault), .get("/stages/:/usage-plans", list),
    ]

    private static let limits = ["rateRps", "dayQuotaRequest", "monthQuotaRequest", "quotaCondition"]

    private static let associate: RESTHandler = { world, call throws(Failure) in
        let (stage, plan) = try pair(call, world)
        set(stage.list("usagePlanIds").filter { $0 != plan } + [plan], of: stage, &world)
        return .noContent
    }

    private static let disassociate: RESTHandler = { world, call throws(Failure) in
        let (stage, plan) = try pair(call, world)
        release(plan, from: stage, &world)
        return .noContent
    }

    private static let setDefault: RESTHandler = { world, call throws(Failure) in
        let stage = try Stages.find(call.ids, world)
        world.set(.stage, stage.id, try UsagePlans.limits(call.body))
        return try Stages.wrapped(call.ids, world)
    }

    private static let list: RESTHandler = { world, call throws(Failure) in
        let stage = try Stages.find(call.ids, world)
        let plans = stage.list("usagePlanIds").compactMap { world[.usagePlan, $0] }
        let found = plans.named("usagePlanName", call.query.text("usagePlanName"))
        return .ok(stage.fields(limits).with(try call.page(found) { UsagePlans.render($0, world) }))
    }

    /// The plans on a stage, or all the others.
    static let byStage: RESTHandler = { world, call throws(Failure) in
        guard let id = call.query.text("stageId") else { throw .invalidField("stageId") }
        let stage = try Stages.kind.find(id, world)
        let associated = try call.queryFlag("associated") ?? true
        let known = Set(stage.list("usagePlanIds"))
        let found = world.all(.usagePlan).filter { known.contains($0.id) == associated }
        let page = try call.page(found, as: "usagePlans") { plan in
            let members = UsagePlans.render(plan, world).members
            let brief = ["usagePlanId", "usagePlanName", "associatedStagesCount", "domainCode"]
            return .object(members.filter { brief.contains($0.key) })
        }
        return .ok(page)
    }

    /// Takes a plan off a stage; keys that had it there fall back to the default plan. (inferred)
    static func release(_ plan: String, from stage: Record, _ world: inout World) {
        set(stage.list("usagePlanIds").filter { $0 != plan }, of: stage, &world)
        let product = world[.api, stage["apiId"]]?["productId"] ?? ""
        for link in world.records(.subscription, where: "productId", is: product)
        where link.attributes["plans"]?[stage.id]?.text == plan {
            var plans = link.attributes["plans"]?.members ?? [:]
            plans[stage.id] = nil
            world.set(.subscription, link.id, ["plans": .object(plans)])
        }
    }

    private static func set(_ plans: [String], of stage: Record, _ world: inout World) {
        world.set(.stage, stage.id, ["usagePlanIds": .array(plans.map(JSON.string))])
    }

    private static func pair(_ call: RESTCall, _ world: World) throws(Failure) -> (stage: Record, plan: String) {
        let id = try call.body.text("usagePlanId", upTo: 10)
        return (try Stages.find(call.ids, world), try UsagePlans.kind.find(id, world).id)
    }
}
