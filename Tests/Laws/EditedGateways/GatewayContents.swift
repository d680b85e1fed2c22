import OrderedJSON

/// What an API is made of: its working copy, or what a deployment kept of it.
struct GatewayContents {
    private let contents: JSON
    private let api: String
    private let reading: GatewayReading

    init(_ contents: JSON, of api: String, in reading: GatewayReading) {
        self.contents = contents
        self.api = api
        self.reading = reading
    }

    func write(to facts: inout GatewayFacts) {
        for model in contents["models"]?.elements ?? [] {
            let schema = (model["modelSchema"]?.text).flatMap { try? JSON(parsing: $0) }
            facts[title(of: model)] = ["description": model["modelDescription"] ?? .null, "schema": schema ?? .null]
        }
        for (type, answer) in contents["gatewayResponses"]?.members ?? [:] {
            facts["GatewayResponse \(api) \(type)"] = [
                "status": answer["statusCode"] ?? .null,
                "headers": pairs(answer["headers"], "name", "value"),
                "templates": pairs(answer["templates"], "contentType", "template"),
            ]
        }
        for resource in contents["resources"]?.elements ?? [] { write(resource, to: &facts) }
    }

    private func write(_ resource: JSON, to facts: inout GatewayFacts) {
        let path = resource["resourcePath"]?.text ?? "?"
        let cors = cors(resource)
        // Each API has a root, whether somebody writes about it or not.
        if path != "/" || GatewayFacts.plain(cors) != [:] {
            facts["Resource \(api) \(path)"] = ["cors": cors]
        }
        for (name, method) in resource["methods"]?.members ?? [:] {
            facts["Method \(api) \(path) \(name)"] = self.method(method)
        }
    }

    private func title(of model: JSON) -> String { "Model \(api) \(model["modelName"]?.text ?? "?")" }

    private func pairs(_ members: JSON?, _ key: String, _ value: String) -> JSON {
        .array((members?.members ?? [:]).map { .object([key: .string($0.key), value: $0.value]) })
    }

    private func cors(_ resource: JSON) -> JSON {
        func list(_ key: String) -> JSON {
            .array((resource[key]?.text ?? "").split(separator: ",").map { .string(String($0)) })
        }
        return [
            "origin": resource["corsAllowOrigin"] ?? .null, "methods": list("corsAllowMethods"),
            "headers": list("corsAllowHeaders"), "exposeHeaders": list("corsExposeHeaders"),
            "credentials": .bool(resource["corsAllowCredentials"]?.text == "true"),
            "maxAge": resource["corsMaxAge"] ?? .null,
        ]
    }

    // MARK: Methods

    private func method(_ method: JSON) -> JSON {
        let platform = method["authentication"]?["platform"]?.text ?? "NONE"
        let authorizer = reading.row(method["authentication"]?["authorizerId"]?.text)
        return [
            "description": method["methodDescription"] ?? .null, "endpoint": endpoint(method),
            "authentication": platform == "IAM" ? "IAM" : .null,
            "authorizer": platform == "AUTHORIZER" ? .string(authorizer.title("Authorizer", "authorizerName")) : .null,
            "apiKeyRequired": method["requiredApiKey"]?["required"] ?? .null,
            "validation": method["validation"]?["type"] == "NONE"
                ? .null : method["validation"].map { without("type", $0) } ?? .null,
            "consumes": types(method["consumers"]), "produces": types(method["produces"]),
            "parameters": .array((method["parameters"]?.elements ?? []).map(parameter)),
            "requestBody": body(method["requestBody"]),
            "responses": .array(
                (method["responses"]?.members ?? [:]).map { status, response in
                    [
                        "status": .string(status), "description": response["responseDescription"] ?? .null,
                        "headers": .array((response["headers"]?.elements ?? []).map(parameter)),
                        "body": body(response["body"]),
                    ]
                }),
        ]
    }

    private func endpoint(_ method: JSON) -> JSON {
        if let http = method["httpEndPoint"] {
            let path = http["url"] ?? .null
            return ["http": ["method": http["method"] ?? .null, "path": path, "stream": http["stream"] ?? .null]]
        }
        if let mock = method["mockEndPoint"] {
            let body = mock["response"] ?? .null
            return [
                "mock": ["status": mock["httpStatus"] ?? .null, "body": body, "headers": mock["headers"] ?? .null]
            ]
        }
        return ["ncloud": method["ncpEndPoint"] ?? .null]
    }

    private func without(_ key: String, _ object: JSON) -> JSON { .object(object.members.filter { $0.key != key }) }

    private func types(_ text: JSON?) -> JSON {
        .array((text?.text ?? "").split(separator: ",").map { .string(String($0)) })
    }

    private static let places = ["REQUEST_HEADER": "header", "REQUEST_QUERY": "query", "REQUEST_FORMDATA": "form"]

    /// What is not said of a parameter is that it is a text.
    private func parameter(_ row: JSON) -> JSON {
        let type = row["parameterType"]?.text
        return [
            "in": Self.places[row["parameterCode"]?.text ?? ""].map(JSON.string) ?? .null,
            "name": row["parameterName"] ?? .null, "type": type == "string" ? .null : row["parameterType"] ?? .null,
            "required": row["isRequired"] ?? .null, "array": row["isArray"] ?? .null,
            "logged": row["isLogged"] ?? .null, "description": row["parameterDescription"] ?? .null,
        ]
    }

    private func body(_ body: JSON?) -> JSON {
        guard let body else { return .null }
        let id = body["modelId"]?.text
        let model = contents["models"]?.elements.first { ($0["modelId"] ?? $0["id"])?.text == id }
        return [
            "model": .string(model?.title("Model", "modelName") ?? "?"), "name": body["bodyName"] ?? .null,
            "description": body["bodyDescription"] ?? .null,
        ]
    }
}
