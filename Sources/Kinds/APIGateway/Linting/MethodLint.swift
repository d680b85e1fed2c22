import Model

/// Rules about single methods. Source: api/apigateway.md §4.2–§4.6.
enum MethodLint {
    static let rules = [open, missingRefusal, unknownVariable, droppedVariable, bodyWithGet, undeclaredValidation]

    static let open = LintRule(
        "gateway/method-without-authentication", .warning, "Anyone can call a method.",
        because: """
            Without authentication, an authorizer or an API key, everyone who knows the URL can call it, and no call \
            can be traced to a caller. OPTIONS, fixed responses, and APIs whose stages all restrict the addresses \
            are not checked.
            """,
        advice: """
            set authentication: IAM, an authorizer or apiKeyRequired: true; if it is public on purpose, accept this \
            finding with a reason
            """,
        source: "api/apigateway.md §4.2",
        lookingAround: { scene in
            let fenced = fencedAPIs(scene)
            return { method in
                guard let name = method.attributes.text("method"), name != "OPTIONS", !method.isMock,
                    method.lacks("authentication") || method.attributes.text("authentication") == "NONE",
                    method.lacks("authorizer"), method.asksForKey == false,
                    !(scene.api(of: method).map { fenced.contains($0.address) } ?? false)
                else { return [] }
                let field = method.lacks("authentication") ? "method" : "authentication"
                return [LintRule.Finding(at: FieldPath(field), "anyone can call \(scene.title(of: method))")]
            }
        })

    /// APIs of which every stage lets in named addresses only, or may do so.
    private static func fencedAPIs(_ scene: LintRule.Scene) -> Set<Address> {
        var isFenced: [Address: Bool] = [:]
        for stage in scene.all("Stage") {
            guard let api = scene.api(of: stage) else { continue }
            isFenced[api.address] = (isFenced[api.address] ?? true) && stage.isFenced != false
        }
        return Set(isFenced.filter(\.value).keys)
    }

    static let unknownVariable = LintRule(
        "gateway/unknown-path-variable", .error,
        "The endpoint path has a variable that the resource's path does not have.",
        because:
            "There is no value for it, so the request is sent to a path that does not exist on the server.",
        advice: "use a variable of the resource's path", source: "api/apigateway.md §3 (Swagger dialect), §4.2"
    ) { method, scene in
        guard let (path, own, desired) = variables(of: method, scene) else { return [] }
        return desired.filter { !own.contains($0) }.map { name in
            LintRule.Finding(
                at: FieldPath("endpoint", "http", "path"), "{\(name)} is not a variable of \(path)",
                help: NearestName.of(name, in: own).map { "did you mean {\($0)}?" })
        }
    }

    static let droppedVariable = LintRule(
        "gateway/dropped-path-variable", .note, "A path variable is not passed to the server.",
        because:
            "The server cannot distinguish requests that differ in it, which is rarely intended: a requested id is lost.",
        advice: "use the variable in endpoint.http.path", source: "api/apigateway.md §3 (Swagger dialect), §4.2"
    ) { method, scene in
        // Where one is named that is not there, that is the one mistake.
        guard let (path, own, desired) = variables(of: method, scene), desired.allSatisfy(own.contains) else {
            return []
        }
        return own.filter { !desired.contains($0) }.map { name in
            LintRule.Finding(
                at: FieldPath("endpoint", "http", "path"), "{\(name)} of \(path) is not passed to the server")
        }
    }

    /// The path of the resource, its variables, and those that the request goes on with.
    private static func variables(
        of method: DesiredResource, _ scene: LintRule.Scene
    ) -> (path: String, own: [String], desired: [String])? {
        guard let path = scene.resource(of: method)?.attributes.text("path"),
            let target = method.members("endpoint")["http"]?.members.text("path")
        else { return nil }
        return (path, GatewayPath(path).variables, GatewayPath.placeholders(in: target))
    }

    static let bodyWithGet = LintRule(
        "gateway/body-with-get", .warning, "A GET or HEAD method declares a request body.",
        because: """
            The body of a GET or HEAD request has no defined meaning: caches, proxies and many clients drop it or \
            reject the request.
            """,
        advice: "use query parameters, or change the method to POST", source: "RFC 9110 §9.3.1"
    ) { method, _ in
        guard let name = method.attributes.text("method"), ["GET", "HEAD"].contains(name) else { return [] }
        if !method.lacks("requestBody") {
            return [LintRule.Finding(at: "requestBody", "\(name) requests have no body")]
        }
        let form = method.attributes["parameters"]?.elements.first { $0.members.text("in") == "form" }
        guard let form = form?.members.text("name") else { return [] }
        return [
            LintRule.Finding(
                at: "parameters", "\(name) requests have no body that could contain the form field \(form)")
        ]
    }

    static let undeclaredValidation = LintRule(
        "gateway/undeclared-validation", .warning,
        "Requests are rejected for missing parts that the method does not declare.",
        because: """
            Documents and SDKs of the stage are generated from the declared parameters: requests of their users are \
            rejected without a visible reason.
            """,
        advice: "declare the parameter, with required: true", source: "api/apigateway.md §4.2, §4.4"
    ) { method, _ in
        guard method.lacks("parameters") || !(method.attributes["parameters"]?.elements.isEmpty ?? true) else {
            return []
        }
        return [("queryStrings", "query", "query parameter"), ("headers", "header", "header")].flatMap {
            field, place, word -> [LintRule.Finding] in
            let parameters = (method.attributes["parameters"]?.elements ?? []).map(\.members)
            // One whose name is open may be any.
            guard parameters.allSatisfy({ $0.text("in") != nil && $0.text("name") != nil }) else { return [] }
            let declared = Set(
                parameters.filter { $0.text("in") == place }.compactMap { spelled($0.text("name"), place) })
            let names = (method.members("validation")[field]?.elements ?? []).compactMap(\.text)
            return names.filter { name in !(spelled(name, place).map(declared.contains) ?? true) }.map { name in
                LintRule.Finding(
                    at: FieldPath("validation", field),
                    "requests without the \(word) \(name) are rejected, but it is not declared")
            }
        }
    }

    /// Header names do not tell upper from lower case.
    private static func spelled(_ name: String?, _ place: String) -> String? {
        place == "header" ? name?.lowercased() : name
    }
}
