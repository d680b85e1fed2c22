import Model

// What an API is made of, as far as the manifests tell.

extension LintRule.Scene {
    /// The resource that a method belongs to; nil when the workspace does not manage it.
    func resource(of method: DesiredResource) -> DesiredResource? { target(of: method.attributes["resource"]) }

    /// The API that an object belongs to; nil when the workspace does not manage it.
    func api(of object: DesiredResource) -> DesiredResource? {
        object.address.kind == "Method"
            ? resource(of: object).flatMap { api(of: $0) } : target(of: object.attributes["api"])
    }

    func resources(of api: DesiredResource) -> [DesiredResource] {
        all("Resource", referringTo: api.address, by: "api")
    }

    func methods(of api: DesiredResource) -> [DesiredResource] {
        resources(of: api).flatMap { all("Method", referringTo: $0.address, by: "resource") }
    }

    func stages(of api: DesiredResource) -> [DesiredResource] { all("Stage", referringTo: api.address, by: "api") }

    /// Whether a field that names an object, or a list of them, may mean one that cannot be told from the manifests: by
    /// a lookup, by an id, or by what is known only later.
    func isOpen(_ value: Value?) -> Bool {
        guard let value, !value.isAbsent else { return false }
        if case .list(let elements) = value { return elements.contains { isOpen($0) } }
        return target(of: value) == nil
    }

    /// A method as its callers know it: `GET /orders`.
    func title(of method: DesiredResource) -> String {
        let path = resource(of: method)?.attributes.text("path")
        return [method.attributes.text("method"), path].compactMap(\.self).joined(separator: " ")
    }

    /// The methods by name, and how many more there are.
    func titles(of methods: [DesiredResource]) -> String {
        let shown = methods.prefix(3).map { title(of: $0) }
        let rest = methods.count - shown.count
        return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}

extension DesiredResource {
    /// The fields of an object field; empty when it is left out or open.
    func members(_ field: String) -> Attributes { attributes[field]?.members ?? [:] }

    /// Whether a stage lets in named addresses only; nil while that is open.
    var isFenced: Bool? {
        guard let fence = attributes["ipAcl"], !fence.isAbsent else { return false }
        guard case .map(let members) = fence else { return nil }
        guard let rule = members["rule"], !rule.isAbsent else { return false }
        return rule.text.map { $0 == "ALLOWED" }
    }

    /// Whether a field is left out or empty; what is known only later is neither.
    func lacks(_ field: String) -> Bool { attributes[field]?.isAbsent ?? true }

    /// Whether a method asks for a key; nil while that is open.
    var asksForKey: Bool? { lacks("apiKeyRequired") ? false : attributes["apiKeyRequired"]?.bool }

    /// Whether a method answers by itself, with no server behind it.
    var isMock: Bool { !(members("endpoint")["mock"]?.isAbsent ?? true) }
}
