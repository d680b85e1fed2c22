import OrderedCollections
import OrderedJSON

/// What a method is documented to answer, by status. Source: api/apigateway.md §4.6.
enum MethodResponses {
    static let routes: [RESTRoute] = [
        .get("/responses", list), .post("/responses", create), .patch("/responses/:", change),
        .delete("/responses/:", delete),
    ]

    private static let list: RESTHandler = { world, call throws(Failure) in
        let place = try MethodPlace(call.ids, world)
        let rows = (place.settings["responses"]?.members ?? [:]).map { render($0.key, $0.value.members, place) }
        return .ok(["responses": .array(rows)])
    }

    private static let create: RESTHandler = { world, call throws(Failure) in
        var place = try MethodPlace(call.ids, world)
        guard let status = try call.body.number("statusCode", in: 100...599) else { throw .invalidField("statusCode") }
        let code = String(status)
        let present = place.settings["responses"]?[code]
        try world.refuseDuplicate(present != nil, "statusCode", code)
        let description = try call.body.optionalText("responseDescription", upTo: 2000)
        var response = present?.members ?? ["headers": []]
        response["responseDescription"] = description.map(JSON.string)
        store(response, code, &place, &world)
        return wrapped(code, response, place, status: 201)
    }

    private static let change: RESTHandler = { world, call throws(Failure) in
        var (place, response) = try find(call.ids, world)
        let description = try call.body.optionalText("responseDescription", upTo: 2000)
        response["responseDescription"] = description.map(JSON.string)
        store(response, call.ids[4], &place, &world)
        return wrapped(call.ids[4], response, place, status: 200)
    }

    private static let delete: RESTHandler = { world, call throws(Failure) in
        var (place, _) = try find(call.ids, world)
        store(nil, call.ids[4], &place, &world)
        return .noContent
    }

    /// The response of a path that ends, after the method, with a status.
    static func find(
        _ ids: [String], _ world: World
    ) throws(Failure) -> (place: MethodPlace, response: OrderedDictionary<String, JSON>) {
        let place = try MethodPlace(ids, world)
        guard let response = place.settings["responses"]?[ids[4]] else { throw .notFound("statusCode", ids[4]) }
        return (place, response.members)
    }

    static func store(
        _ response: OrderedDictionary<String, JSON>?, _ code: String, _ place: inout MethodPlace,
        _ world: inout World
    ) {
        var responses = place.settings["responses"]?.members ?? [:]
        responses[code] = response.map(JSON.object)
        place.settings["responses"] = .object(responses)
        place.store(&world)
    }

    private static func wrapped(
        _ code: String, _ response: OrderedDictionary<String, JSON>, _ place: MethodPlace, status: Int
    ) -> Response {
        .ok(["methodResponseDto": render(code, response, place)], status: status)
    }

    private static func render(
        _ code: String, _ response: OrderedDictionary<String, JSON>, _ place: MethodPlace
    ) -> JSON {
        var members: OrderedDictionary<String, JSON> = ["statusCode": .integer(Int64(code) ?? 0)]
        members["responseDescription"] = response["responseDescription"]
        return .object(members).with(place.origin)
    }
}
