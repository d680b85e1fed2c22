import OrderedJSON

/// Products. Source: api/apigateway.md §2.
enum Products {
    static let kind = RESTKind(
        .product, at: "/products",
        [
            .get("", list), .post("", create), .get("/:", detail), .patch("/:", change), .delete("/:", delete),
            .get("/:/overview", overview), .get("/:/document", ProductDocuments.own),
        ])

    private static let names = [
        "productId", "productName", "productDescription", "subscriptionCode", "isPublished", "isDeleted", "invokeId",
        "domainCode", "zoneCode", "tenantId", "modifier", "modTime",
    ]

    private static let list: RESTHandler = { world, call throws(Failure) in
        let all = world.all(.product)
        let query = call.query
        let wantsPublished = try call.queryFlag("isPublished")
        let wantsDeployed = try call.queryFlag("hasDeployedStage")
        let found = all.named("productName", query.text("productName")).filter { product in
            query.text("subscriptionCode").map { $0 == product["subscriptionCode"] } ?? true
                && wantsPublished.map { $0 == isPublished(product, world) } ?? true
                && query.text("hasStageNotAssociatedWithUsagePlanId").map { plan in
                    stages(of: product, world).contains { !$0.list("usagePlanIds").contains(plan) }
                } ?? true
                && wantsDeployed.map { $0 == hasStage(product, world) } ?? true
        }
        let page = try call.page(found) { product in
            render(product, world).with(["hasDeployedStage": .bool(hasStage(product, world))])
        }
        return .ok(["initialCount": .integer(Int64(all.count)), "productPage": page])
    }

    /// The request says `description`, the answer `productDescription`.
    private static let create: RESTHandler = { world, call throws(Failure) in
        let values = try values(call.body).merging(["zoneCode": "PUBLIC", "isDeleted": false]) { $1 }
        let id = kind.insert(values, &world).id
        world.set(.product, id, ["invokeId": .string(id)])
        return try wrapped(id, world, status: 201)
    }

    private static let detail: RESTHandler = { world, call throws(Failure) in
        try wrapped(call.ids[0], world, status: 200)
    }

    /// A description left out stays as it is. (inferred)
    private static let change: RESTHandler = { world, call throws(Failure) in
        let product = try kind.find(call.ids[0], world)
        let values = try values(call.body)
        world.set(.product, product.id, values.merging(world.gatewayStamp) { $1 })
        return .noContent
    }

    private static let delete: RESTHandler = { world, call throws(Failure) in
        let product = try kind.find(call.ids[0], world)
        let apis = world.records(.api, where: "productId", is: product.id)
        if world.switches.strictDeletes, !apis.isEmpty { throw .stillHolds("product", "APIs") }
        for api in apis { APIs.remove(api, &world) }
        for link in world.records(.subscription, where: "productId", is: product.id) {
            world.remove(.subscription, link.id)
        }
        world.remove(.product, product.id)
        return .noContent
    }

    private static let overview: RESTHandler = { world, call throws(Failure) in
        let product = try kind.find(call.ids[0], world)
        let apis = world.records(.api, where: "productId", is: product.id).map { api -> JSON in
            let methods = world.records(.resource, where: "apiId", is: api.id)
                .reduce(0) { $0 + ($1.attributes["methods"]?.members.count ?? 0) }
            let stages = world.records(.stage, where: "apiId", is: api.id).map { Stages.brief($0, product: product.id) }
            return api.fields(["apiId", "apiName", "domainCode"]).with([
                "methodsCount": .integer(Int64(methods)), "stages": .array(stages),
            ])
        }
        let states = world.records(.subscription, where: "productId", is: product.id).map { $0["status"] }
        func count(_ state: String) -> JSON { .integer(Int64(states.count { $0 == state })) }
        return .ok([
            "apis": .array(apis),
            "apiKeyCountInfo": [
                "total": .integer(Int64(states.count)), "accepted": count("ACCEPTED"), "request": count("REQUEST"),
                "rejected": count("REJECTED"), "denied": count("DENY"),
            ],
        ])
    }

    private static func values(_ body: JSON) throws(Failure) -> [String: JSON] {
        var values: [String: JSON] = [
            "productName": .string(try body.text("productName", upTo: 100)),
            "subscriptionCode": .string(
                try body.choice("subscriptionCode", of: ["PUBLIC", "PROTECTED"])),
        ]
        if let description = try body.optionalText("description", upTo: 300) {
            values["productDescription"] = .string(description)
        }
        return values
    }

    private static func wrapped(_ id: String, _ world: World, status: Int) throws(Failure) -> Response {
        .ok(["product": render(try kind.find(id, world), world)], status: status)
    }

    static func render(_ product: Record, _ world: World) -> JSON {
        var product = product
        if world[.foreignProduct, product.id] == nil {
            product.attributes["isPublished"] = .bool(isPublished(product, world))
        }
        return product.fields(names)
    }

    /// Derived from the stages.
    static func isPublished(_ product: Record, _ world: World) -> Bool {
        stages(of: product, world).contains { $0.flag("isPublished") }
    }

    private static func hasStage(_ product: Record, _ world: World) -> Bool { !stages(of: product, world).isEmpty }

    private static func stages(of product: Record, _ world: World) -> [Record] {
        world.records(.api, where: "productId", is: product.id).flatMap {
            world.records(.stage, where: "apiId", is: $0.id)
        }
    }
}

extension TableSchema { static let product = TableSchema("product") }
