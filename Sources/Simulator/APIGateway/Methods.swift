import OrderedCollections
import OrderedJSON

/// The methods of a resource. Source: api/apigateway.md §4.2.
enum Methods {
    private static let names = ["ANY", "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]
    private static let endpoints = ["httpEndPoint", "mockEndPoint", "ncpEndPoint"]

    static let list: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let resource = try Resources.find(arguments.ids, world)
        let methods = resource.attributes["methods"]?.members ?? [:]
        return APIGatewayAnswers.ok(["methods": .array(methods.map { render($0.key, $0.value, resource) })])
    }

    /// The answer is a list of one.
    static let create: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let resource = try Resources.find(arguments.ids, world)
        let name = try APIGatewayRules.choice(arguments.body, "methodName", of: names)
        guard resource.attributes["methods"]?[name] == nil else { throw APIGatewayRules.taken("methodName", name) }
        let settings = try settings(arguments.body, world)
        store(settings, name, resource, &world)
        return APIGatewayAnswers.ok(["methods": [render(name, settings, resource)]], status: 201)
    }

    static let change: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let resource = try Resources.find(arguments.ids, world)
        let name = arguments.ids[3]
        guard let present = resource.attributes["methods"]?[name] else {
            throw APIGatewayRules.missing("methodName", name)
        }
        let settings = try settings(arguments.body, world)
        let kept = present.members.filter { !endpoints.contains($0.key) }
        let merged = JSON.object(kept.merging(settings.members) { $1 })
        store(merged, name, resource, &world)
        return APIGatewayAnswers.ok(["method": render(name, merged, resource)])
    }

    static let delete: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let resource = try Resources.find(arguments.ids, world)
        guard resource.attributes["methods"]?[arguments.ids[3]] != nil else {
            throw APIGatewayRules.missing("methodName", arguments.ids[3])
        }
        store(nil, arguments.ids[3], resource, &world)
        return APIGatewayAnswers.noContent
    }

    /// Only `0002` for POST is documented; the others are counted off around it. (inferred)
    static func code(_ name: String) -> String {
        let order = ["ANY", "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]
        return "000" + String(order.firstIndex(of: name) ?? 9)
    }

    private static func store(_ settings: JSON?, _ name: String, _ resource: Record, _ world: inout World) {
        var methods = resource.attributes["methods"]?.members ?? [:]
        methods[name] = settings
        world.set(.resource, resource.id, ["methods": .object(methods)])
    }

    private static func settings(_ body: JSON, _ world: World) throws(Failure) -> JSON {
        guard let validation = body["validation"], ["NONE", "QUERYSTRING_HEADERS"].contains(validation["type"]?.text)
        else { throw APIGatewayRules.invalid("validation") }
        guard let key = body["requiredApiKey"], key["required"]?.bool != nil else {
            throw APIGatewayRules.invalid("requiredApiKey")
        }
        guard let authentication = body["authentication"], let platform = authentication["platform"]?.text,
            ["NONE", "IAM", "AUTHORIZER"].contains(platform),
            platform != "AUTHORIZER" || world[.authorizer, authentication["authorizerId"]?.text ?? ""] != nil
        else { throw APIGatewayRules.invalid("authentication") }
        let given = endpoints.filter { body[$0] != nil }
        guard given.count == 1, let endpoint = body[given[0]], accepts(endpoint, given[0]) else {
            throw APIGatewayRules.invalid("endPoint")
        }
        var members: OrderedDictionary<String, JSON> = [
            "validation": validation, "authentication": authentication, "requiredApiKey": key, given[0]: endpoint,
        ]
        let description = try APIGatewayRules.optionalText(body, "methodDescription", upTo: 2000)
        members["methodDescription"] = description.map(JSON.string)
        return .object(members)
    }

    private static func accepts(_ endpoint: JSON, _ kind: String) -> Bool {
        let url = endpoint["url"]?.text ?? ""
        switch kind {
        case "httpEndPoint":
            return url.hasPrefix("/") && !url.contains("+") && names.contains(endpoint["method"]?.text ?? "")
                && endpoint["stream"]?.bool != nil
        case "mockEndPoint": return (100...599).contains(endpoint["httpStatus"]?.integer ?? 0)
        default: return url.hasPrefix("http") && endpoint["service"] != nil
        }
    }

    private static func render(_ name: String, _ settings: JSON, _ resource: Record) -> JSON {
        APIGatewayAnswers.merged(
            [
                "apiId": .string(resource["apiId"]), "resourceId": .string(resource.id),
                "resourcePath": .string(resource["resourcePath"]), "methodName": .string(name),
                "methodCode": .string(code(name)), "modifier": .string(APIGatewayAnswers.modifier),
                "tenantId": .string(APIGatewayAnswers.tenantId), "useBodyWhenFormData": false,
            ], settings)
    }
}
