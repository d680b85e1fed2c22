import OrderedCollections
import OrderedJSON

/// What an API is made of, apart from its stages: what a deployment keeps, a clone copies and an import brings.
///
/// `{"resources": […], "models": […], "gatewayResponses": {…}}`, each object with the attributes it has in the world.
enum APIContents {
    /// The working copy of an API.
    static func current(_ api: Record, _ world: World) -> JSON {
        [
            "resources": .array(world.records(.resource, where: "apiId", is: api.id).map(object)),
            "models": .array(world.records(.model, where: "apiId", is: api.id).map(object)),
            "gatewayResponses": api.attributes["gatewayResponses"] ?? [:],
        ]
    }

    /// Puts contents into an API: paths and models it has are overwritten, others are added.
    /// - Parameter replacing: whether what the contents lack goes.
    static func install(_ contents: JSON, into api: String, replacing: Bool, _ world: inout World) {
        let models = installModels(contents, api, &world)
        let wanted = contents["resources"]?.elements ?? []
        for resource in wanted {
            let path = resource["resourcePath"]?.text ?? "/"
            let methods = (resource["methods"]?.members ?? [:]).mapValues { renamed($0, models, &world) }
            var values = resource.members.reduce(into: [String: JSON]()) { $0[$1.key] = $1.value }
            for key in ["resourceId", "apiId", "resourcePath", "methods"] { values[key] = nil }
            let present = world.records(.resource, where: "apiId", is: api).first { $0["resourcePath"] == path }
            let home = present ?? Resources.insert(path: path, values, api: api, &world)
            let kept = replacing ? [:] : home.attributes["methods"]?.members ?? [:]
            values["methods"] = .object(kept.merging(methods) { $1 })
            world.set(.resource, home.id, values)
        }
        guard replacing else { return }
        let paths = Set(wanted.compactMap { $0["resourcePath"]?.text } + ["/"])
        for resource in world.records(.resource, where: "apiId", is: api)
        where !paths.contains(resource["resourcePath"]) {
            world.remove(.resource, resource.id)
        }
    }

    /// The new ids of models by those the contents call them.
    private static func installModels(_ contents: JSON, _ api: String, _ world: inout World) -> [String: String] {
        var ids: [String: String] = [:]
        for model in contents["models"]?.elements ?? [] {
            let name = model["modelName"]?.text ?? ""
            let values = [
                "modelSchema": model["modelSchema"] ?? "{}", "modelDescription": model["modelDescription"] ?? .null,
            ]
            let present = world.records(.model, where: "apiId", is: api).first { $0["modelName"] == name }
            if let present { world.set(.model, present.id, values) }
            let home = present ?? Models.insert(name, values, api: api, &world)
            ids[model["modelId"]?.text ?? name] = home.id
        }
        return ids
    }

    /// A method whose bodies name models by their new ids, and whose parameters have numbers of their own.
    private static func renamed(_ method: JSON, _ models: [String: String], _ world: inout World) -> JSON {
        func body(_ body: JSON) -> JSON {
            let id = body["modelId"]?.text ?? ""
            return body.with(["modelId": .string(models[id] ?? id)])
        }
        var members = method.members
        members["requestBody"] = method["requestBody"].map(body)
        members["parameters"] = .array(numbered(method["parameters"], &world))
        var responses = method["responses"]?.members ?? [:]
        for (code, response) in responses {
            var parts = response.members
            parts["headers"] = .array(numbered(response["headers"], &world))
            parts["body"] = response["body"].map(body)
            responses[code] = .object(parts)
        }
        members["responses"] = .object(responses)
        return .object(members)
    }

    private static func numbered(_ parameters: JSON?, _ world: inout World) -> [JSON] {
        var numbered: [JSON] = []
        for parameter in parameters?.elements ?? [] {
            let number = JSON.integer(world.count("parameter", from: RequestParameters.firstNumber))
            numbered.append(parameter.with(["parameterNo": number]))
        }
        return numbered
    }

    private static func object(_ record: Record) -> JSON { record.attributes.asObject }
}
