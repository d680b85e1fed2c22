import OrderedCollections
import OrderedJSON

/// One method of an API's working copy: its settings and where they are kept.
///
/// Beside the settings that a call for methods answers, it keeps `parameters`, `requestBody` and `responses`.
struct MethodPlace {
    let resource: Record
    let name: String
    var settings: OrderedDictionary<String, JSON>

    /// - Parameter ids: product, API, resource and method name.
    init(_ ids: [String], _ world: World) throws(Failure) {
        resource = try Resources.find(ids, world)
        name = ids[3]
        guard let settings = resource.attributes["methods"]?[name] else { throw .notFound("methodName", name) }
        self.settings = settings.members
    }

    func store(_ world: inout World) {
        var methods = resource.attributes["methods"]?.members ?? [:]
        methods[name] = .object(settings)
        world.set(.resource, resource.id, ["methods": .object(methods)])
    }

    /// What every part of a method says about its home.
    var origin: JSON {
        [
            "methodCode": .string(Methods.code(name)), "resourceId": .string(resource.id),
            "apiId": .string(resource["apiId"]), "modifier": APIGatewayAnswers.modifier,
            "tenantId": APIGatewayAnswers.tenantId,
        ]
    }
}

/// A part that exists already is refused or overwritten, which the documents leave open. Source: §12.8.
extension World {
    func refuseDuplicate(_ exists: Bool, _ what: String, _ name: String) throws(Failure) {
        if exists, !switches.quirks.contains(.overwriteDuplicates) { throw .taken(what, name) }
    }
}
