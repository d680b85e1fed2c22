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

    /// The names of the models that it refers to by `$ref` or in a discriminator's `mapping`: the last word of each
    /// pointer within the document that does not lead to a part of the schema itself.
    var references: [String] {
        var names: [String] = []
        Self.visit(root) { part in
            for case .string(let target) in [part["$ref"]].compactMap(\.self) + Self.mapped(part) {
                if let name = model(at: target) { names.append(name) }
            }
        }
        return names
    }

    /// Names in the mapping of a discriminator that stand there bare, and may be of models too (OpenAPI 3.1 §4.8.25).
    var bareNames: [String] {
        var names: [String] = []
        Self.visit(root) { part in
            for case .string(let target) in Self.mapped(part) where !target.hasPrefix("#") { names.append(target) }
        }
        return names
    }

    private static func mapped(_ part: JSON) -> [JSON] {
        guard case .object(let mapping)? = part["discriminator"]?["mapping"] else { return [] }
        return Array(mapping.values)
    }

    private func model(at pointer: String) -> String? {
        guard pointer.hasPrefix("#"), !leadsSomewhere(pointer), let name = pointer.split(separator: "/").last,
            name != "#"
        else { return nil }
        return String(name)
    }

    private func leadsSomewhere(_ pointer: String) -> Bool {
        let steps = pointer.split(separator: "/").dropFirst()
        var part: JSON? = root
        for step in steps { part = part?[String(step)] ?? Int(step).flatMap { part?[$0] } }
        return part != nil
    }

    /// Names that an object requires and does not describe, where it describes any. Of schemas that are put together
    /// each may require what another describes, so their parts are not judged.
    var undescribed: [String] {
        var names: [String] = []
        Self.visit(root, withParts: false) { part in
            guard case .object(let properties)? = part["properties"], part["patternProperties"] == nil,
                ["allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas", "$ref"]
                    .allSatisfy({ part[$0] == nil }),
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

    /// Looks at every schema in the tree.
    /// - Parameter withParts: whether also at those of which a schema is put together.
    private static func visit(_ part: JSON, withParts: Bool = true, depth: Int = 0, _ look: (JSON) -> Void) {
        guard depth < 100 else { return }
        func goOn(_ inner: JSON) { visit(inner, withParts: withParts, depth: depth + 1, look) }
        switch part {
        case .object(let members):
            look(part)
            for (key, member) in members {
                switch SchemaKeyword(key) {
                case .schema: goOn(member)
                case .parts: if withParts { goOn(member) }
                case .schemasByName:
                    guard case .object(let schemas) = member else { continue }
                    for schema in schemas.values { goOn(schema) }
                case .discriminator, .data: continue
                }
            }
        case .array(let elements): for element in elements { goOn(element) }
        case .null, .bool, .integer, .number, .string: break
        }
    }
}
