import OrderedJSON

/// The paths of an API; each carries its full path. Source: api/apigateway.md §4.1.
enum Resources {
    static let kind = RESTKind(
        .resource, at: "/products/:/apis/:/resources",
        [
            .get("", list), .post("", create), .post("/import", APIImports.resources), .patch("/:", change),
            .delete("/:", delete),
        ] + Methods.routes)

    static let cors: [(name: String, limit: Int)] = [
        ("corsAllowOrigin", 45), ("corsAllowMethods", 45), ("corsAllowHeaders", 200), ("corsAllowCredentials", 45),
        ("corsMaxAge", 45), ("corsExposeHeaders", 200),
    ]

    private static let list: RESTHandler = { world, call throws(Failure) in
        let api = try APIs.find(call.ids, world)
        let rows = world.records(.resource, where: "apiId", is: api.id).map(render)
        return .ok(["resourceList": .array(rows)])
    }

    private static let create: RESTHandler = { world, call throws(Failure) in
        let api = try APIs.find(call.ids, world)
        let path = try call.body.text("resourcePath", upTo: 2000)
        guard PathPattern.accepts(path) else { throw .invalidField("resourcePath") }
        try kind.requireFree("resourcePath", path, in: api, "apiId", world)
        let values = try corsValues(call.body)
        let resource = insert(path: path, values, api: api.id, &world)
        return .ok(["resource": render(resource)], status: 201)
    }

    private static let change: RESTHandler = { world, call throws(Failure) in
        let resource = try find(call.ids, world)
        world.set(.resource, resource.id, try corsValues(call.body))
        return .ok(["resource": render(try find(call.ids, world))])
    }

    private static let delete: RESTHandler = { world, call throws(Failure) in
        world.remove(.resource, try find(call.ids, world).id)
        return .noContent
    }

    static func find(_ ids: [String], _ world: World) throws(Failure) -> Record {
        try kind.find(ids[2], of: try APIs.find(ids, world), "apiId", world)
    }

    @discardableResult
    static func insert(path: String, _ values: [String: JSON], api: String, _ world: inout World) -> Record {
        let id = world.newId(.resource)
        let attributes: [String: JSON] = [
            "resourceId": .string(id), "resourcePath": .string(path), "apiId": .string(api), "methods": [:],
        ]
        return world.insert(.resource, id: id, attributes.merging(values) { $1 })
    }

    private static func corsValues(_ body: JSON) throws(Failure) -> [String: JSON] {
        var values: [String: JSON] = [:]
        for field in cors {
            guard let text = try body.optionalText(field.name, upTo: field.limit) else { continue }
            guard text.first != " ", text.last != " ", HeaderRule.isHeaderText(text) else {
                throw .invalidField(field.name)
            }
            values[field.name] = .string(text)
        }
        return values
    }

    static func render(_ resource: Record) -> JSON {
        let fields = resource.fields(["resourceId", "resourcePath", "apiId"] + cors.map(\.name))
        let methods = resource.attributes["methods"]?.members.keys.map { name -> JSON in
            ["methodName": .string(name), "methodCode": .string(Methods.code(name))]
        }
        return fields.with(["methods": .array(methods ?? [])])
    }
}

extension TableSchema {
    static let resource = TableSchema("resource", nameAttribute: "resourcePath", indexes: ["apiId"])
}
