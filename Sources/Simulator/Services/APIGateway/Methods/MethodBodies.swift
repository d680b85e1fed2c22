import OrderedJSON

/// The body a method takes, and those its responses have: at most one each. Source: api/apigateway.md §4.5, §4.6.
enum MethodBodies {
    static let routes: [RESTRoute] = [
        .get("/request-body", request), .post("/request-body", setRequest), .delete("/request-body", deleteRequest),
        .get("/responses/:/response-body", response), .post("/responses/:/response-body", setResponse),
        .delete("/responses/:/response-body", deleteResponse),
    ]

    private static let request: RESTHandler = { world, call throws(Failure) in
        try answer(try MethodPlace(call.ids, world).settings["requestBody"], world)
    }

    /// Sets the body, whether there was one or not. (inferred)
    private static let setRequest: RESTHandler = { world, call throws(Failure) in
        var place = try MethodPlace(call.ids, world)
        let body = try values(call, world)
        place.settings["requestBody"] = body
        place.store(&world)
        return .ok(render(body, world), status: 201)
    }

    private static let deleteRequest: RESTHandler = { world, call throws(Failure) in
        var place = try MethodPlace(call.ids, world)
        guard place.settings.removeValue(forKey: "requestBody") != nil else { throw unset() }
        place.store(&world)
        return .noContent
    }

    private static let response: RESTHandler = { world, call throws(Failure) in
        try answer(try MethodResponses.find(call.ids, world).response["body"], world)
    }

    private static let setResponse: RESTHandler = { world, call throws(Failure) in
        var (place, response) = try MethodResponses.find(call.ids, world)
        let body = try values(call, world)
        response["body"] = body
        MethodResponses.store(response, call.ids[4], &place, &world)
        return .ok(render(body, world), status: 201)
    }

    private static let deleteResponse: RESTHandler = { world, call throws(Failure) in
        var (place, response) = try MethodResponses.find(call.ids, world)
        guard response.removeValue(forKey: "body") != nil else { throw unset() }
        MethodResponses.store(response, call.ids[4], &place, &world)
        return .noContent
    }

    /// Whether some method of the API uses a model.
    static func use(_ model: String, api: String, _ world: World) -> Bool {
        let methods = world.records(.resource, where: "apiId", is: api).flatMap { resource in
            resource.attributes["methods"]?.members.values.map(\.self) ?? []
        }
        return methods.contains { method in
            let responses = method["responses"]?.members.values.map(\.self) ?? []
            let bodies = [method["requestBody"]] + responses.map { $0["body"] }
            return bodies.contains { $0?["modelId"]?.text == model }
        }
    }

    private static func values(_ call: RESTCall, _ world: World) throws(Failure) -> JSON {
        let model = try call.body.text("modelId", upTo: 10)
        guard world[.model, model]?["apiId"] == call.ids[1] else { throw .notFound("modelId", model) }
        var values: JSON = [
            "modelId": .string(model),
            "bodyName": .string(try call.body.text("bodyName", upTo: 100, allowing: "-")),
        ]
        if let description = try call.body.optionalText("bodyDescription", upTo: 2000) {
            values = values.with(["bodyDescription": .string(description)])
        }
        return values
    }

    /// What a body never set answers is unknown.
    private static func answer(_ body: JSON?, _ world: World) throws(Failure) -> Response {
        if let body { return .ok(render(body, world)) }
        if world.switches.quirks.contains(.unsetBodyIsObject) { return .ok([:]) }
        if world.switches.quirks.contains(.unsetBodyIsNothing) { return .empty }
        throw unset()
    }

    private static func unset() -> Failure { .notFound("body", "") }

    private static func render(_ body: JSON, _ world: World) -> JSON {
        let model = world[.model, body["modelId"]?.text ?? ""]
        return body.with(["modelName": .string(model?["modelName"] ?? "")])
    }
}
