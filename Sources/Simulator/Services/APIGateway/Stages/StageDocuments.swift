import OrderedJSON

/// The documents of what a stage and its canary serve. Source: api/apigateway.md §5.2, §5.3.
enum StageDocuments {
    static let swagger: RESTHandler = { world, call throws(Failure) in
        Deployments.text(try live(call, "deployedStageDeploymentNo", world), world)
    }

    static let canarySwagger: RESTHandler = { world, call throws(Failure) in
        Deployments.text(try live(call, "canaryDeploymentNo", world), world)
    }

    static let export: RESTHandler = { world, call throws(Failure) in
        try export(try live(call, "deployedStageDeploymentNo", world), call, world)
    }

    static let canaryExport: RESTHandler = { world, call throws(Failure) in
        try export(try live(call, "canaryDeploymentNo", world), call, world)
    }

    private static func live(_ call: RESTCall, _ attribute: String, _ world: World) throws(Failure) -> Record {
        let stage = try Stages.find(call.ids, world)
        guard let deployment = world[.deployment, stage[attribute]] else {
            throw .notFound(attribute, stage[attribute])
        }
        return deployment
    }

    /// A library in Java is not made here.
    private static func export(_ deployment: Record, _ call: RESTCall, _ world: World) throws(Failure) -> Response {
        let swagger = Deployments.document(deployment, world)
        let document: JSON =
            switch call.query.text("platform") ?? "SWAGGER_JSON" {
            case "SWAGGER_JSON": swagger
            case "OPENAPI3_JSON": OpenAPIExport(swagger: swagger).json
            case "JAVA_SDK": throw .rest(400, "19005", "The simulator does not build Java libraries.")
            default: throw .invalidField("platform")
            }
        return Response(status: 200, contentType: "application/octet-stream", body: document.serializedBytes(.pretty))
    }
}
