import OrderedJSON

/// The parameters of a method; they are never changed, only deleted and added. Source: api/apigateway.md §4.4.
enum RequestParameters {
    static let routes: [RESTRoute] = [
        .get("/parameters", list), .post("/parameters", create), .post("/parameters/delete", delete),
    ]

    private static let codes = ["REQUEST_HEADER", "REQUEST_QUERY", "REQUEST_FORMDATA"]
    static let firstNumber: Int64 = 70_001
    static let types = ["string", "boolean", "integer", "long", "float", "double", "file"]

    private static let list: RESTHandler = { world, call throws(Failure) in
        let place = try MethodPlace(call.ids, world)
        func rows(_ code: String) -> JSON {
            let kept = place.settings["parameters"]?.elements ?? []
            return .array(kept.filter { $0["parameterCode"]?.text == code }.map { $0.with(place.origin) })
        }
        return .ok([
            "headers": rows("REQUEST_HEADER"), "queryStrings": rows("REQUEST_QUERY"),
            "formDatas": rows("REQUEST_FORMDATA"), "isNcpTenant": false,
            "useBodyWhenFormData": place.settings["useBodyWhenFormData"] ?? false,
        ])
    }

    private static let create: RESTHandler = { world, call throws(Failure) in
        var place = try MethodPlace(call.ids, world)
        let code = try call.body.choice("parameterCode", of: codes)
        let name = try call.body.text("parameterName", upTo: 100, allowing: "+,-.")
        let values = try values(call.body, name: name, code: code, &world)
        func isSame(_ other: JSON) -> Bool {
            other["parameterName"]?.text == name && other["parameterCode"]?.text == code
        }
        let present = place.settings["parameters"]?.elements ?? []
        try world.refuseDuplicate(present.contains(where: isSame), "parameterName", name)
        place.settings["parameters"] = .array(present.filter { !isSame($0) } + [values])
        place.store(&world)
        return answer(values, place)
    }

    /// Names alone are given, so every parameter of that name goes. (inferred)
    private static let delete: RESTHandler = { world, call throws(Failure) in
        var place = try MethodPlace(call.ids, world)
        let name = try call.body.text("parameterName", upTo: 100)
        let present = place.settings["parameters"]?.elements ?? []
        let left = present.filter { $0["parameterName"]?.text != name }
        guard left.count < present.count else { throw .notFound("parameterName", name) }
        place.settings["parameters"] = .array(left)
        place.store(&world)
        return .noContent
    }

    /// A parameter as it is kept, with a number of its own.
    static func values(_ body: JSON, name: String, code: String, _ world: inout World) throws(Failure) -> JSON {
        let type = try body.optionalChoice("parameterType", of: types) ?? "string"
        let description = try body.optionalText("parameterDescription", upTo: 2000)
        var values: JSON = [
            "parameterNo": .integer(world.count("parameter", from: firstNumber)), "parameterName": .string(name),
            "parameterCode": .string(code), "parameterType": .string(type),
            "isRequired": .bool(try body.flag("isRequired") ?? false),
            "isArray": .bool(try body.flag("isArray") ?? false),
            "isLogged": .bool(try body.flag("isLogged") ?? false),
        ]
        if let description {
            values = values.with(["parameterDescription": .string(description)])
        }
        return values
    }

    static func answer(_ values: JSON, _ place: MethodPlace) -> Response {
        .ok(["methodParameterDto": values.with(place.origin)], status: 201)
    }
}
