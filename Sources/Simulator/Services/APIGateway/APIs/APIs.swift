import OrderedJSON

/// APIs. Source: api/apigateway.md §3.
enum APIs {
    static let kind = RESTKind(
        .api, at: "/products/:/apis",
        [
            .get("", list), .get("/infos", list), .get("/filter", list), .post("", create),
            .post("/clone", APIImports.clone), .post("/import", APIImports.create), .get("/:", detail),
            .patch("/:", change), .delete("/:", delete), .get("/:/documents", document),
            .patch("/:/documents", changeDocument),
        ] + GatewayResponses.routes)

    private static let names = [
        "apiId", "apiName", "apiDescription", "productId", "tenantId", "modifier", "modTime", "isDeleted", "domainCode",
    ]

    private static let list: RESTHandler = { world, call throws(Failure) in
        let product = try Products.kind.find(call.ids[0], world)
        let all = world.records(.api, where: "productId", is: product.id)
        let withStage = try call.queryFlag("withStage") ?? false
        let hasStage = try call.queryFlag("hasStage")
        let plan = call.query.text("hasStageNotAssociatedWithUsagePlanId")
        let found = all.named("apiName", call.query.text("apiName")).filter { api in
            let stages = world.records(.stage, where: "apiId", is: api.id)
            return hasStage.map { $0 == !stages.isEmpty } ?? true
                && plan.map { plan in stages.contains { !$0.list("usagePlanIds").contains(plan) } } ?? true
        }
        let page = try call.page(found, as: "apis") { api in
            withStage ? render(api).with(["stages": stages(of: api, world)]) : render(api)
        }
        return .ok(page)
    }

    private static let create: RESTHandler = { world, call throws(Failure) in
        let api = insert(try draft(call, world), &world)
        return .ok(["api": render(api)], status: 201)
    }

    private static let detail: RESTHandler = { world, call throws(Failure) in
        .ok(["api": render(try find(call.ids, world))])
    }

    /// Only the description can change.
    private static let change: RESTHandler = { world, call throws(Failure) in
        let api = try find(call.ids, world)
        guard let description = try call.body.optionalText("apiDescription", upTo: 300) else {
            throw .invalidField("apiDescription")
        }
        world.set(.api, api.id, world.gatewayStamp.merging(["apiDescription": .string(description)]) { $1 })
        return .noContent
    }

    private static let delete: RESTHandler = { world, call throws(Failure) in
        let api = try find(call.ids, world)
        if world.switches.strictDeletes, world.contains(.stage, where: "apiId", is: api.id) {
            throw .stillHolds("API", "stages")
        }
        remove(api, &world)
        return .noContent
    }

    static let document: RESTHandler = { world, call throws(Failure) in .ok(document(try find(call.ids, world))) }

    private static let changeDocument: RESTHandler = { world, call throws(Failure) in
        let api = try find(call.ids, world)
        // Required, and may be empty: its length is 0 to 65,535.
        guard let text = try call.body.optionalText("documentMd", upTo: 65_535) else {
            throw .invalidField("documentMd")
        }
        world.set(.api, api.id, ["documentMd": .string(text)])
        return .noContent
    }

    /// What a request for a new API says; to create it, clone it or import it.
    ///
    /// Names are unique in a product: they are part of the URL. (inferred)
    static func draft(_ call: RESTCall, _ world: World) throws(Failure) -> [String: JSON] {
        let product = try Products.kind.find(call.ids[0], world)
        let name = try call.body.word("apiName")
        try kind.requireFree("apiName", name, in: product, "productId", world)
        let description = try call.body.optionalText("apiDescription", upTo: 300)
        return [
            "apiName": .string(name), "apiDescription": description.map(JSON.string) ?? .null,
            "productId": .string(product.id), "isDeleted": false,
        ]
    }

    /// The root resource comes along. (inferred)
    static func insert(_ draft: [String: JSON], _ world: inout World) -> Record {
        let api = kind.insert(draft, &world)
        Resources.insert(path: "/", [:], api: api.id, &world)
        return api
    }

    /// Removes an API with all in it.
    static func remove(_ api: Record, _ world: inout World) {
        for stage in world.records(.stage, where: "apiId", is: api.id) { Stages.remove(stage, &world) }
        for resource in world.records(.resource, where: "apiId", is: api.id) { world.remove(.resource, resource.id) }
        for model in world.records(.model, where: "apiId", is: api.id) { world.remove(.model, model.id) }
        world.remove(.api, api.id)
    }

    static func document(_ api: Record) -> JSON { api.fields(["apiId", "documentMd", "tenantId", "modifier"]) }

    static func render(_ api: Record) -> JSON { api.fields(names) }

    private static func stages(of api: Record, _ world: World) -> JSON {
        .array(
            world.records(.stage, where: "apiId", is: api.id).map { stage in
                stage.fields(["stageId", "stageName", "apiId"]).with(["isPublished": .bool(stage.flag("isPublished"))])
            })
    }
}

extension APIs {
    /// The API of a path that begins with its product.
    static func find(_ ids: [String], _ world: World) throws(Failure) -> Record {
        try kind.find(ids[1], of: try Products.kind.find(ids[0], world), "productId", world)
    }
}

extension TableSchema { static let api = TableSchema("api", indexes: ["productId"]) }
