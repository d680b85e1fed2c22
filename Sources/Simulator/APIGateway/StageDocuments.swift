import OrderedJSON

/// The documents of what a stage and its canary serve. Source: api/apigateway.md §5.2, §5.3.
enum StageDocuments {
    static let swagger: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        Deployments.text(try live(arguments, "deployedStageDeploymentNo", world), world)
    }

    static let canarySwagger: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        Deployments.text(try live(arguments, "canaryDeploymentNo", world), world)
    }

    static let export: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        try export(try live(arguments, "deployedStageDeploymentNo", world), arguments, world)
    }

    static let canaryExport: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        try export(try live(arguments, "canaryDeploymentNo", world), arguments, world)
    }

    private static func live(
        _ arguments: APIGatewayRoutes.Arguments, _ attribute: String, _ world: World
    ) throws(Failure) -> Record {
        let stage = try APIGatewayRules.stage(arguments.ids, world)
        guard let deployment = world[.deployment, stage[attribute]] else {
            throw APIGatewayRules.missing(attribute, stage[attribute])
        }
        return deployment
    }

    /// A library in Java is not made here.
    private static func export(
        _ deployment: Record, _ arguments: APIGatewayRoutes.Arguments, _ world: World
    ) throws(Failure) -> Response {
        let swagger = Deployments.document(deployment, world)
        let document: JSON =
            switch arguments.query.text("platform") ?? "SWAGGER_JSON" {
            case "SWAGGER_JSON": swagger
            case "OPENAPI3_JSON": OpenAPIDocument(swagger: swagger).json
            case "JAVA_SDK": throw .rest(400, "19005", "The simulator does not build Java libraries.")
            default: throw APIGatewayRules.invalid("platform")
            }
        return Response(
            status: 200, contentType: "application/octet-stream", body: document.serializedBytes(.pretty))
    }
}
