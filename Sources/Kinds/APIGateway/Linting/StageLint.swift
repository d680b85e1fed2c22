import Model

/// Rules about stages, and about APIs that have none. Source: api/apigateway.md §5.
enum StageLint {
    static let rules = [withoutServer, plainHTTP, unlimited, planWithoutKey, undocumented]

    static let withoutServer = LintRule(
        "gateway/stage-without-server", .error, "A stage has no server for methods that need one.",
        because:
            "The path of an HTTP endpoint is appended to the stage's endpoint. With NONE, requests cannot be forwarded.",
        advice: "set the server in endpoint, or for single methods in methods",
        source: "api/apigateway.md §4.2, §5.1, §11.4"
    ) { stage, scene in
        guard stage.attributes.text("endpoint") == "NONE", let api = scene.api(of: stage) else { return [] }
        let overrides = StageOverrides(stage)
        let stranded = scene.methods(of: api).filter { method in
            guard !(method.members("endpoint")["http"]?.isAbsent ?? true) else { return false }
            return overrides.lacks("endpoint", for: method, scene, or: "NONE")
        }
        guard !stranded.isEmpty else { return [] }
        return [
            LintRule.Finding(at: "endpoint", "the stage has no server, but \(scene.titles(of: stranded)) need one")
        ]
    }

    static let plainHTTP = LintRule(
        "gateway/plain-http-endpoint", .warning, "Requests are forwarded to the server unencrypted.",
        because: """
            All data between the gateway and the server, including keys and tokens, can be read and changed on the \
            way, even if callers use https. Servers on the same machine are not checked.
            """,
        advice: "use https://", source: "api/apigateway.md §5.1"
    ) { stage, _ in
        var places: [(FieldPath, String?)] = [
            ("endpoint", stage.attributes.text("endpoint")),
            (FieldPath("canary", "endpoint"), stage.members("canary").text("endpoint")),
        ]
        for method in stage.attributes["methods"]?.elements.map(\.members) ?? [] {
            let key = [method.text("method"), method.text("path")].compactMap(\.self).joined(separator: " ")
            places.append(
                (FieldPath("methods").appending(element: key).appending("endpoint"), method.text("endpoint")))
        }
        return places.compactMap { path, address in
            guard let address, leavesInClear(address) else { return nil }
            return LintRule.Finding(at: path, "requests are forwarded to \(address) unencrypted")
        }
    }

    /// What stays on one machine, as with a simulated gateway, is nobody else's to read.
    private static func leavesInClear(_ address: String) -> Bool {
        guard let match = address.lowercased().prefixMatch(of: /http:\/\/([^\/]*@)?([^\/:]*)/) else { return false }
        return match.2 != "localhost" && !match.2.hasPrefix("127.")
    }

    static let unlimited = LintRule(
        "gateway/unlimited-stage", .warning, "The request rate is not limited.",
        because: """
            Without a throttle, any number of requests reaches the server. Plans only limit callers with a key, so \
            methods that require none need the throttle.
            """,
        advice: "set throttle, or a defaultPlan if every method requires a key", source: "api/apigateway.md §5.1, §6"
    ) { stage, scene in
        guard stage.lacks("throttle"), let api = scene.api(of: stage) else { return [] }
        let offers = !stage.lacks("defaultPlan") || !stage.lacks("usagePlans")
        let overrides = StageOverrides(stage)
        let free = scene.methods(of: api).filter { method in
            guard !method.isMock, method.attributes.text("method") != "OPTIONS" else { return false }
            if offers, method.asksForKey != false { return false }
            return overrides.lacks("throttle", for: method, scene)
        }
        guard !free.isEmpty else { return [] }
        return [LintRule.Finding(at: "name", "\(scene.titles(of: free)) has no rate limit")]
    }

    static let planWithoutKey = LintRule(
        "gateway/plan-without-key", .warning, "Plans have no effect, because no method requires a key.",
        because: "A plan limits keys. Calls without a key count against no plan.",
        advice: "set apiKeyRequired on the methods, or limit them with throttle", source: "api/apigateway.md §6, §7"
    ) { stage, scene in
        guard let api = scene.api(of: stage),
            let field = ["usagePlans", "defaultPlan"].first(where: { !stage.lacks($0) })
        else { return [] }
        let methods = scene.methods(of: api)
        guard !methods.isEmpty, methods.allSatisfy({ $0.asksForKey == false }) else { return [] }
        return [LintRule.Finding(at: FieldPath(field), "no method of \(api.address) requires a key")]
    }

    static let undocumented = LintRule(
        "gateway/undocumented-publication", .note, "A published API has no description.",
        because: "Other accounts find it in the catalog and rely on its description, which is missing.",
        advice: "give the API a description or a document", source: "api/apigateway.md §3, §5.4"
    ) { stage, scene in
        guard stage.attributes["published"]?.bool == true, let api = scene.api(of: stage), api.lacks("description"),
            api.lacks("document")
        else { return [] }
        return [
            LintRule.Finding(at: "published", "\(api.address) is published without a description or a document")
        ]
    }

    static let unserved = LintRule(
        "gateway/api-without-stage", .note, "An API with methods has no stage.",
        because: "It cannot be called before it is deployed to a stage.",
        advice: "add a stage, unless it is in another workspace", source: "api/apigateway.md §5.2"
    ) { api, scene in
        guard scene.stages(of: api).isEmpty, !scene.methods(of: api).isEmpty else { return [] }
        return [LintRule.Finding(at: "name", "no stage serves the methods")]
    }
}
