import Model

/// Parts of fields that are left to others, at any depth: `inbound[TCP 10.0.0.0/8 80].description`.
public struct IgnoredParts: Sendable {
    private let paths: [FieldPath]

    public init(_ paths: [FieldPath]) { self.paths = paths }

    /// What is wanted of a field, with what is ignored inside as it is live.
    public func leaving(_ field: Field, _ target: Value, as live: Value) -> Value {
        paths.filter { $0.field == field.name && $0.components.count > 1 }.reduce(target) { target, path in
            Self.put(live, into: target, at: path.components.dropFirst(), field.type) ?? .null
        }
    }

    private typealias Rest = ArraySlice<FieldPath.Component>

    /// `target` with what `live` has at the path. Where one of them has nothing on the way there, there is nothing to leave.
    private static func put(_ live: Value?, into target: Value?, at path: Rest, _ type: FieldType) -> Value? {
        guard let next = path.first else { return live }
        guard let live, let target else { return target }
        let rest = path.dropFirst()
        switch (type, next) {
        case (.object(let fields), .field(let name)):
            guard let field = fields.first(where: { $0.name == name }), case .map(var members) = target,
                case .map(let shown) = live
            else { return target }
            members[name] = put(shown[name], into: members[name], at: rest, field.type)
            return .map(members)
        case (.keyed(let fields, let key), .element(let wanted)):
            return put(live, into: target, at: rest, .object(fields)) {
                ValueComparison.key(of: $0, by: key, fields) == wanted
            }
        case (.set(let element), .element(let wanted)):
            return put(live, into: target, at: rest, element) { $0.spelling == wanted }
        case (.list(let element), .element(let position)): return put(live, into: target, position, rest, element)
        case (.json, _): return putInJSON(live.unpacked, into: target.unpacked, at: path) ?? target
        default: return target
        }
    }

    /// The same in the element of a list that is told by what it holds.
    private static func put(
        _ live: Value, into target: Value, at rest: Rest, _ type: FieldType, _ isMeant: (Value) -> Bool
    ) -> Value {
        var elements = target.elements
        let shown = live.elements.last(where: isMeant)
        if let index = elements.lastIndex(where: isMeant) {
            let left = put(shown, into: elements[index], at: rest, type)
            if let left { elements[index] = left } else { elements.remove(at: index) }
        } else if rest.isEmpty, let shown {
            elements.append(shown)
        }
        return .list(elements)
    }

    /// The same in the element at a place of a list.
    private static func put(
        _ live: Value, into target: Value, _ position: String, _ rest: Rest, _ type: FieldType
    ) -> Value {
        var elements = target.elements
        guard let index = Int(position), elements.indices.contains(index), live.elements.indices.contains(index),
            let left = put(live.elements[index], into: elements[index], at: rest, type)
        else { return target }
        elements[index] = left
        return .list(elements)
    }

    /// The same in a document; nil when there is nothing at the path.
    private static func putInJSON(_ live: Value?, into target: Value?, at path: Rest) -> Value? {
        guard let next = path.first else { return live }
        switch (next, target, live) {
        case (.field(let name), .map(var members)?, .map(let shown)?):
            guard members[name] != nil || shown[name] != nil else { return nil }
            members[name] = putInJSON(shown[name], into: members[name], at: path.dropFirst())
            return .map(members)
        case (.element(let position), .list(var elements)?, .list(let shown)?):
            guard let index = Int(position), elements.indices.contains(index), shown.indices.contains(index),
                let left = putInJSON(shown[index], into: elements[index], at: path.dropFirst())
            else { return nil }
            elements[index] = left
            return .list(elements)
        default: return nil
        }
    }
}

extension IgnoredParts {
    /// Whether a value has something at a path into it: an optional field need not be set, but what it lies in must be
    /// there.
    static func reaches(_ path: ArraySlice<FieldPath.Component>, _ value: Value?, _ type: FieldType) -> Bool {
        guard let next = path.first else { return true }
        guard let value, !value.isAbsent else { return false }
        let rest = path.dropFirst()
        switch (type, next) {
        case (.object(let fields), .field(let name)):
            guard let field = fields.first(where: { $0.name == name }) else { return false }
            return rest.isEmpty || reaches(rest, value.members[name], field.type)
        case (.keyed(let fields, let key), .element(let wanted)):
            return value.elements.contains {
                ValueComparison.key(of: $0, by: key, fields) == wanted && reaches(rest, $0, .object(fields))
            }
        case (.set(let element), .element(let wanted)):
            return value.elements.contains { $0.spelling == wanted && reaches(rest, $0, element) }
        case (.list(let element), .element(let position)):
            return Int(position).map { index in
                value.elements.indices.contains(index) && reaches(rest, value.elements[index], element)
            } ?? false
        case (.json, .field(let name)):
            return rest.isEmpty || reaches(rest, value.unpacked.members[name], .json)
        case (.json, .element(let position)):
            let elements = value.unpacked.elements
            return Int(position).map { elements.indices.contains($0) && reaches(rest, elements[$0], .json) } ?? false
        default: return false
        }
    }
}
