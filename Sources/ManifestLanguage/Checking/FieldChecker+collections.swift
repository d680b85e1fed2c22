import Model
import OrderedJSON

extension FieldChecker {
    mutating func list(_ node: Node, _ element: FieldType, _ type: FieldType, _ path: FieldPath) -> Value? {
        guard let nodes = elements(node, type, path) else { return reference(whole: node) }
        var values: [Value] = []
        for (index, item) in nodes.enumerated() {
            let inner = path.appending(element: String(index))
            let item = scope.expand(item)
            guard let value = value(item, element, inner, at: item.place) else { continue }
            note(item.place.span, for: inner)
            if case .set = type, values.contains(value) {
                findings.warning(
                    .duplicateElement, "'\(path)' contains \(value.display) twice", at: item.place,
                    help: "remove one of the two")
            }
            values.append(value)
        }
        return .list(values)
    }

    mutating func keyed(
        _ node: Node, _ fields: [Field], _ by: [String], _ type: FieldType, _ path: FieldPath
    ) -> Value? {
        guard let nodes = elements(node, type, path) else { return reference(whole: node) }
        var values: [Value] = []
        var places: [String: Place] = [:]
        for (index, item) in nodes.enumerated() {
            let item = scope.expand(item)
            guard case .map(let members) = item.content else {
                wrongType(
                    item, .object(fields), path.appending(element: String(index)),
                    help: fields.example(with: item.text).map { "write an entry such as \($0)" })
                continue
            }
            let key = self.key(members, by, fields) ?? String(index)
            let inner = path.appending(element: key)
            let attributes = object(members, fields, inner, owner: "\(path.field) entry", at: item.place)
            note(item.place.span, for: inner)
            if let first = places.updateValue(item.place, forKey: key) {
                findings.error(
                    .duplicateElement, "two entries of '\(path)' have the same \(by.joined(separator: ", ")): \(key)",
                    at: item.place, notes: ["first given at \(first)"], help: "remove one of the two")
            }
            values.append(.map(attributes))
        }
        return .list(values)
    }

    /// What tells an entry apart from its neighbours, read before its fields are; nil when it has none of it.
    private func key(_ members: [Node.Member], _ by: [String], _ fields: [Field]) -> String? {
        let parts = by.compactMap { name -> String? in
            guard let member = members.first(where: { $0.key == name }),
                let label = label(scope.expand(member.value))
            else { return nil }
            return fields.first { $0.name == name }?.type.normal(label) ?? label
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private func label(_ node: Node) -> String? {
        switch node.content {
        case .bool(let value): String(value)
        case .reference(let reference): reference.description
        case .map(let members): members.first.flatMap { label(scope.expand($0.value)) }
        case .template(let parts): Value.template(parts).display
        case .integer, .number, .string: node.text
        case .null, .list, .secret, .unknown: nil
        }
    }

    private func elements(_ node: Node, _ type: FieldType, _ path: FieldPath) -> [Node]? {
        if case .list(let elements) = node.content { return elements }
        if case .reference = node.content { return nil }
        wrongType(node, type, path, help: node.text.map { "write [\($0)]" })
        return nil
    }

    /// `${Kind/name.field}` in the place of a whole list or map.
    private mutating func reference(whole node: Node) -> Value? {
        guard case .reference(let reference) = node.content else { return nil }
        note(.reference(reference), at: node.place)
        return .reference(reference)
    }

    mutating func object(
        _ node: Node, _ fields: [Field], _ type: FieldType, _ path: FieldPath, at key: Place
    ) -> Value? {
        if case .reference = node.content { return reference(whole: node) }
        guard case .map(let members) = node.content else {
            wrongType(node, type, path, help: fields.map(\.name).offered("fields:"))
            return nil
        }
        return .map(object(members, fields, path, owner: path.field, at: key))
    }

    /// Any value; a text that stands for all of it holds JSON, texts inside are texts.
    mutating func json(_ node: Node, _ path: FieldPath, isInside: Bool = false) -> Value? {
        if isInside, holdsPrivateKey(node, .json, path) { return nil }
        switch node.content {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .integer(let value): return .integer(value)
        case .number(let value): return .number(value)
        case .string(let text):
            return isInside || isJSON(text, node, path) ? .string(text) : nil
        case .reference(let reference):
            note(.reference(reference), at: node.place)
            return .reference(reference)
        case .template(let parts):
            note(.template(parts), at: node.place)
            return .template(parts)
        case .list(let elements): return .list(elements.compactMap { json(scope.expand($0), path, isInside: true) })
        case .map(let members):
            var attributes = Attributes()
            for member in members { attributes[member.key] = json(scope.expand(member.value), path, isInside: true) }
            return .map(attributes)
        case .secret, .unknown:
            wrongType(node, .json, path)
            return nil
        }
    }

    /// A map of texts with each scalar as it is written, since the cloud keeps texts and shows them as such. What an object
    /// referred to has comes to be a text too.
    func spelled(_ value: Value, _ node: Node) -> Value {
        guard case .map(var members) = value, case .map(let written) = node.content else { return value }
        for member in written {
            guard let read = members[member.key] else { continue }
            switch read {
            case .null, .bool, .integer, .number:
                let text = scope.expand(member.value).text ?? read.spelling
                members[member.key] = text.map(Value.string) ?? read
            case .reference(let reference): members[member.key] = .template([.reference(reference)])
            case .string, .template, .list, .map, .secret: break
            }
        }
        return .map(members)
    }

    private func isJSON(_ text: String, _ node: Node, _ path: FieldPath) -> Bool {
        do throws(JSONError) {
            _ = try JSON(parsing: text)
            return true
        } catch {
            findings.error(
                .badValue, "'\(path)' is not valid JSON: \(error)", at: node.place,
                help: "write it as YAML without quotes, or as a string of valid JSON")
            return false
        }
    }
}
