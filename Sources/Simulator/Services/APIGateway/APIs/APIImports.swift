import OrderedCollections
import OrderedJSON

/// Documents and other APIs as the source of an API. Source: api/apigateway.md §3, §4.1.
enum APIImports {
    /// Errors come inside a 200, and then there is no API. (inferred: nothing is kept of a failed import)
    static let create: RESTHandler = { world, call throws(Failure) in
        let reader = try read(call, world)
        let draft = try APIs.draft(call, world)
        guard try isAccepted(reader, call) else { return answer(reader, success: false, [:]) }
        let api = APIs.insert(draft, &world)
        APIContents.install(reader.contents, into: api.id, replacing: true, &world)
        return answer(reader, success: true, ["api": APIs.render(api)])
    }

    static let resources: RESTHandler = { world, call throws(Failure) in
        let api = try APIs.find(call.ids, world)
        let reader = try read(call, world)
        guard try isAccepted(reader, call) else { return answer(reader, success: false, ["resourceList": []]) }
        let replacing = world.switches.quirks.contains(.importReplaces)
        APIContents.install(reader.contents, into: api.id, replacing: replacing, &world)
        let rows = world.records(.resource, where: "apiId", is: api.id).map(Resources.render)
        return answer(reader, success: true, ["resourceList": .array(rows)])
    }

    /// Copies resources, models and gateway responses, no stages. (inferred)
    static let clone: RESTHandler = { world, call throws(Failure) in
        let draft = try APIs.draft(call, world)
        let origin = try APIs.kind.find(try call.body.text("originApiId", upTo: 10), world)
        let contents = APIContents.current(origin, world)
        let api = APIs.insert(draft, &world)
        APIContents.install(contents, into: api.id, replacing: true, &world)
        world.set(.api, api.id, ["gatewayResponses": contents["gatewayResponses"] ?? [:]])
        return .ok(["api": APIs.render(api)], status: 201)
    }

    private static func read(_ call: RESTCall, _ world: World) throws(Failure) -> SwaggerReader {
        SwaggerReader(try call.body.text("swagger", upTo: .max), world)
    }

    /// Without a choice, warnings are no hindrance. (inferred)
    private static func isAccepted(_ reader: SwaggerReader, _ call: RESTCall) throws(Failure) -> Bool {
        let choices = ["FAIL_ON_WARN", "IGNORE_WARN"]
        let choice = try call.body.optionalChoice("importValidateType", of: choices)
        return reader.errors.isEmpty && (reader.warnings.isEmpty || choice != "FAIL_ON_WARN")
    }

    private static func answer(_ reader: SwaggerReader, success: Bool, _ more: JSON) -> Response {
        let report: JSON = [
            "success": .bool(success), "errorMessages": .array(reader.errors.map(JSON.string)),
            "warnMessages": .array(reader.warnings.map(JSON.string)),
        ]
        return .ok(report.with(more))
    }
}
