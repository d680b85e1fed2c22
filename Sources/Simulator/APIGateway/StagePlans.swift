import OrderedJSON

/// The plans of a stage, and its default plan. Source: api/apigateway.md §6.
enum StagePlans {
    private static let limits = ["rateRps", "dayQuotaRequest", "monthQuotaRequest", "quotaCondition"]

    static let associate: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let (stage, plan) = try pair(arguments, world)
        set(stage.list("usagePlanIds").filter { $0 != plan } + [plan], of: stage, &world)
        return APIGatewayAnswers.noContent
    }

    static let disassociate: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let (stage, plan) = try pair(arguments, world)
        release(plan, from: stage, &world)
        return APIGatewayAnswers.noContent
    }

    static let setDefault: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let stage = try APIGatewayRules.stage(arguments.ids, world)
        world.set(.stage, stage.id, try UsagePlans.limits(arguments.body))
        return try Stages.wrapped(arguments.ids, world)
    }

    static let list: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let stage = try APIGatewayRules.stage(arguments.ids, world)
        let plans = stage.list("usagePlanIds").compactMap { world[.usagePlan, $0] }
        let found = APIGatewayAnswers.named(plans, "usagePlanName", arguments.query.text("usagePlanName"))
        let rows = try APIGatewayAnswers.page(found, arguments).map { UsagePlans.render($0, world) }
        return APIGatewayAnswers.ok(
            APIGatewayAnswers.merged(
                APIGatewayAnswers.fields(stage, limits),
                ["content": .array(rows), "total": .integer(Int64(found.count))]))
    }

    /// The plans on a stage, or all the others.
    static let byStage: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        guard let id = arguments.query.text("stageId") else { throw APIGatewayRules.invalid("stageId") }
        let stage = try APIGatewayRules.find(.stage, id, world)
        let associated = try APIGatewayRules.flag(in: arguments.query, "associated") ?? true
        let known = Set(stage.list("usagePlanIds"))
        let found = world.all(.usagePlan).filter { known.contains($0.id) == associated }
        let rows = try APIGatewayAnswers.page(found, arguments).map { plan -> JSON in
            let members = UsagePlans.render(plan, world).members
            let brief = ["usagePlanId", "usagePlanName", "associatedStagesCount", "domainCode"]
            return .object(members.filter { brief.contains($0.key) })
        }
        return APIGatewayAnswers.ok(["usagePlans": .array(rows), "total": .integer(Int64(found.count))])
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

    private static func pair(
        _ arguments: APIGatewayRoutes.Arguments, _ world: World
    ) throws(Failure) -> (stage: Record, plan: String) {
        let id = try APIGatewayRules.text(arguments.body, "usagePlanId", upTo: 10)
        return (
            try APIGatewayRules.stage(arguments.ids, world), try APIGatewayRules.find(.usagePlan, id, world).id
        )
    }
}
