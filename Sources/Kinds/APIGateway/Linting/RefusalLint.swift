import Model

extension MethodLint {
    static let missingRefusal = LintRule(
        "gateway/missing-4xx", .warning, "A method that may reject requests declares no response for that case.",
        because: """
            Some requests to a method with a key, authentication, a body, required parameters or a path variable are \
            rejected. Clients generated from its document only know the declared responses, and treat others as \
            faults. Methods that forward everything below a path and declare nothing are not checked.
            """,
        advice: "declare the response: responses: [{status: 400, description: …}]", source: "api/apigateway.md §4.6"
    ) { method, scene in
        guard let name = method.attributes.text("method"), name != "OPTIONS", name != "HEAD",
            let declared = statuses(of: method), !(declared.isEmpty && isPassage(method, scene)),
            !declared.contains(where: { (400..<500).contains($0) }),
            let likely = grounds(of: method, scene).first
        else { return [] }
        let title = scene.title(of: method)
        let reasons = grounds(of: method, scene).map(\.words).joined(separator: ", ")
        let message =
            declared.isEmpty
            ? "\(title) declares no response, but requests may be rejected"
            : "\(title) declares no 4xx response, but requests may be rejected"
        return [
            LintRule.Finding(
                at: declared.isEmpty ? "method" : "responses", message, notes: ["it \(reasons)"],
                help: "declare the response: responses: [{status: \(likely.status), description: …}]")
        ]
    }

    /// Whether the method stands for everything beneath a path.
    private static func isPassage(_ method: DesiredResource, _ scene: LintRule.Scene) -> Bool {
        GatewayPath(scene.resource(of: method)?.attributes.text("path") ?? "/").isGreedy
    }

    /// The declared statuses; nil while they are open.
    private static func statuses(of method: DesiredResource) -> [Int64]? {
        guard !method.lacks("responses") else { return [] }
        guard case .list(let elements)? = method.attributes["responses"] else { return nil }
        let statuses = elements.compactMap { $0.members["status"]?.integer }
        return statuses.count == elements.count ? statuses : nil
    }

    /// What callers may be refused for, and the status that says it.
    private static func grounds(
        of method: DesiredResource, _ scene: LintRule.Scene
    ) -> [(words: String, status: Int)] {
        var grounds: [(words: String, status: Int)] = []
        if method.attributes.text("authentication") == "IAM" || !method.lacks("authorizer") {
            grounds.append(("requires authentication", 401))
        }
        if method.asksForKey == true { grounds.append(("requires a key", 401)) }
        if !method.lacks("validation") { grounds.append(("rejects requests with missing parts", 400)) }
        // What follows is for the server behind to judge, and a fixed answer judges nothing.
        guard !method.isMock else { return grounds }
        if !method.lacks("requestBody") { grounds.append(("accepts a body", 400)) }
        let parameters = method.attributes["parameters"]?.elements ?? []
        if parameters.contains(where: { $0.members["required"]?.bool == true }) {
            grounds.append(("has required parameters", 400))
        }
        let path = scene.resource(of: method)?.attributes.text("path") ?? "/"
        if !GatewayPath(path).variables.isEmpty { grounds.append(("requires a parameter that may be missing", 404)) }
        return grounds
    }
}
