import Model

/// Rules about single methods. Source: api/apigateway.md §4.2–§4.6.
enum MethodLint {
    static let rules = [open, missingRefusal, unknownVariable, droppedVariable, bodyWithGet, undeclaredValidation]

    static let open = LintRule(
        "gateway/method-without-authentication", .warning, "Anybody may call a method.",
        because: """
            Without authentication, an authorizer or an API key, whoever knows the address is let in, and no call can be \
            traced to a caller. OPTIONS, fixed answers, and APIs whose stages all let in named addresses only are left \
            out.
            """,
        advice: """
            set authentication: IAM, an authorizer or apiKeyRequired: true; if it is meant to be public, suppress this \
            and say so
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
                return [LintRule.Finding(at: FieldPath(field), "anybody may call \(scene.title(of: method))")]
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
        "A request goes on to a path with a variable that its own does not have.",
        because:
            "There is nothing to put in its place, so the server behind is asked for a path that it does not have.",
        advice: "name a variable of the resource's path", source: "api/apigateway.md §3 (Swagger dialect), §4.2"
    ) { method, scene in
        guard let (path, own, desired) = variables(of: method, scene) else { return [] }
        return desired.filter { !own.contains($0) }.map { name in
            LintRule.Finding(
                at: FieldPath("endpoint", "http", "path"), "{\(name)} is no variable of \(path)",
                help: NearestName.of(name, in: own).map { "did you mean {\($0)}?" })
        }
    }

    static let droppedVariable = LintRule(
        "gateway/dropped-path-variable", .note, "A variable of the path does not reach the server behind it.",
        because:
            "Requests that differ in it look alike to the server, which is rarely meant: an id that is asked for is lost.",
        advice: "use the variable in endpoint.http.path", source: "api/apigateway.md §3 (Swagger dialect), §4.2"
    ) { method, scene in
        // Where one is named that is not there, that is the one mistake.
        guard let (path, own, desired) = variables(of: method, scene), desired.allSatisfy(own.contains) else {
            return []
        }
        return own.filter { !desired.contains($0) }.map { name in
            LintRule.Finding(
                at: FieldPath("endpoint", "http", "path"), "{\(name)} of \(path) does not reach the server behind it")
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
        "gateway/body-with-get", .warning, "A method that only asks declares a body.",
        because: """
            The body of a GET or HEAD request has no defined meaning: caches, proxies and many clients drop it or refuse \
            the request.
            """,
        advice: "take it as query parameters, or make the method a POST", source: "RFC 9110 §9.3.1"
    ) { method, _ in
        guard let name = method.attributes.text("method"), ["GET", "HEAD"].contains(name) else { return [] }
        if !method.lacks("requestBody") {
            return [LintRule.Finding(at: "requestBody", "\(name) requests carry no body")]
        }
        let form = method.attributes["parameters"]?.elements.first { $0.members.text("in") == "form" }
        guard let form = form?.members.text("name") else { return [] }
        return [
            LintRule.Finding(at: "parameters", "\(name) requests carry no body that could hold the form field \(form)")
        ]
    }

    static let undeclaredValidation = LintRule(
        "gateway/undeclared-validation", .warning, "Requests are refused for lacking what the method does not declare.",
        because: """
            Documents and SDKs made from the stage are made from the declared parameters: whoever goes by them is \
            refused and cannot see why.
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
                    "requests without the \(word) \(name) are refused, and it is not declared")
            }
        }
    }

    /// Header names do not tell upper from lower case.
    private static func spelled(_ name: String?, _ place: String) -> String? {
        place == "header" ? name?.lowercased() : name
    }
}
