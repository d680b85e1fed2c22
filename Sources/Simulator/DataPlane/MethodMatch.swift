import OrderedJSON

/// Finds the deployed method a call means.
enum MethodMatch {
    /// Puts resource, variables and method into an invocation. The closest path wins; a method's own name before ANY.
    /// - Throws: the refusal of a path or method that was not deployed.
    static func resolve(_ invocation: inout Invocation, _ segments: [String]) throws(GatewayRefusal) {
        let found = candidates(invocation, segments)
        guard let closest = found.first else { throw GatewayRefusal(.notFound, "URL not found.") }
        let wanted = invocation.request.method
        for candidate in found {
            for name in [wanted, "ANY"] {
                guard let method = candidate.resource["methods"]?[name] else { continue }
                (invocation.resource, invocation.variables) = (candidate.resource, candidate.variables)
                (invocation.methodName, invocation.method) = (name, method)
                return
            }
        }
        // For an answer to a preflight, which needs no method of its own.
        invocation.resource = closest.resource
        guard CrossOrigin.isPreflight(invocation) else {
            throw GatewayRefusal(.notFound, "Method \(wanted) not found.")
        }
    }

    private static func candidates(
        _ invocation: Invocation, _ segments: [String]
    ) -> [(resource: JSON, variables: [String: String])] {
        let resources = invocation.deployment.attributes["contents"]?["resources"]?.elements ?? []
        let matching = resources.compactMap { resource -> (JSON, [String: String], [Int])? in
            let pattern = PathPattern(resource["resourcePath"]?.text ?? "/")
            return pattern.match(segments).map { (resource, $0, pattern.rank) }
        }
        return matching.sorted { $0.2.lexicographicallyPrecedes($1.2) }.map { ($0.0, $0.1) }
    }
}
