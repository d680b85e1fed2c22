import Model

/// What a stage says of single methods. Source: api/apigateway.md §5.1.
struct StageOverrides {
    private struct Key: Hashable {
        var method: String
        var path: String
    }

    private var entries: [Key: Attributes] = [:]
    /// Whether some of it is for methods that are known only later.
    private var isOpen = false

    init(_ stage: DesiredResource) {
        guard let written = stage.attributes["methods"], !written.isAbsent else { return }
        guard case .list(let elements) = written else {
            isOpen = true
            return
        }
        for entry in elements.map(\.members) {
            if let method = entry.text("method"), let path = entry.text("path") {
                entries[Key(method: method, path: path)] = entry
            } else {
                isOpen = true
            }
        }
    }

    /// Whether a setting of a method is surely left out, or says `nothing`; what is known only later may say anything.
    func lacks(
        _ field: String, for method: DesiredResource, _ scene: LintRule.Scene, or nothing: String? = nil
    ) -> Bool {
        guard let name = method.attributes.text("method"),
            let path = scene.resource(of: method)?.attributes.text("path")
        else { return entries.isEmpty && !isOpen }
        guard let value = entries[Key(method: name, path: path)]?[field], !value.isAbsent else { return !isOpen }
        return nothing != nil && value.text == nothing
    }
}
