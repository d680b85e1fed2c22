import Model

/// A variable as `nacre.yaml` declares it.
struct VariableDeclaration {
    enum Kind: String, CaseIterable {
        case string, integer, number, boolean, list, map
    }

    var name: String
    var place: Place
    var kind = Kind.string
    var initial: Node?
    /// The values allowed; nil allows all.
    var choices: [Node]?
    var isSensitive = false

    /// Reads one entry of `spec.variables`; what is wrong in it is reported and left out.
    init(_ member: Node.Member, _ scope: Scope) {
        name = member.key
        place = member.place
        let title = "variable '\(name)'"
        let keys = ["type", "default", "oneOf", "sensitive", "description"]
        guard let members = scope.map(member.value, title, keys: keys) else { return }
        if let type = members["type"], let text = scope.text(type.value, "the type of \(title)") {
            kind = VariableDeclaration.kind(text, at: type.value.place, scope)
        }
        if let sensitive = members["sensitive"] {
            isSensitive = scope.boolean(sensitive.value, "sensitive of \(title)") ?? false
        }
        if let choices = members["oneOf"] { self.choices = scope.list(choices.value, "oneOf of \(title)") }
        if let initial = members["default"] {
            self.initial = scope.expandAll(initial.value)
            if isSensitive { scope.findings.conceal(initial.value.place) }
        }
    }

    private static func kind(_ text: String, at place: Place, _ scope: Scope) -> Kind {
        if let kind = Kind(rawValue: text) { return kind }
        let names = Kind.allCases.map(\.rawValue)
        scope.findings.error(
            .badValue, "'\(text)' is not a variable type", at: place,
            help: scope.findings.nearest(text, in: names).map { "did you mean '\($0)'?" } ?? names.offered("types:"))
        return .string
    }
}

extension VariableDeclaration.Kind {
    /// With its article.
    var title: String {
        switch self {
        case .string: "a string"
        case .integer: "an integer"
        case .number: "a number"
        case .boolean: "true or false"
        case .list: "a list"
        case .map: "a map"
        }
    }

    /// The content as this type; nil when it is of another.
    func accepting(_ node: Node) -> Node.Content? {
        switch (self, node.content) {
        case (_, .unknown), (.integer, .integer), (.number, .number), (.boolean, .bool), (.list, .list), (.map, .map):
            node.content
        case (.number, .integer(let value)): .number(Double(value))
        case (.string, _): node.text.map { .string($0) }
        default: nil
        }
    }
}
