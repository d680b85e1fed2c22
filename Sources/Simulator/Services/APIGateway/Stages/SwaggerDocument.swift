import OrderedCollections
import OrderedJSON

/// Writes a deployment in the gateway's dialect of Swagger 2.0. Source: api/apigateway.md §3 (Swagger dialect).
///
/// For what the samples do not show (a method ANY, endpoints that are no HTTP servers) the names are made up after
/// theirs. (inferred)
struct SwaggerDocument {
    let contents: JSON
    let title: String
    /// When it was deployed. (inferred)
    let version: String
    let host: String
    let basePath: String

    static let operationNames = ["get", "post", "put", "delete", "patch", "options", "head"]
    static let anyOperation = "x-ncp-apigateway-any-method"

    var json: JSON {
        var paths: OrderedDictionary<String, JSON> = [:]
        for resource in contents["resources"]?.elements ?? [] {
            let path = resource["resourcePath"]?.text ?? "/"
            var operations: OrderedDictionary<String, JSON> = [:]
            for (name, method) in resource["methods"]?.members ?? [:] {
                operations[name == "ANY" ? Self.anyOperation : name.lowercased()] = operation(method, path)
            }
            paths[path] = .object(operations)
        }
        return [
            "swagger": "2.0", "info": ["title": .string(title), "version": .string(version)],
            "host": .string(host), "basePath": .string(basePath), "schemes": ["https"], "paths": .object(paths),
            "securityDefinitions": [
                "x-ncp-apigw-api-key": ["type": "apiKey", "name": "x-ncp-apigw-api-key", "in": "header"],
                "x-ncp-iam": ["type": "apiKey", "name": "x-ncp-iam", "in": "header", "x-ncp-apigw-auth-ver": "v2"],
            ],
            "definitions": definitions,
        ]
    }

    private var definitions: JSON {
        var schemas: OrderedDictionary<String, JSON> = [:]
        for model in contents["models"]?.elements ?? [] {
            let schema = try? JSON(parsing: model["modelSchema"]?.text ?? "{}")
            schemas[model["modelName"]?.text ?? ""] = schema ?? [:]
        }
        return .object(schemas)
    }

    private func operation(_ method: JSON, _ path: String) -> JSON {
        var members: OrderedDictionary<String, JSON> = [:]
        members["description"] = method["methodDescription"]
        members["consumes"] = Self.types(method["consumers"])
        members["produces"] = Self.types(method["produces"])
        members["parameters"] = .array(parameters(method, path))
        members["responses"] = .object((method["responses"]?.members ?? [:]).mapValues(response))
        members["security"] = .array(Self.security(method))
        members["x-ncp-apigw-use-body-when-formdata"] = method["useBodyWhenFormData"] ?? false
        members["x-ncp-apigateway-filters"] = [
            "valid": method["validation"] ?? ["type": "NONE"],
            "apiKey": method["requiredApiKey"] ?? ["required": false],
            "auth": method["authentication"] ?? ["platform": "NONE"],
        ]
        for (code, name) in Methods.endpointNames {
            if let endpoint = method[name] {
                members["x-ncp-apigateway-endpoint"] = .object([code: endpoint])
            }
        }
        return .object(members)
    }

    private static func types(_ text: JSON?) -> JSON? {
        guard let text = text?.text, !text.isEmpty else { return nil }
        return .array(text.split(separator: ",").map { .string($0.filter { $0 != " " }) })
    }

    private static func security(_ method: JSON) -> [JSON] {
        var names: [JSON] = []
        if method["requiredApiKey"]?["required"]?.bool == true { names.append(["x-ncp-apigw-api-key": []]) }
        if method["authentication"]?["platform"]?.text == "IAM" { names.append(["x-ncp-iam": []]) }
        return names
    }
}

extension SwaggerDocument {
    private func parameters(_ method: JSON, _ path: String) -> [JSON] {
        var all = PathPattern(path).variables.map { name -> JSON in
            var members: OrderedDictionary<String, JSON> = [
                "name": .string(name.name), "in": "path", "required": true, "type": "string",
            ]
            if name.isGreedy { members["x-ncp-apigw-extended-variables"] = true }
            return .object(members)
        }
        all += (method["parameters"]?.elements ?? []).map(parameter)
        if let body = method["requestBody"] {
            var members: OrderedDictionary<String, JSON> = [
                "name": body["bodyName"] ?? "body", "in": "body", "required": true, "schema": schema(body),
            ]
            members["description"] = body["bodyDescription"]
            all.append(.object(members))
        }
        return all
    }

    private func parameter(_ parameter: JSON) -> JSON {
        let places = ["REQUEST_HEADER": "header", "REQUEST_QUERY": "query", "REQUEST_FORMDATA": "formData"]
        var members: OrderedDictionary<String, JSON> = [
            "name": parameter["parameterName"] ?? "",
            "in": .string(places[parameter["parameterCode"]?.text ?? ""] ?? "query"),
            "required": parameter["isRequired"] ?? false,
        ]
        members["description"] = parameter["parameterDescription"]
        members.merge(Self.type(parameter).members) { $1 }
        members["x-ncp-parameter-is-logged"] = parameter["isLogged"] ?? false
        return .object(members)
    }

    private func response(_ response: JSON) -> JSON {
        var members: OrderedDictionary<String, JSON> = ["description": response["responseDescription"] ?? ""]
        var headers: OrderedDictionary<String, JSON> = [:]
        for header in response["headers"]?.elements ?? [] {
            var type = Self.type(header).members
            type["description"] = header["parameterDescription"]
            headers[header["parameterName"]?.text ?? ""] = .object(type)
        }
        if !headers.isEmpty { members["headers"] = .object(headers) }
        if let body = response["body"] {
            members["schema"] = schema(body)
            members["x-ncp-apigateway-body-name"] = body["bodyName"]
        }
        return .object(members)
    }

    private func schema(_ body: JSON) -> JSON {
        let model = contents["models"]?.elements.first { $0["modelId"]?.text == body["modelId"]?.text }
        return ["$ref": .string("#/definitions/\(model?["modelName"]?.text ?? "")")]
    }

    /// The types of parameters are those of Swagger, with the numbers told apart by their format.
    private static func type(_ parameter: JSON) -> JSON {
        let name = parameter["parameterType"]?.text ?? "string"
        let plain: JSON =
            switch name {
            case "long": ["type": "integer", "format": "int64"]
            case "integer": ["type": "integer", "format": "int32"]
            case "float", "double": ["type": "number", "format": .string(name)]
            default: ["type": .string(name)]
            }
        return parameter["isArray"]?.bool == true ? ["type": "array", "items": plain] : plain
    }
}
