import OrderedJSON

/// The headers of a method's response; added and deleted, never changed. Source: api/apigateway.md §4.6.
enum ResponseHeaders {
    static let routes: [RESTRoute] = [
        .get("/responses/:/parameters", list), .post("/responses/:/parameters", create),
        .delete("/responses/:/parameters/:", delete),
    ]

    private static let list: RESTHandler = { world, call throws(Failure) in
        let (place, response) = try MethodResponses.find(call.ids, world)
        let rows = (response["headers"]?.elements ?? []).map { $0.with(place.origin) }
        return .ok(["headers": .array(rows)])
    }

    private static let create: RESTHandler = { world, call throws(Failure) in
        var (place, response) = try MethodResponses.find(call.ids, world)
        let name = try call.body.text("parameterName", upTo: 100, allowing: "+-")
        guard let last = name.utf8.last, HeaderRule.isWordByte(last) else { throw .invalidField("parameterName") }
        let plain = try RequestParameters.values(call.body, name: name, code: "RESPONSE_HEADER", &world)
        let values = plain.with(["statusCode": .integer(Int64(call.ids[4]) ?? 0)])
        let present = response["headers"]?.elements ?? []
        let others = present.filter { $0["parameterName"]?.text != name }
        try world.refuseDuplicate(others.count < present.count, "parameterName", name)
        response["headers"] = .array(others + [values])
        MethodResponses.store(response, call.ids[4], &place, &world)
        return RequestParameters.answer(values, place)
    }

    private static let delete: RESTHandler = { world, call throws(Failure) in
        var (place, response) = try MethodResponses.find(call.ids, world)
        let present = response["headers"]?.elements ?? []
        let left = present.filter { $0["parameterName"]?.text != call.ids[5] }
        guard left.count < present.count else { throw .notFound("parameterName", call.ids[5]) }
        response["headers"] = .array(left)
        MethodResponses.store(response, call.ids[4], &place, &world)
        return .noContent
    }
}
