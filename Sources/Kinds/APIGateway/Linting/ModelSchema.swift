import Model
import OrderedJSON

/// The JSON Schema of a model, as a tree. Source: api/apigateway.md §4.7.
struct ModelSchema {
    let root: JSON

    /// Nil when the schema is open, or a text that is no JSON.
    init?(_ model: DesiredResource) {
        guard let value = model.attributes["schema"], value.references.isEmpty else { return nil }
        guard let text = value.text else {
            root = value.plainJSON
            return
        }
        guard let parsed = try? JSON(parsing: text) else { return nil }
        root = parsed
    }

    /// The names of the models that it refers to: the last word of each `$ref` within the document that does not lead
    /// to a part of the schema itself.
    var references: [String] {
        var names: [String] = []
        Self.visit(root) { part in
            guard case .string(let target)? = part["$ref"], target.hasPrefix("#"), !leadsSomewhere(target),
                let name = target.split(separator: "/").last, name != "#"
            else { return }
            names.append(String(name))
        }
        return names
    }

    private func leadsSomewhere(_ pointer: String) -> Bool {
        let steps = pointer.split(separator: "/").dropFirst()
        var part: JSON? = root
        for step in steps { part = part?[String(step)] ?? Int(step).flatMap { part?[$0] } }
        return part != nil
    }

    /// Names that an object requires and does not describe, where it describes any.
    var undescribed: [String] {
        var names: [String] = []
        Self.visit(root) { part in
            guard case .object(let properties)? = part["properties"], part["patternProperties"] == nil,
                ["allOf", "anyOf", "oneOf", "$ref"].allSatisfy({ part[$0] == nil }),
                case .array(let required)? = part["required"]
            else { return }
            names += required.compactMap { name in
                guard case .string(let name) = name, properties[name] == nil else { return nil }
                return name
            }
        }
        return names
    }

    /// Whether it says anything about what is let in.
    var saysAnything: Bool {
        let words = ["type", "$ref", "allOf", "anyOf", "oneOf", "not", "enum", "const", "properties", "items", "if"]
        return words.contains { root[$0] != nil }
    }

    /// Looks at every schema in the tree. Values that are shown as examples are none.
    private static func visit(_ part: JSON, depth: Int = 0, _ look: (JSON) -> Void) {
        guard depth < 100 else { return }
        switch part {
        case .object(let members):
            look(part)
            for (key, member) in members where !["example", "examples", "default", "enum", "const"].contains(key) {
                visit(member, depth: depth + 1, look)
            }
        case .array(let elements): for element in elements { visit(element, depth: depth + 1, look) }
        case .null, .bool, .integer, .number, .string: break
        }
    }
}
