import OrderedJSON

/// The APIs of a product as its document lists them. Source: api/apigateway.md §2, §8.
enum ProductDocuments {
    static let own: RESTHandler = { world, call throws(Failure) in
        let product = try Products.kind.find(call.ids[0], world)
        return try page(world.records(.api, where: "productId", is: product.id), product.id, call, world)
    }

    static func page(
        _ apis: [Record], _ product: String, _ call: RESTCall, _ world: World
    ) throws(Failure) -> Response {
        let found = apis.named("apiName", call.query.text("apiName"))
        let page = try call.page(found) { api in
            let stages = world.records(.stage, where: "apiId", is: api.id).map { Stages.brief($0, product: product) }
            return api.fields(["apiId", "apiName", "apiDescription", "domainCode"]).with(["stages": .array(stages)])
        }
        return .ok(["apiPage": page])
    }
}
