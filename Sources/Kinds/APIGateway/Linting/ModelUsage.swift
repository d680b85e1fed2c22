import Model

/// Who uses the models of each API. Source: api/apigateway.md §4.5–§4.7.
struct ModelUsage {
    /// What the methods of one API say, and its models of each other.
    private struct Uses {
        var hasMethods = false
        /// Whether some method finds its model by what is not known here.
        var isOpen = false
        /// Names that methods look up.
        var lookedUp: Set<String> = []
        /// By name, the models whose schemas refer to it.
        var models: [String: Set<Address>] = [:]
    }

    private var named: Set<Address> = []
    private var uses: [Address: Uses] = [:]

    init(_ scene: LintRule.Scene) {
        for method in scene.all("Method") { take(method, of: scene.api(of: method)?.address) }
        for model in scene.all("Model") {
            guard let api = scene.api(of: model), let schema = ModelSchema(model) else { continue }
            for name in schema.references + schema.bareNames {
                uses[api.address, default: Uses()].models[name, default: []].insert(model.address)
            }
        }
    }

    private mutating func take(_ method: DesiredResource, of api: Address?) {
        if let api { uses[api, default: Uses()].hasMethods = true }
        for reference in ["requestBody", "responses"].flatMap({ method.attributes[$0]?.references ?? [] }) {
            if let address = reference.address { named.insert(address) }
            guard let api, case .lookup("Model", let criteria) = reference.target else { continue }
            if let name = criteria["name"]?.text {
                uses[api, default: Uses()].lookedUp.insert(name)
            } else {
                uses[api, default: Uses()].isOpen = true
            }
        }
    }

    /// Whether nobody uses a model. Where the methods are managed elsewhere, nothing can be said.
    func provesUnused(_ model: Address, called name: String, in api: Address) -> Bool {
        guard let uses = uses[api], uses.hasMethods, !uses.isOpen, !named.contains(model) else { return false }
        return !uses.lookedUp.contains(name) && (uses.models[name] ?? []).subtracting([model]).isEmpty
    }
}
