import OrderedCollections
import OrderedJSON

/// Reads a document that is to be imported into the contents of an API. Source: api/apigateway.md §3 (Swagger dialect).
///
/// What counts as an error and what as a warning is not documented. (inferred)
struct SwaggerReader {
    private(set) var errors: [String] = []
    private(set) var warnings: [String] = []
    private(set) var contents: JSON = ["resources": [], "models": []]
    private var document: JSON = .null

    init(_ text: String, _ world: World) {
        do throws(JSONError) { document = try JSON(parsing: text) } catch {
            errors = ["swagger is not a JSON document: \(error.description)"]
            return
        }
        guard document["swagger"]?.text == "2.0" else {
            errors = ["swagger 2.0 is expected"]
            return
        }
        var resources: [JSON] = []
        for (path, item) in document["paths"]?.members ?? [:] {
            guard PathPattern.accepts(path) else {
                errors.append("path \(path) is not valid")
                continue
            }
            resources.append(["resourcePath": .string(path), "methods": methods(item, path, world)])
        }
        if resources.isEmpty { warnings.append("the document has no paths") }
        contents = ["resources": .array(resources), "models": .array(models())]
    }

    private func models() -> [JSON] {
        (document["definitions"]?.members ?? [:]).map { name, schema in
            [
                "modelId": .string(name), "modelName": .string(name), "modelSchema": .string(schema.serialized()),
                "modelDescription": schema["description"] ?? .null,
            ]
        }
    }

    private mutating func methods(_ item: JSON, _ path: String, _ world: World) -> JSON {
        var methods: OrderedDictionary<String, JSON> = [:]
        for (key, operation) in item.members {
            if key == SwaggerDocument.anyOperation {
                methods["ANY"] = method(operation, "ANY " + path, world)
            } else if SwaggerDocument.operationNames.contains(key) {
                methods[key.uppercased()] = method(operation, key.uppercased() + " " + path, world)
            } else if key != "parameters" {
                warnings.append("\(path): \(key) is ignored")
            }
        }
        return .object(methods)
    }

    private mutating func method(_ operation: JSON, _ place: String, _ world: World) -> JSON {
        var settings: OrderedDictionary<String, JSON> = [:]
        let filters = operation["x-ncp-apigateway-filters"]
        settings["validation"] = filters?["valid"] ?? ["type": "NONE"]
        settings["authentication"] = filters?["auth"] ?? ["platform": "NONE"]
        settings["requiredApiKey"] = filters?["apiKey"] ?? ["required": false]
        settings["methodDescription"] = operation["description"] ?? operation["summary"]
        settings["consumers"] = Self.types(operation["consumes"] ?? document["consumes"])
        settings["produces"] = Self.types(operation["produces"] ?? document["produces"])
        settings["useBodyWhenFormData"] = operation["x-ncp-apigw-use-body-when-formdata"]
        readEndpoint(operation, place, &settings)
        readParameters(operation, place, &settings)
        readResponses(operation, place, &settings)
        do throws(Failure) { try Methods.check(settings, world) } catch {
            errors.append("\(place): \(error.message)")
        }
        return .object(settings)
    }

    private static func types(_ list: JSON?) -> JSON? {
        guard let list, !list.elements.isEmpty else { return nil }
        return .string(list.elements.compactMap(\.text).joined(separator: ","))
    }

    private mutating func readEndpoint(
        _ operation: JSON, _ place: String, _ settings: inout OrderedDictionary<String, JSON>
    ) {
        for (code, name) in Methods.endpointNames {
            settings[name] = operation["x-ncp-apigateway-endpoint"]?[code]
        }
        guard operation["x-ncp-apigateway-endpoint"] == nil else { return }
        warnings.append("\(place): there is no endpoint; the response will be 200")
        settings["mockEndPoint"] = ["httpStatus": 200]
    }
}

extension SwaggerReader {
    private mutating func readParameters(
        _ operation: JSON, _ place: String, _ settings: inout OrderedDictionary<String, JSON>
    ) {
        let codes = ["header": "REQUEST_HEADER", "query": "REQUEST_QUERY", "formData": "REQUEST_FORMDATA"]
        var parameters: [JSON] = []
        for parameter in operation["parameters"]?.elements ?? [] {
            let home = parameter["in"]?.text ?? ""
            if home == "body" {
                settings["requestBody"] = body(parameter["schema"], parameter["name"], place)
            } else if let code = codes[home], let name = parameter["name"] {
                var values = Self.type(parameter).members
                values["parameterName"] = name
                values["parameterCode"] = .string(code)
                values["isRequired"] = parameter["required"] ?? false
                values["isLogged"] = parameter["x-ncp-parameter-is-logged"] ?? false
                values["parameterDescription"] = parameter["description"]
                parameters.append(.object(values))
            } else if home != "path" {
                warnings.append("\(place): a parameter in \"\(home)\" is ignored")
            }
        }
        settings["parameters"] = .array(parameters)
    }

    private mutating func readResponses(
        _ operation: JSON, _ place: String, _ settings: inout OrderedDictionary<String, JSON>
    ) {
        var responses: OrderedDictionary<String, JSON> = [:]
        for (code, response) in operation["responses"]?.members ?? [:] {
            guard let status = Int(code), (100...599).contains(status) else {
                warnings.append("\(place): response \(code) is ignored")
                continue
            }
            let headers = (response["headers"]?.members ?? [:]).map { header -> JSON in
                var values = Self.type(header.value).members
                values["parameterName"] = .string(header.key)
                values["parameterCode"] = "RESPONSE_HEADER"
                values["parameterDescription"] = header.value["description"]
                values["statusCode"] = .integer(Int64(status))
                return .object(values)
            }
            var values: OrderedDictionary<String, JSON> = ["headers": .array(headers)]
            values["responseDescription"] = response["description"]
            if let schema = response["schema"] {
                values["body"] = body(schema, response["x-ncp-apigateway-body-name"], place)
            }
            responses[code] = .object(values)
        }
        settings["responses"] = .object(responses)
    }

    /// A body that names its model by the name it is defined under.
    private mutating func body(_ schema: JSON?, _ name: JSON?, _ place: String) -> JSON? {
        let prefix = "#/definitions/"
        guard let target = schema?["$ref"]?.text, target.hasPrefix(prefix) else {
            warnings.append("\(place): a body without a model is ignored")
            return nil
        }
        let model = String(target.dropFirst(prefix.count))
        guard document["definitions"]?[model] != nil else {
            errors.append("\(place): there is no definition \(model)")
            return nil
        }
        return ["modelId": .string(model), "bodyName": name ?? .string(model)]
    }

    private static func type(_ parameter: JSON) -> JSON {
        let isArray = parameter["type"]?.text == "array"
        let plain = isArray ? parameter["items"] ?? [:] : parameter
        let type: JSON =
            switch (plain["type"]?.text, plain["format"]?.text) {
            case ("integer", "int64"): "long"
            case ("number", "float"): "float"
            case ("number", _): "double"
            case (let name?, _): .string(name)
            case (nil, _): "string"
            }
        return ["parameterType": type, "isArray": .bool(isArray), "isRequired": false, "isLogged": false]
    }
}
