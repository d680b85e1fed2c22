import Model

/// What can be known of stages before they are made or deployed. Source: api/apigateway.md §5.2.
enum StagePreflight {
    static let stage: [Preflight] = [methods, ownEndpoint, ValuePreflight.compression]

    /// Settings of a single method need the method, which the API has when the run has ended.
    ///
    /// Only APIs of this workspace are looked at: of those all paths and methods are read, and those that nobody has made
    /// yet have none but the manifests'.
    private static let methods = Preflight { subject, scene in
        guard let settings = subject.attributes["methods"]?.elements, !settings.isEmpty,
            let api = scene.object("Api", subject.attributes["api"]), api.address != nil,
            api.id == nil || (scene.isComplete("Resource") && scene.isComplete("Method"))
        else { return [] }
        let resources = scene.all("Resource").filter {
            scene.areSame("Api", $0.attributes["api"], subject.attributes["api"]) == true
        }
        return settings.compactMap { problem($0.members, resources, api.title, scene) }
    }

    /// The service answers the stage's server for a method that has none of its own, so that the same one said twice is read
    /// back as said once: it would be a difference for ever. Source: api/apigateway.md §5.2.
    private static let ownEndpoint = Preflight(of: ["methods", "endpoint"]) { subject, _ in
        guard let endpoint = subject.text("endpoint") else { return [] }
        return (subject.attributes["methods"]?.elements ?? []).map(\.members)
            .filter { $0["endpoint"]?.spelling == endpoint }
            .map { setting in
                let name = ["method", "path"].compactMap { setting[$0]?.spelling }.joined(separator: " ")
                return Preflight.Problem(
                    at: "methods", "the endpoint of \(name) is that of the stage",
                    help: "omit it: a method without its own endpoint uses that of the stage")
            }
    }

    private static func problem(
        _ setting: Attributes, _ resources: [Preflight.Scene.Neighbour], _ api: String, _ scene: Preflight.Scene
    ) -> Preflight.Problem? {
        guard let path = setting["path"]?.spelling, let method = setting["method"]?.spelling else { return nil }
        guard let resource = resources.first(where: { $0.text("path") == path }) else {
            let near = NearestName.of(path, in: resources.compactMap { $0.text("path") })
            return Preflight.Problem(
                at: "methods", "there are settings for \(method) \(path), but \(api) has no such path",
                help: near.map { "did you mean '\($0)'?" }
                    ?? "write the path as in the Resource, or remove the entry")
        }
        let names = names(of: resource, scene)
        guard !names.contains(method) else { return nil }
        return Preflight.Problem(
            at: "methods", "there are settings for \(method) \(path), but \(resource.title) has no such method",
            notes: names.isEmpty ? [] : ["it has \(names.sorted().joined(separator: ", "))"],
            help: "add the method, or remove the entry")
    }

    private static func names(
        of resource: Preflight.Scene.Neighbour, _ scene: Preflight.Scene
    ) -> Set<String> {
        let methods = scene.all("Method").filter { method in
            guard let parent = method.attributes["resource"] else { return false }
            if let address = resource.address, parent.references.contains(where: { $0.address == address }) {
                return true
            }
            return resource.id != nil && parent.spelling == resource.id
        }.compactMap { $0.text("method") }
        // What nobody here manages stays as it is.
        let strangers = resource.address == nil ? resource.attributes["methodNames"]?.elements ?? [] : []
        return Set(methods + strangers.compactMap(\.spelling))
    }
}
