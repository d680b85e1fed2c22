import OrderedCollections
import OrderedJSON

/// Methods of a deployment that differ from their stage's settings. Source: api/apigateway.md §5.2 (overrides).
enum StageMethods {
    static let routes: [RESTRoute] = [
        .get("/stages/:/deployments/:/resources/:/methods", list),
        .get("/stages/:/deployments/:/resources/:/methods/:", detail),
        .patch("/stages/:/deployments/:/resources/:/methods/:", change),
    ]

    private static let list: RESTHandler = { world, call throws(Failure) in
        let place = try Place(call.ids, world)
        let rows = (place.resource["methods"]?.members ?? [:]).map { place.render($0.key, $0.value) }
        return .ok(["stageMethods": .array(rows)])
    }

    private static let detail: RESTHandler = { world, call throws(Failure) in
        let place = try Place(call.ids, world)
        let name = call.ids[5]
        return .ok(["stageMethod": place.render(name, try place.method(name))])
    }

    private static let change: RESTHandler = { world, call throws(Failure) in
        var place = try Place(call.ids, world)
        let name = call.ids[5]
        let method = try place.method(name)
        place.overrides[place.key(name)] = try values(call.body)
        world.set(.deployment, place.deployment.id, ["overrides": .object(place.overrides)])
        return .ok(["stageMethod": place.render(name, method)])
    }

    /// What a deployment says of one method apart from its stage; nil where it inherits.
    static func override(_ resource: String, _ method: String, in deployment: Record) -> JSON? {
        deployment.attributes["overrides"]?["\(resource) \(method)"]
    }

    /// Zero counts as no limit. (inferred: the newer documents let both numbers begin at 0)
    private static func values(_ body: JSON) throws(Failure) -> JSON? {
        guard let inherits = body["isInherit"]?.bool else { throw .invalidField("isInherit") }
        var members: OrderedDictionary<String, JSON> = [:]
        if body["endpointDomain"] != nil { try EndpointDomain.check(body, "endpointDomain") }
        members["endpointDomain"] = body["endpointDomain"]
        let cache = try body.number("cacheTtlSec", in: 0...3600)
        let throttle = try body.number("throttleRps", in: 0...2_147_483_647)
        members["cacheTtlSec"] = cache.map(JSON.integer)
        members["throttleRps"] = throttle.map(JSON.integer)
        return inherits ? JSON?.none : .object(members)
    }

    /// A resource of a deployment.
    private struct Place {
        let stage: Record
        let deployment: Record
        let resource: JSON
        let host: String
        var overrides: OrderedDictionary<String, JSON>

        init(_ ids: [String], _ world: World) throws(Failure) {
            stage = try Stages.find(ids, world)
            deployment = try Deployments.find(ids, world)
            let resources = deployment.attributes["contents"]?["resources"]?.elements ?? []
            guard let resource = resources.first(where: { $0["resourceId"]?.text == ids[4] }) else {
                throw .notFound("resourceId", ids[4])
            }
            self.resource = resource
            let api = try APIs.find(ids, world)
            host = "\(Stages.host(api["productId"]))/\(api["apiName"])/\(stage["stageName"])"
            overrides = deployment.attributes["overrides"]?.members ?? [:]
        }

        func key(_ name: String) -> String { "\(resource["resourceId"]?.text ?? "") \(name)" }

        func method(_ name: String) throws(Failure) -> JSON {
            guard let method = resource["methods"]?[name] else { throw .notFound("methodName", name) }
            return method
        }

        func render(_ name: String, _ method: JSON) -> JSON {
            let override = overrides[key(name)]
            let path = resource["resourcePath"]?.text ?? ""
            var members = Methods.endpoint(method).members
            members["resourceId"] = resource["resourceId"]
            members["resourcePath"] = resource["resourcePath"]
            members["methodName"] = .string(name)
            members["methodCode"] = .string(Methods.code(name))
            members["isInherit"] = .bool(override == nil)
            members["stageDeploymentNo"] = deployment.attributes["stageDeploymentNo"]
            for field in ["endpointDomain", "cacheTtlSec", "throttleRps"] {
                let value = override == nil ? stage.value(field) : override?[field]
                members[field] = value
            }
            members["invokeUrl"] = .string(host + (path == "/" ? "" : path))
            if let url = method["httpEndPoint"]?["url"]?.text, let domain = members["endpointDomain"]?.text {
                members["restUrl"] = .string(domain == "NONE" ? url : domain + url)
            }
            return .object(members)
        }
    }
}
