import OrderedJSON

/// APIs. Source: api/apigateway.md §3.
enum APIs {
    static let kind = RESTKind(
        .api, at: "/products/:/apis",
        [
            .get("", list),
            .get("/infos", list),
            .get("/filter", list),
            .post("", create),
            .post("/clone", APIImports.clone),
            .post("/import", APIImports.create),
            .get("/:", detail),
            .patch("/:", change),
            .delete("/:", delete),
            .get("/:/documents", document),
            .patch("/:/documents", changeDocument),
        ] + GatewayResponses.routes)

    private static let names = [
        "apiId", "apiName", "apiDescription", "productId", "tenantId", "modifier", "modTime", "isDeleted", "domainCode",
    ]

    static let list: RESTHandler = { world, call throws(Failure) in
        let product = try APIGatewayRules.product(call.ids[0], world)
        let all = world.records(.api, where: "productId", is: product.id)
        let withStage = try APIGatewayRules.flag(in: call.query, "withStage") ?? false
        let hasStage = try APIGatewayRules.flag(in: call.query, "hasStage")
        let plan = call.query.text("hasStageNotAssociatedWithUsagePlanId")
        let found = APIGatewayAnswers.named(all, "apiName", call.query.text("apiName")).filter { api in
            let stages = world.records(.stage, where: "apiId", is: api.id)
            return hasStage.map { $0 == !stages.isEmpty } ?? true
                && plan.map { plan in stages.contains { !$0.list("usagePlanIds").contains(plan) } } ?? true
        }
        let rows = try APIGatewayAnswers.page(found, call).map { api in
            withStage ? APIGatewayAnswers.merged(render(api), ["stages": stages(of: api, world)]) : render(api)
        }
        return APIGatewayAnswers.ok(["apis": .array(rows), "total": .integer(Int64(found.count))])
    }

    static let create: RESTHandler = { world, call throws(Failure) in
        let api = insert(try draft(call, world), &world)
        return APIGatewayAnswers.ok(["api": render(api)], status: 201)
    }

    static let detail: RESTHandler = { world, call throws(Failure) in
        APIGatewayAnswers.ok(["api": render(try APIGatewayRules.api(call.ids, world))])
    }

    /// Only the description can change.
    static let change: RESTHandler = { world, call throws(Failure) in
        let api = try APIGatewayRules.api(call.ids, world)
        guard let description = try APIGatewayRules.optionalText(call.body, "apiDescription", upTo: 300) else {
            throw APIGatewayRules.invalid("apiDescription")
        }
        world.set(
            .api, api.id, APIGatewayAnswers.common(world).merging(["apiDescription": .string(description)]) { $1 })
        return APIGatewayAnswers.noContent
    }

    static let delete: RESTHandler = { world, call throws(Failure) in
        let api = try APIGatewayRules.api(call.ids, world)
        if world.switches.strictDeletes, world.contains(.stage, where: "apiId", is: api.id) {
            throw APIGatewayRules.stillHolds("API", "stages")
        }
        remove(api, &world)
        return APIGatewayAnswers.noContent
    }

    static let document: RESTHandler = { world, call throws(Failure) in
        APIGatewayAnswers.ok(document(try APIGatewayRules.api(call.ids, world)))
    }

    static let changeDocument: RESTHandler = { world, call throws(Failure) in
        let api = try APIGatewayRules.api(call.ids, world)
        // Required, and may be empty: its length is 0 to 65,535.
        guard let text = try APIGatewayRules.optionalText(call.body, "documentMd", upTo: 65_535) else {
            throw APIGatewayRules.invalid("documentMd")
        }
        world.set(.api, api.id, ["documentMd": .string(text)])
        return APIGatewayAnswers.noContent
    }

    /// What a request for a new API says; to create it, clone it or import it.
    ///
    /// Names are unique in a product: they are part of the URL. (inferred)
    static func draft(
        _ call: RESTCall, _ world: World
    ) throws(Failure) -> [String: JSON] {
        let product = try APIGatewayRules.product(call.ids[0], world)
        let name = try APIGatewayRules.word(call.body, "apiName")
        let siblings = world.records(.api, where: "productId", is: product.id)
        if siblings.contains(where: { $0["apiName"] == name }) { throw APIGatewayRules.taken("apiName", name) }
        let description = try APIGatewayRules.optionalText(call.body, "apiDescription", upTo: 300)
        return [
            "apiName": .string(name), "apiDescription": description.map(JSON.string) ?? .null,
            "productId": .string(product.id), "isDeleted": false,
        ]
    }

    /// The root resource comes along. (inferred)
    static func insert(_ draft: [String: JSON], _ world: inout World) -> Record {
        let id = world.newId(.api)
        let attributes = APIGatewayAnswers.common(world).merging(draft) { $1 }.merging(["apiId": .string(id)]) { $1 }
        let api = world.insert(.api, id: id, attributes)
        Resources.insert(path: "/", [:], api: id, &world)
        return api
    }

    /// Removes an API with all in it.
    static func remove(_ api: Record, _ world: inout World) {
        for stage in world.records(.stage, where: "apiId", is: api.id) { Stages.remove(stage, &world) }
        for resource in world.records(.resource, where: "apiId", is: api.id) { world.remove(.resource, resource.id) }
        for model in world.records(.model, where: "apiId", is: api.id) { world.remove(.model, model.id) }
        world.remove(.api, api.id)
    }

    static func document(_ api: Record) -> JSON {
        APIGatewayAnswers.fields(api, ["apiId", "documentMd", "tenantId", "modifier"])
    }

    static func render(_ api: Record) -> JSON { APIGatewayAnswers.fields(api, names) }

    private static func stages(of api: Record, _ world: World) -> JSON {
        .array(
            world.records(.stage, where: "apiId", is: api.id).map { stage in
                APIGatewayAnswers.merged(
                    APIGatewayAnswers.fields(stage, ["stageId", "stageName", "apiId"]),
                    ["isPublished": .bool(stage.flag("isPublished"))])
            })
    }
}

extension TableSchema {
    static let api = TableSchema("api", indexes: ["productId"])
}
