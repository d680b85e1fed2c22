import Model

/// Rules about who may call, and how much. Source: api/apigateway.md §6–§9.
enum AccessLint {
    static let unusedAuthorizer = LintRule(
        "gateway/unused-authorizer", .note, "No method uses an authorizer.",
        because: "It protects nothing. Usually a method should refer to it, and is open instead.",
        advice: "use it in a method's authorizer, or remove it, unless methods of another workspace use it",
        source: "api/apigateway.md §9",
        lookingAround: { scene in
            let methods = scene.all("Method")
            let isOpen = methods.isEmpty || methods.contains { scene.isOpen($0.attributes["authorizer"]) }
            return { authorizer in
                guard !isOpen, scene.all("Method", referringTo: authorizer.address).isEmpty else { return [] }
                return [LintRule.Finding(at: "name", "no method here uses it")]
            }
        })

    static let unusedPlan = LintRule(
        "gateway/unused-usage-plan", .note, "No stage offers a usage plan.",
        because: "It limits no one.",
        advice: "add it to a stage's usagePlans, or remove it, unless stages of another workspace offer it",
        source: "api/apigateway.md §6",
        lookingAround: { scene in
            let stages = scene.all("Stage")
            let isOpen = stages.isEmpty || stages.contains { scene.isOpen($0.attributes["usagePlans"]) }
            return { plan in
                guard !isOpen, scene.all("Stage", referringTo: plan.address).isEmpty else { return [] }
                return [LintRule.Finding(at: "name", "no stage here offers it")]
            }
        })

    static let planNotOffered = LintRule(
        "gateway/plan-not-offered", .error, "A subscription has a plan that the stage does not offer.",
        because: "Only a plan of the stage can be assigned to a key there: the API rejects others.",
        advice: "add the plan to the stage's usagePlans", source: "api/apigateway.md §7"
    ) { subscription, scene in
        (subscription.attributes["plans"]?.elements.map(\.members) ?? []).compactMap { entry in
            guard let stage = scene.target(of: entry["stage"]), let plan = scene.target(of: entry["plan"]) else {
                return nil
            }
            // A stage that names plans by id or lookup may mean this one.
            let offered = stage.attributes["usagePlans"]
            guard !scene.isOpen(offered),
                !(offered?.elements ?? []).contains(where: { scene.target(of: $0)?.address == plan.address })
            else { return nil }
            return LintRule.Finding(
                at: place(of: stage, in: subscription), "\(stage.address) does not offer \(plan.address)")
        }
    }

    /// Entries are known by the stage as it was written, whole or without the names around it.
    private static func place(of stage: DesiredResource, in subscription: DesiredResource) -> FieldPath {
        let keys = subscription.spans.keys.filter { $0.field == "plans" && $0.components.last == .field("plan") }
        let found = keys.first { path in
            guard case .element(let key)? = path.components.dropFirst().first else { return false }
            return "\(stage.address)".hasSuffix("/\(key)") || stage.address.name.hasSuffix(".\(key)")
                || key == "\(stage.address)"
        }
        return found ?? "plans"
    }
}
