import OrderedCollections
import OrderedJSON

/// The methods of a resource. Source: api/apigateway.md §4.2.
enum Methods {
    /// Under the resources of an API.
    static let routes: [RESTRoute] =
        [
            .get("/:/methods", list), .post("/:/methods", create), .patch("/:/methods/:", change),
            .delete("/:/methods/:", delete),
        ]
        + (ContentTypes.routes + RequestParameters.routes + MethodBodies.routes + MethodResponses.routes
        + ResponseHeaders.routes).map { $0.under("/:/methods/:") }

    private static let names = ["ANY", "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]
    /// Endpoints by the code exported documents name them with; only HTTP was ever seen. (inferred)
    static let endpointNames: KeyValuePairs = ["HTTP": "httpEndPoint", "MOCK": "mockEndPoint", "NCP": "ncpEndPoint"]
    private static let regions = ["KR", "JPN", "USWN", "DEN", "SGN", "HK"]
    private static let answered = [
        "validation", "authentication", "requiredApiKey", "httpEndPoint", "mockEndPoint", "ncpEndPoint",
        "methodDescription", "consumers", "produces",
    ]

    private static let list: RESTHandler = { world, call throws(Failure) in
        let resource = try Resources.find(call.ids, world)
        let methods = resource.attributes["methods"]?.members ?? [:]
        return .ok([
            "methods": .array(
                methods.map { name, settings in render(name, settings, resource).with(raw(name, settings, resource)) })
        ])
    }

    /// The answer is a list of one.
    private static let create: RESTHandler = { world, call throws(Failure) in
        let resource = try Resources.find(call.ids, world)
        let name = try call.body.choice("methodName", of: names)
        guard resource.attributes["methods"]?[name] == nil else { throw .taken("methodName", name) }
        let settings = JSON.object(try settings(call.body, world))
        var methods = resource.attributes["methods"]?.members ?? [:]
        methods[name] = settings
        world.set(.resource, resource.id, ["methods": .object(methods)])
        return .ok(["methods": [render(name, settings, resource)]], status: 201)
    }

    /// Content types and the parts of a method stay; a description left out stays too. (inferred)
    private static let change: RESTHandler = { world, call throws(Failure) in
        var place = try MethodPlace(call.ids, world)
        let settings = try settings(call.body, world)
        for (_, endpoint) in endpointNames { place.settings[endpoint] = nil }
        place.settings.merge(settings) { $1 }
        place.store(&world)
        return .ok(["method": render(place.name, .object(place.settings), place.resource)])
    }

    private static let delete: RESTHandler = { world, call throws(Failure) in
        let place = try MethodPlace(call.ids, world)
        var methods = place.resource.attributes["methods"]?.members ?? [:]
        methods[place.name] = nil
        world.set(.resource, place.resource.id, ["methods": .object(methods)])
        return .noContent
    }

    /// Only `0002` for POST is documented; the others are counted off around it. (inferred)
    static func code(_ name: String) -> String { "000" + String(names.firstIndex(of: name) ?? 9) }

    private static func settings(_ body: JSON, _ world: World) throws(Failure) -> OrderedDictionary<String, JSON> {
        var settings: OrderedDictionary<String, JSON> = [:]
        for name in ["validation", "authentication", "requiredApiKey"] + endpointNames.map(\.value) {
            settings[name] = body[name]
        }
        let description = try body.optionalText("methodDescription", upTo: 2000)
        settings["methodDescription"] = description.map(JSON.string)
        try check(settings, world)
        return settings
    }

    private static func render(_ name: String, _ settings: JSON, _ resource: Record) -> JSON {
        var members: OrderedDictionary<String, JSON> = [
            "apiId": .string(resource["apiId"]), "resourceId": .string(resource.id),
            "resourcePath": .string(resource["resourcePath"]), "methodName": .string(name),
            "modifier": APIGatewayAnswers.modifier, "tenantId": APIGatewayAnswers.tenantId,
            "useBodyWhenFormData": settings["useBodyWhenFormData"] ?? false,
        ]
        for key in answered { members[key] = settings[key] }
        return .object(members)
    }

    /// The raw form that lists add. Its texts were never seen. (inferred)
    private static func raw(_ name: String, _ settings: JSON, _ resource: Record) -> JSON {
        var members = endpoint(settings).members
        let filters = [("AUTH", "authentication"), ("VALID", "validation"), ("API_KEY", "requiredApiKey")]
        members["methodFilters"] = .array(
            filters.map { filter, key in
                [
                    "filterName": .string(filter), "configJson": .string(settings[key]?.serialized() ?? "{}"),
                    "methodCode": .string(code(name)), "resourceId": .string(resource.id),
                    "apiId": .string(resource["apiId"]),
                ]
            })
        return .object(members)
    }

    /// A method's endpoint in its raw form: code, action and settings as a text. (inferred)
    static func endpoint(_ settings: JSON) -> JSON {
        var members: OrderedDictionary<String, JSON> = [:]
        for (code, key) in endpointNames {
            guard let endpoint = settings[key] else { continue }
            members["endpointCode"] = .string(code)
            members["endpointConfigJson"] = .string(endpoint.serialized())
            members["endpointActionId"] = endpoint["actionId"]
        }
        return .object(members)
    }
}

extension Methods {
    /// - Throws: the refusal of settings that are incomplete or have not exactly one endpoint.
    static func check(_ settings: OrderedDictionary<String, JSON>, _ world: World) throws(Failure) {
        guard ["NONE", "QUERYSTRING_HEADERS"].contains(settings["validation"]?["type"]?.text) else {
            throw .invalidField("validation")
        }
        guard settings["requiredApiKey"]?["required"]?.bool != nil else { throw .invalidField("requiredApiKey") }
        let authentication = settings["authentication"]
        guard let platform = authentication?["platform"]?.text, ["NONE", "IAM", "AUTHORIZER"].contains(platform),
            platform != "AUTHORIZER" || world[.authorizer, authentication?["authorizerId"]?.text ?? ""] != nil
        else { throw .invalidField("authentication") }
        let given = endpointNames.map(\.value).filter { settings[$0] != nil }
        guard given.count == 1, let endpoint = settings[given[0]], accepts(endpoint, given[0]) else {
            throw .invalidField("endPoint")
        }
    }

    private static func accepts(_ endpoint: JSON, _ kind: String) -> Bool {
        let url = endpoint["url"]?.text ?? ""
        guard url.count <= 1500 else { return false }
        switch kind {
        case "httpEndPoint":
            return url.hasPrefix("/") && !url.contains("+") && names.contains(endpoint["method"]?.text ?? "")
                && endpoint["stream"]?.bool != nil
        case "mockEndPoint":
            guard case .object(let headers) = endpoint["headers"] ?? [:],
                case .string = endpoint["response"] ?? ""
            else { return false }
            return (100...599).contains(endpoint["httpStatus"]?.integer ?? 0)
                && headers.allSatisfy { name, value in
                    HeaderRule.isHeaderName(name) && value.text.map(HeaderRule.isHeaderText) == true
                }
        default:
            return (url.hasPrefix("http://") || url.hasPrefix("https://")) && endpoint["stream"]?.bool != nil
                && regions.contains(endpoint["region"]?.text ?? "")
                && (endpoint["method"] == nil || names.contains(endpoint["method"]?.text ?? ""))
                && ["service", "actionId", "actionName"].allSatisfy { endpoint[$0]?.text?.isEmpty == false }
        }
    }
}
