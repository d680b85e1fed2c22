import OrderedCollections
import OrderedJSON

/// Turns the gateway's Swagger 2.0 into OpenAPI 3. Source: api/apigateway.md §5.2 (export, OPENAPI3_JSON).
struct OpenAPIExport {
    let swagger: JSON

    var json: JSON {
        let server = "https://\(swagger["host"]?.text ?? "")\(swagger["basePath"]?.text ?? "")"
        return [
            "openapi": "3.0.1", "info": swagger["info"] ?? [:], "servers": [["url": .string(server)]],
            "paths": .object(
                (swagger["paths"]?.members ?? [:]).mapValues { path in .object(path.members.mapValues(operation)) }),
            "components": [
                "schemas": Self.moved(swagger["definitions"] ?? [:]),
                "securitySchemes": swagger["securityDefinitions"] ?? [:],
            ],
        ]
    }

    private func operation(_ operation: JSON) -> JSON {
        var members = operation.members
        let consumes = members.removeValue(forKey: "consumes")?.elements.compactMap(\.text) ?? ["application/json"]
        let produces = members.removeValue(forKey: "produces")?.elements.compactMap(\.text) ?? ["application/json"]
        let parameters = operation["parameters"]?.elements ?? []
        let bodies = ["body", "formData"]
        members["parameters"] = .array(parameters.filter { !bodies.contains($0["in"]?.text ?? "") }.map(Self.parameter))
        if let body = parameters.first(where: { $0["in"]?.text == "body" }) {
            let schema = Self.moved(body["schema"] ?? [:])
            members["requestBody"] = ["required": true, "content": Self.content(schema, consumes)]
        }
        let fields = parameters.filter { $0["in"]?.text == "formData" }
        if !fields.isEmpty {
            let pairs = fields.map { ($0["name"]?.text ?? "", Self.schema($0)) }
            let schema: JSON = ["type": "object", "properties": .object(OrderedDictionary(pairs) { $1 })]
            members["requestBody"] = ["content": Self.content(schema, ["multipart/form-data"])]
        }
        members["responses"] = .object(
            (operation["responses"]?.members ?? [:]).mapValues { Self.response($0, produces) })
        return .object(members)
    }

    private static func parameter(_ parameter: JSON) -> JSON {
        var members = parameter.members
        for key in ["type", "format", "items"] { members[key] = nil }
        members["schema"] = schema(parameter)
        return .object(members)
    }

    private static func schema(_ parameter: JSON) -> JSON {
        .object(parameter.members.filter { ["type", "format", "items"].contains($0.key) })
    }

    private static func response(_ response: JSON, _ produces: [String]) -> JSON {
        var members = response.members
        let schema = members.removeValue(forKey: "schema")
        members["content"] = schema.map { content(moved($0), produces) }
        members["headers"] = response["headers"].map { .object($0.members.mapValues(parameter)) }
        return .object(members)
    }

    private static func content(_ schema: JSON, _ types: [String]) -> JSON {
        .object(OrderedDictionary(types.map { ($0, ["schema": schema]) }) { $1 })
    }

    /// Definitions are called components now.
    private static func moved(_ value: JSON) -> JSON {
        switch value {
        case .object(let members):
            return .object(
                OrderedDictionary(
                    uniqueKeysWithValues: members.map { key, member in
                        guard key == "$ref", let target = member.text else { return (key, moved(member)) }
                        return (key, .string(target.replacing("#/definitions/", with: "#/components/schemas/")))
                    }))
        case .array(let elements): return .array(elements.map(moved))
        case .null, .bool, .integer, .number, .string: return value
        }
    }
}
