import Model

// What an edit makes untrue elsewhere, and what a person would see to in the same edit.

extension GatewayWorld {
    /// - Returns: what was mended, in words.
    @discardableResult
    mutating func mend() -> [String] {
        let before = resources
        for address in all("Method") { mendMethod(address) }
        for address in all("Stage") { mendStage(address) }
        for address in all("Subscription") { mendSubscription(address) }
        return addresses.filter { before[$0] != resources[$0] }.map { "mend \($0)" }
    }

    /// Authorizers that are gone, bodies of another API's models, and two ways to let callers in.
    private mutating func mendMethod(_ address: Address) {
        guard let fields = resources[address]?.attributes else { return }
        if let authorizer = target(address, "authorizer") {
            if resources[authorizer] == nil { set(address, "authorizer", nil) } else { set(address, "authentication", nil) }
        }
        let api = target(target(address, "resource"), "api")
        if let body = fields["requestBody"], !isAtHome(body, api) { set(address, "requestBody", nil) }
        guard let responses = fields["responses"] else { return }
        let mended = responses.elements.map { response -> Value in
            guard let body = response.members["body"], !isAtHome(body, api) else { return response }
            var members = response.members
            members["body"] = nil
            return .map(members)
        }
        set(address, "responses", .list(mended))
    }

    private func isAtHome(_ body: Value, _ api: Address?) -> Bool {
        body.references.allSatisfy { target($0.address, "api") == api }
    }

    /// Plans that are gone, settings of methods that it does not serve, and sizes that nothing is compressed from.
    private mutating func mendStage(_ address: Address) {
        guard let fields = resources[address]?.attributes else { return }
        if let plans = fields["usagePlans"] { set(address, "usagePlans", .list(plans.elements.filter(isThere))) }
        if fields["contentEncoding"] != true { set(address, "minimumCompressionSize", nil) }
        guard let settings = fields["methods"] else { return }
        // What a stage that is deployed by hand serves, the manifests do not tell.
        let known = fields["deploy"] == "manual" ? [] : methods(of: target(address, "api"))
        set(address, "methods", .list(settings.elements.filter { known.contains([$0.members["path"], $0.members["method"]]) }))
    }

    private func isThere(_ value: Value) -> Bool {
        value.references.allSatisfy { $0.address.map { resources[$0] != nil } ?? true }
    }

    private func methods(of api: Address?) -> Set<[Value?]> {
        Set(
            all("Method").filter { target(target($0, "resource"), "api") == api }.map { method in
                [
                    target(method, "resource").flatMap { resources[$0]?.attributes["path"] },
                    resources[method]?.attributes["method"],
                ]
            })
    }

    /// Plans on stages of other products, and plans that a stage does not offer.
    private mutating func mendSubscription(_ address: Address) {
        guard let plans = resources[address]?.attributes["plans"] else { return }
        let product = target(address, "product")
        let kept = plans.elements.filter { choice in
            guard let stage = choice.members["stage"]?.references.first?.address, let plan = choice.members["plan"],
                let fields = resources[stage]?.attributes
            else { return false }
            return target(target(stage, "api"), "product") == product
                && (fields["usagePlans"]?.elements ?? []).contains(plan)
        }
        set(address, "plans", .list(kept))
    }
}
