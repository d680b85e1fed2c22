import Model

/// Rules about the paths of an API. Source: api/apigateway.md §4.1.
enum PathLint {
    static let rules = [shadowed, overlapping, openCredentials]

    static let shadowed = LintRule(
        "gateway/shadowed-path", .error, "Two paths of an API take the same requests.",
        because: """
            Variables match any segment, whatever their name: of /orders/{id} and /orders/{name} only one can get \
            the request, and it is undefined which.
            """,
        advice: "move the methods to one of the paths and remove the other", source: "api/apigateway.md §4.1",
        lookingAround: { scene in
            let paths = PathsByAPI(scene)
            return { resource in
                // The first stands; each of the others is blamed.
                guard let (own, siblings) = paths.around(resource), let first = siblings.first(like: own.path),
                    first.object.precedes(resource)
                else { return [] }
                return [
                    LintRule.Finding(
                        at: "path",
                        "\(own.text) matches the same requests as \(first.text), and only one of them can get them",
                        notes: ["the other is \(first.object.title)"] + apart(resource, first.object, scene))
                ]
            }
        })

    /// For methods that do not collide by themselves.
    private static func apart(
        _ one: DesiredResource, _ other: DesiredResource, _ scene: LintRule.Scene
    ) -> [String] {
        let names = [one, other].map { resource in
            Set(
                scene.all("Method", referringTo: resource.address, by: "resource").compactMap {
                    $0.attributes.text("method")
                })
        }
        guard names.allSatisfy({ !$0.isEmpty && !$0.contains("ANY") }), names[0].isDisjoint(with: names[1]) else {
            return []
        }
        return [
            "their methods differ, but it is undocumented whether the method is considered before the path is chosen"
        ]
    }

    static let overlapping = LintRule(
        "gateway/overlapping-paths", .note,
        "A request matches several paths, and it is undocumented which one applies.",
        because: """
            The vendor's documents define no order among paths. Most likely the most specific one applies, words \
            before variables before {name+}; a path that matches everything below it, or two that are each more \
            specific in another segment, rely on undocumented behavior.
            """,
        advice: "test it on a stage, or add a distinguishing word to the paths", source: "api/apigateway.md §4.1",
        lookingAround: { scene in
            let paths = PathsByAPI(scene)
            return { resource in
                guard let (own, siblings) = paths.around(resource) else { return [] }
                let met = siblings.meeting(own.path).filter { isUndecided(own, $0) }.map(\.text).sorted()
                guard !met.isEmpty else { return [] }
                let shown = met.prefix(4).joined(separator: ", ")
                let rest = met.count > 4 ? " and \(met.count - 4) more" : ""
                return [LintRule.Finding(at: "path", "\(own.text) also matches requests for \(shown)\(rest)")]
            }
        })

    /// Whether a request fits both paths, and the first is to be told of it.
    private static func isUndecided(_ own: PathTree.Entry, _ other: PathTree.Entry) -> Bool {
        guard own.path.meets(other.path), own.path.segments != other.path.segments else { return false }
        if own.path.covers(other.path) { return own.path.isGreedy }
        return !other.path.covers(own.path) && other.object.precedes(own.object)
    }

    static let openCredentials = LintRule(
        "gateway/credentials-for-any-origin", .error, "CORS allows credentials from any origin.",
        because: """
            Browsers reject a response that allows credentials and has the origin *, so the intended calls fail. If \
            a client does accept it, any site can act on behalf of its user.
            """,
        advice: "set the origin, or omit credentials",
        source: "api/apigateway.md §4.1; Fetch standard, CORS protocol and credentials"
    ) { resource, _ in
        let cors = resource.members("cors")
        guard cors.text("origin") == "*", cors["credentials"]?.bool == true else { return [] }
        let path = resource.attributes.text("path") ?? "the path"
        return [
            LintRule.Finding(
                at: FieldPath("cors", "credentials"), "\(path) allows credentials, with the origin *")
        ]
    }
}
