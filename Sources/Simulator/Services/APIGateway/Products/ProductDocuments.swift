import OrderedJSON

/// The APIs of a product as its document lists them. Source: api/apigateway.md §2, §8.
enum ProductDocuments {
    static let own: RESTHandler = { world, call throws(Failure) in
        let product = try APIGatewayRules.product(call.ids[0], world)
        return try page(world.records(.api, where: "productId", is: product.id), product.id, call, world)
    }

    static func page(
        _ apis: [Record], _ product: String, _ call: RESTCall, _ world: World
    ) throws(Failure) -> Response {
        let found = APIGatewayAnswers.named(apis, "apiName", call.query.text("apiName"))
        let rows = try APIGatewayAnswers.page(found, call).map { api in
            let stages = world.records(.stage, where: "apiId", is: api.id).map { Stages.brief($0, product: product) }
            return APIGatewayAnswers.merged(
                APIGatewayAnswers.fields(api, ["apiId", "apiName", "apiDescription", "domainCode"]),
                ["stages": .array(stages)])
        }
        return APIGatewayAnswers.ok([
            "apiPage": ["content": .array(rows), "total": .integer(Int64(found.count))]
        ])
    }
}
