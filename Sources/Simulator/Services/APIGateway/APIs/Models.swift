import OrderedCollections
import OrderedJSON

/// The models of an API, answered bare. Source: api/apigateway.md §4.7.
enum Models {
    static let kind = RESTKind(
        .model, at: "/products/:/apis/:/models",
        [
            .get("", list), .post("", create), .post("/preview", preview), .get("/:", detail), .put("/:", replace),
            .delete("/:", delete),
        ])

    private static let names = ["modelId", "modelName", "modelDescription", "modelSchema", "apiId"]

    /// The page's key is the one of products.
    private static let list: RESTHandler = { world, call throws(Failure) in
        let api = try APIs.find(call.ids, world)
        let found = world.records(.model, where: "apiId", is: api.id).named("modelName", call.query.text("modelName"))
        return .ok(["productPage": try call.page(found, render)])
    }

    /// Names are unique in an API: imported documents refer to models by name. (inferred)
    private static let create: RESTHandler = { world, call throws(Failure) in
        let api = try APIs.find(call.ids, world)
        let name = try call.body.text("modelName", upTo: 100)
        let values = try values(call.body)
        try kind.requireFree("modelName", name, in: api, "apiId", world)
        let model = insert(name, values, api: api.id, &world)
        return .ok(render(model), status: 201)
    }

    private static let detail: RESTHandler = { world, call throws(Failure) in .ok(render(try find(call.ids, world))) }

    private static let replace: RESTHandler = { world, call throws(Failure) in
        let model = try find(call.ids, world)
        world.set(.model, model.id, try values(call.body))
        return .ok(render(try find(call.ids, world)))
    }

    private static let delete: RESTHandler = { world, call throws(Failure) in
        let model = try find(call.ids, world)
        if world.switches.strictDeletes, MethodBodies.use(model.id, api: model["apiId"], world) {
            throw .stillHolds("model", "bodies that use it")
        }
        world.remove(.model, model.id)
        return .noContent
    }

    /// Shows a schema with the models it refers to put in. (inferred)
    private static let preview: RESTHandler = { world, call throws(Failure) in
        let api = try APIs.find(call.ids, world)
        _ = try values(call.body)
        let schema = (try? JSON(parsing: call.body["modelSchema"]?.text ?? "")) ?? .null
        var known: [String: JSON] = [:]
        for model in world.records(.model, where: "apiId", is: api.id) {
            known[model["modelName"]] = try? JSON(parsing: model["modelSchema"])
        }
        return .ok(["modelSchema": expanded(schema, known, depth: 0)])
    }

    @discardableResult
    static func insert(_ name: String, _ values: [String: JSON], api: String, _ world: inout World) -> Record {
        let id = world.newId(.model)
        let attributes: [String: JSON] = ["modelId": .string(id), "modelName": .string(name), "apiId": .string(api)]
        return world.insert(.model, id: id, attributes.merging(values) { $1 })
    }

    private static func find(_ ids: [String], _ world: World) throws(Failure) -> Record {
        try kind.find(ids[2], of: try APIs.find(ids, world), "apiId", world)
    }

    /// The schema is kept as it came, but it must be a JSON object. (inferred)
    private static func values(_ body: JSON) throws(Failure) -> [String: JSON] {
        let schema = try body.text("modelSchema", upTo: 5000)
        guard case .object? = try? JSON(parsing: schema) else { throw .invalidField("modelSchema") }
        let description = try body.optionalText("modelDescription", upTo: 300)
        return ["modelSchema": .string(schema), "modelDescription": description.map(JSON.string) ?? .null]
    }

    private static func expanded(_ schema: JSON, _ known: [String: JSON], depth: Int) -> JSON {
        // A model may refer to itself; beyond this depth references stay as they are.
        guard depth < 20 else { return schema }
        let prefix = "#/definitions/"
        if let target = schema["$ref"]?.text, target.hasPrefix(prefix),
            let model = known[String(target.dropFirst(prefix.count))]
        {
            return expanded(model, known, depth: depth + 1)
        }
        switch schema {
        case .object(let members): return .object(members.mapValues { expanded($0, known, depth: depth + 1) })
        case .array(let elements): return .array(elements.map { expanded($0, known, depth: depth + 1) })
        case .null, .bool, .integer, .number, .string: return schema
        }
    }

    private static func render(_ model: Record) -> JSON { model.fields(names) }
}

extension TableSchema { static let model = TableSchema("model", indexes: ["apiId"]) }
