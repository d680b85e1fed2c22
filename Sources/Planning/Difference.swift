import Model
import OrderedJSON

/// Two values of one type, and where inside them they differ.
struct Difference {
    let path: FieldPath
    let before: Value?
    let after: Value?
    let type: FieldType
    /// Whether the values lie inside a value of JSON, where texts are texts and hold no JSON themselves.
    var isInside = false

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
        case .json: return json(isInside ? before : before.unpacked, isInside ? after : after.unpacked)
        case .string, .text, .formatted, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .secret,
            .reference, .list,
            .set, .rows:
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

    /// Maps by their keys, and lists of as many elements one by one, unless these are plain: `[a, b]` is better seen whole.
    private func json(_ before: Value, _ after: Value) -> [Difference] {
        switch (before, after) {
        case (.map(let one), .map(let other)):
            Set(one.keys).union(other.keys).sorted().compactMap { inner(path.appending($0), one[$0], other[$0]) }
        case (.list(let one), .list(let other)) where one.count == other.count && (one + other).allSatisfy(\.hasParts):
            one.indices.compactMap { inner(path.appending(element: String($0)), one[$0], other[$0]) }
        default: []
        }
    }

    private func inner(_ path: FieldPath, _ before: Value?, _ after: Value?) -> Difference? {
        guard ValueComparison.plainJSON(before ?? .null) != ValueComparison.plainJSON(after ?? .null) else {
            return nil
        }
        return Difference(path: path, before: before, after: after, type: .json, isInside: true)
    }

    private func part(_ path: FieldPath, _ before: Value?, _ after: Value?, _ type: FieldType) -> Difference? {
        guard !ValueComparison.areEqual(before, after, as: type) else { return nil }
        return Difference(path: path, before: before, after: after, type: type)
    }
}

extension Value {
    /// What a text of JSON holds; anything else as it is.
    var unpacked: Value {
        guard case .string(let text) = self, let json = try? JSON(parsing: text) else { return self }
        return Value(plain: json)
    }

    fileprivate var hasParts: Bool {
        switch self {
        case .list, .map: true
        case .null, .bool, .integer, .number, .string, .reference, .template, .secret: false
        }
    }
}
