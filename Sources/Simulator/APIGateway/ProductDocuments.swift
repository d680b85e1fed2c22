import OrderedJSON

/// The APIs of a product as its document lists them. Source: api/apigateway.md §2, §8.
enum ProductDocuments {
    static let own: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let product = try APIGatewayRules.product(arguments.ids[0], world)
        return try page(world.records(.api, where: "productId", is: product.id), product.id, arguments, world)
    }

    static func page(
        _ apis: [Record], _ product: String, _ arguments: APIGatewayRoutes.Arguments, _ world: World
    ) throws(Failure) -> Response {
        let found = APIGatewayAnswers.named(apis, "apiName", arguments.query.text("apiName"))
        let rows = try APIGatewayAnswers.page(found, arguments).map { api in
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
