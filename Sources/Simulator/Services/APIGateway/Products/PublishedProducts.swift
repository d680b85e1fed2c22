import OrderedCollections
import OrderedJSON

/// The catalogue of what others may subscribe to: one's own published products and those of other tenants.
/// Source: api/apigateway.md §8.
enum PublishedProducts {
    static let routes: [RESTRoute] = [
        .post("/search", search), .get("/:", detail), .get("/:/documents", documents),
        .get("/:/apis/:/documents", document),
    ]

    private static let search: RESTHandler = { world, call throws(Failure) in
        let own = world.all(.product).filter { Products.isPublished($0, world) }
        let all = own + world.all(.foreignProduct)
        let types = try call.body.choices("productType", of: ["MY", "NCP", "OTHERS"])
        let publisher = try call.body.optionalText("publisherId", upTo: .max)
        let subscribed = try call.body.flag("subscribed")
        let name = try call.body.optionalText("productName", upTo: .max)
        let named = all.named("productName", name)
        let found = named.filter { product in
            (types.isEmpty || types.contains(type(product)))
                && publisher.map { $0 == product["tenantId"] } ?? true
                && subscribed.map { $0 == isSubscribed(product, world) } ?? true
        }
        let page = try call.page(found) { product in
            product.fields([
                "productId", "productName", "productDescription", "subscriptionCode", "tenantId", "domainCode",
            ]).with(["subscribed": .bool(isSubscribed(product, world))])
        }
        return .ok(["initialCount": .integer(Int64(all.count)), "productPage": page])
    }

    private static let detail: RESTHandler = { world, call throws(Failure) in
        .ok(["product": Products.render(try find(call.ids[0], world), world)])
    }

    private static let documents: RESTHandler = { world, call throws(Failure) in
        let product = try find(call.ids[0], world)
        return try ProductDocuments.page(apis(of: product, world), product.id, call, world)
    }

    private static let document: RESTHandler = { world, call throws(Failure) in
        let product = try find(call.ids[0], world)
        guard let api = apis(of: product, world).first(where: { $0.id == call.ids[1] }) else {
            throw .notFound("apiId", call.ids[1])
        }
        return .ok(APIs.document(api))
    }

    private static func find(_ id: String, _ world: World) throws(Failure) -> Record {
        let product = try Subscriptions.product(id, world)
        guard type(product) != "MY" || Products.isPublished(product, world) else { throw .notFound("productId", id) }
        return product
    }

    /// Only APIs with a published stage are shown. (inferred)
    private static func apis(of product: Record, _ world: World) -> [Record] {
        if let foreign = product.attributes["apis"] {
            return foreign.elements.map { api in
                Record(
                    id: api["apiId"]?.text ?? "", sequence: 0,
                    attributes: api.members.reduce(into: [:]) { $0[$1.key] = $1.value })
            }
        }
        return world.records(.api, where: "productId", is: product.id).filter { api in
            world.records(.stage, where: "apiId", is: api.id).contains { $0.flag("isPublished") }
        }
    }

    private static func type(_ product: Record) -> String { product.attributes["productType"]?.text ?? "MY" }

    private static func isSubscribed(_ product: Record, _ world: World) -> Bool {
        world.contains(.subscription, where: "productId", is: product.id)
    }
}

/// The products of other tenants, which only the control calls of the simulator can add.
enum ForeignProducts {
    static let kind = RESTKind(.foreignProduct, at: "/published-products", PublishedProducts.routes)

    /// - Parameter description: `name`, and if wished `description`, `subscriptionCode`, `productType`, `publisherId`
    ///   and the names of `apis`.
    static func add(_ description: JSON, _ world: inout World) throws(Failure) -> JSON {
        let types = ["NCP", "OTHERS"]
        guard let name = description["name"]?.text else { throw .rest(400, "100", "give the product's name") }
        let code = try description.optionalChoice("subscriptionCode", of: ["PUBLIC", "PROTECTED"])
        let type = try description.optionalChoice("productType", of: types)
        let id = world.newId(.foreignProduct)
        let tenant = description["publisherId"]?.text ?? world.random.text(32, of: "0123456789abcdef")
        var apis: [JSON] = []
        for name in description["apis"]?.elements ?? [] {
            apis.append([
                "apiId": .string(world.newId(.api)), "apiName": name, "domainCode": "PUB",
                "tenantId": .string(tenant), "documentMd": "", "modifier": APIGatewayAnswers.modifier,
            ])
        }
        world.insert(
            .foreignProduct, id: id,
            world.gatewayStamp.merging([
                "productId": .string(id), "invokeId": .string(id), "productName": .string(name),
                "productDescription": description["description"] ?? "", "isPublished": true, "isDeleted": false,
                "subscriptionCode": .string(code ?? "PUBLIC"), "productType": .string(type ?? "OTHERS"),
                "tenantId": .string(tenant), "zoneCode": "PUBLIC", "apis": .array(apis),
            ]) { $1 })
        return ["productId": .string(id), "publisherId": .string(tenant)]
    }
}

extension TableSchema { static let foreignProduct = TableSchema("foreignProduct", nameAttribute: "productName") }
