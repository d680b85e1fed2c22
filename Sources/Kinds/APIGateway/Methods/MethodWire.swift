import Model
import OrderedJSON

/// How the settings of a method travel. Source: api/apigateway.md §4.2.
enum MethodWire {
    static let names = ["ANY", "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]

    // MARK: Reading

    static func read(_ wire: JSON, of resource: String) -> LiveObject? {
        guard let name = wire.nonEmpty("methodName") else { return nil }
        let validation = wire["validation"] ?? [:]
        let platform = wire["authentication"]?.nonEmpty("platform") ?? "NONE"
        return LiveObject(
            kind: "Method", id: "\(resource)/\(name)",
            attributes: [
                "resource": .string(resource), "method": .string(name),
                "description": Value(wire.nonEmpty("methodDescription")),
                "endpoint": endpoint(wire), "authentication": .string(platform == "AUTHORIZER" ? "NONE" : platform),
                "authorizer": platform == "AUTHORIZER"
                    ? Value(wire["authentication"]?.nonEmpty("authorizerId")) : .null,
                "apiKeyRequired": .bool(wire["requiredApiKey"]?["required"]?.bool ?? false),
                "validation": validation.nonEmpty("type") == "QUERYSTRING_HEADERS"
                    ? .present([
                        "queryStrings": names(validation, "queryStrings"), "headers": names(validation, "headers"),
                    ])
                    : [:],
                "consumes": Value(joined: wire.nonEmpty("consumers")),
                "produces": Value(joined: wire.nonEmpty("produces")),
            ])
    }

    private static func names(_ wire: JSON, _ key: String) -> Value {
        let names = (wire[key]?.elements ?? []).compactMap(\.text)
        return names.isEmpty ? .null : Value(texts: names)
    }

    private static func endpoint(_ wire: JSON) -> Value {
        if let http = wire["httpEndPoint"] {
            return [
                "http": .present([
                    "method": Value(http.nonEmpty("method")), "path": Value(http.nonEmpty("url")),
                    "stream": .bool(http["stream"]?.bool ?? false),
                ])
            ]
        }
        if let mock = wire["mockEndPoint"] {
            return [
                "mock": .present([
                    "status": Value(mock["httpStatus"]?.integer), "body": Value(mock.nonEmpty("response")),
                    "headers": mock["headers"].map { Value($0) } ?? .null,
                ])
            ]
        }
        guard let ncloud = wire["ncpEndPoint"] else { return .null }
        return [
            "ncloud": .present([
                "service": Value(ncloud.nonEmpty("service")), "region": Value(ncloud.nonEmpty("region")),
                "actionId": Value(ncloud.nonEmpty("actionId")), "actionName": Value(ncloud.nonEmpty("actionName")),
                "method": Value(ncloud.nonEmpty("method")), "url": Value(ncloud.nonEmpty("url")),
                "stream": .bool(ncloud["stream"]?.bool ?? false),
            ])
        ]
    }

    // MARK: Writing

    /// The fields that one call sets together; its required ones have to be sent even unchanged.
    static let settings = ["description", "endpoint", "authentication", "authorizer", "apiKeyRequired", "validation"]

    static func settings(_ value: (String) -> Value?) -> [(String, JSON)] {
        let authorizer = value("authorizer")?.spelling
        let platform = authorizer == nil ? value("authentication")?.spelling ?? "NONE" : "AUTHORIZER"
        let authentication = JSON(present: [
            "platform": .string(platform), "authorizerId": authorizer.map(JSON.string),
        ])
        return [
            ("methodDescription", .string(value("description")?.spelling ?? "")),
            ("validation", validation(value("validation")?.members ?? [:])), ("authentication", authentication),
            ("requiredApiKey", ["required": .bool(value("apiKeyRequired")?.bool ?? false)]),
        ] + endpoint(value("endpoint")?.members ?? [:])
    }

    private static func validation(_ members: Attributes) -> JSON {
        func names(_ field: String) -> JSON { .array((members[field]?.elements ?? []).map(\.json)) }
        let isAsked = members.values.contains { !$0.isAbsent }
        guard isAsked else { return ["type": "NONE"] }
        return ["type": "QUERYSTRING_HEADERS", "queryStrings": names("queryStrings"), "headers": names("headers")]
    }

    private static func endpoint(_ members: Attributes) -> [(String, JSON)] {
        if let http = members["http"]?.members {
            let wire = JSON(present: [
                "stream": .bool(http["stream"]?.bool ?? false), "method": .wire(http["method"]),
                "url": .wire(http["path"]),
            ])
            return [("httpEndPoint", wire)]
        }
        if let mock = members["mock"]?.members {
            let wire = JSON(present: [
                "httpStatus": .wire(mock["status"]), "response": .wire(mock["body"]), "headers": .wire(mock["headers"]),
            ])
            return [("mockEndPoint", wire)]
        }
        guard let ncloud = members["ncloud"]?.members else { return [] }
        let wire = JSON(present: [
            "service": .wire(ncloud["service"]), "region": .wire(ncloud["region"]),
            "actionId": .wire(ncloud["actionId"]), "actionName": .wire(ncloud["actionName"]),
            "stream": .bool(ncloud["stream"]?.bool ?? false), "method": .wire(ncloud["method"]),
            "url": .wire(ncloud["url"]),
        ])
        return [("ncpEndPoint", wire)]
    }

    /// Content types travel as one text, which may be missing but not empty (api/apigateway.md §4.3).
    static func joined(_ value: Value?) -> JSON? {
        let types = (value?.elements ?? []).compactMap(\.spelling)
        return types.isEmpty ? nil : .string(types.joined(separator: ","))
    }
}
