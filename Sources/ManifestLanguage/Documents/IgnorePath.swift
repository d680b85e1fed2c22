import Model

/// Reads a path of `lifecycle.ignore`, and holds it against the kind it is about.
struct IgnorePath {
    let kind: Kind
    let scope: Scope
    private var findings: Findings { scope.findings }

    func read(_ node: Node) -> FieldPath? {
        guard let text = scope.text(node, "a path of lifecycle.ignore") else { return nil }
        let bare = text.hasPrefix("spec.") ? String(text.dropFirst("spec.".count)) : text
        guard let path = FieldPath(written: bare), !path.field.isEmpty else {
            findings.error(
                .badValue, "'\(text)' is not a field path", at: node.place,
                help: "write field.field, or field[key].field")
            return nil
        }
        return fits(path, node.place) ? path : nil
    }

    /// Whether an object of the kind can have something there.
    private func fits(_ path: FieldPath, _ place: Place) -> Bool {
        var type = FieldType.object(kind.fields)
        var outer = FieldPath([])
        for component in path.components {
            guard let inner = inside(type, component, outer, place) else { return false }
            type = inner
            outer = FieldPath(outer.components + [component])
        }
        return true
    }

    /// The type of what a value holds at a component; nil, and told, when it cannot hold anything there.
    private func inside(
        _ type: FieldType, _ component: FieldPath.Component, _ outer: FieldPath, _ place: Place
    ) -> FieldType? {
        switch (type, component) {
        case (.object(let fields), .field(let name)): return field(name, fields, place)?.type
        case (.keyed(let fields, let key), .element(let text)):
            guard key.count == 1, fields.first(where: { $0.name == key[0] })?.type == .integer, Int(text) == nil else {
                return .object(fields)
            }
            report("'\(outer)' has no element [\(text)]", at: place, "write the \(key[0]) as a number")
        case (.keyed(_, let key), .field(let name)):
            report(
                "'\(outer)' is a list and has no field '\(name)'", at: place,
                "select one element by its \(key.joined(separator: ", ")): \(outer)[\(key.joined(separator: " "))].\(name)"
            )
        case (.list(let element), .element(let position)):
            if Int(position).map({ $0 >= 0 }) ?? false { return element }
            report("'\(outer)' has no element [\(position)]", at: place, "elements are numbered from 0: \(outer)[0]")
        case (.set(let element), .element): return element
        case (.json, _): return .json
        default:
            let what = FieldPath([component])
            report("'\(outer)' has no \(what): it is \(type.wanted)", at: place, "write \(outer) alone")
        }
        return nil
    }

    private func field(_ name: String, _ fields: [Field], _ place: Place) -> Field? {
        if let field = fields.first(where: { $0.name == name }) { return field }
        let names = fields.map(\.name)
        findings.error(
            .unknownField, "lifecycle.ignore names '\(name)', which \(kind.name.withArticle) does not have", at: place,
            help: findings.nearest(name, in: names).map { "did you mean '\($0)'?" } ?? names.offered("fields:"))
        return nil
    }

    private func report(_ message: String, at place: Place, _ help: String) {
        findings.error(.badValue, "lifecycle.ignore: \(message)", at: place, help: help)
    }
}

extension FieldPath {
    /// Reads `rules[TCP 22].description`; nil when brackets or dots are left over.
    init?(written text: String) {
        var components: [Component] = []
        var name = ""
        var key: String?
        for character in text {
            if let open = key {
                if character == "]" { components.append(.element(open)) }
                key = character == "]" ? nil : open + String(character)
            } else if character == "." || character == "[" {
                if !name.isEmpty { components.append(.field(name)) } else if components.isEmpty { return nil }
                name = ""
                if character == "[" { key = "" }
            } else {
                name.append(character)
            }
        }
        guard key == nil, text.last != "." else { return nil }
        if !name.isEmpty { components.append(.field(name)) }
        self.init(components)
    }
}
