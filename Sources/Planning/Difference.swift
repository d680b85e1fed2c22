import Model

/// Two values of one type, and where inside them they differ.
struct Difference {
    let path: FieldPath
    let before: Value?
    let after: Value?
    let type: FieldType

    /// The innermost differences; none where the value has no parts, or came or went as a whole.
    var parts: [Difference] {
        let inner = split
        return inner.flatMap { part in
            let parts = part.parts
            return parts.isEmpty ? [part] : parts
        }
    }

    /// The parts of the next level that differ.
    private var split: [Difference] {
        guard let before, let after, !before.isAbsent, !after.isAbsent else { return [] }
        switch type {
        case .object(let fields): return members(before, after, fields)
        case .keyed(let fields, let key): return elements(before, after, fields, key)
        case .json: return members(before, after)
        case .string, .text, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .secret, .reference, .list,
            .set:
            return []
        }
    }

    /// A left-out field counts as what the cloud takes for it.
    private func members(_ before: Value, _ after: Value, _ fields: [Field]) -> [Difference] {
        fields.filter(\.isComparable).compactMap { field in
            part(
                path.appending(field.name), before.members[field.name] ?? field.initial,
                after.members[field.name] ?? field.initial, field.type)
        }
    }

    private func elements(_ before: Value, _ after: Value, _ fields: [Field], _ key: [String]) -> [Difference] {
        let (one, other) = (ValueComparison.byKey(before, key, fields), ValueComparison.byKey(after, key, fields))
        return Set(one.keys).union(other.keys).sorted().compactMap { element in
            part(
                path.appending(element: element), one[element].map(Value.map), other[element].map(Value.map),
                .object(fields))
        }
    }

    private func members(_ before: Value, _ after: Value) -> [Difference] {
        guard case .map(let one) = before, case .map(let other) = after else { return [] }
        return Set(one.keys).union(other.keys).sorted().compactMap { name in
            part(path.appending(name), one[name], other[name], .json)
        }
    }

    private func part(_ path: FieldPath, _ before: Value?, _ after: Value?, _ type: FieldType) -> Difference? {
        guard !ValueComparison.areEqual(before, after, as: type) else { return nil }
        return Difference(path: path, before: before, after: after, type: type)
    }
}
