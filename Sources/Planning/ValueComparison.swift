import Model
import OrderedJSON

/// When two values of a field mean the same to the cloud.
enum ValueComparison {
    /// Sets compare without order, keyed lists by key, JSON texts as JSON; empty and absent are the same.
    static func areEqual(_ one: Value?, _ other: Value?, as type: FieldType) -> Bool {
        let left = one ?? .null
        let right = other ?? .null
        if left.isAbsent || right.isAbsent { return left.isAbsent && right.isAbsent }
        switch type {
        case .text:
            // A block scalar ends with a newline that the cloud may not keep.
            return left == right || trimmed(left) == trimmed(right)
        case .integer, .number:
            return left == right || haveSameMeaning(left, right, type)
                || left.quantity.map { $0 == right.quantity } ?? false
        case .string, .formatted, .boolean, .cidr, .ipAddress, .enumeration, .reference:
            return left == right || haveSameMeaning(left, right, type)
        case .secret:
            return left == right
        case .list(let element):
            return left.elements.count == right.elements.count
                && zip(left.elements, right.elements).allSatisfy { areEqual($0, $1, as: element) }
        case .set(let element):
            return contains(left, right, element) && contains(right, left, element)
        case .keyed(let fields, let key):
            let (mine, theirs) = (byKey(left, key, fields), byKey(right, key, fields))
            return mine.count == theirs.count
                && mine.allSatisfy { entry in theirs[entry.key].map { areEqual(entry.value, $0, fields) } ?? false }
        case .rows(let fields, let count):
            return RowMatching(from: left.elements, to: right.elements, fields, count: count).isEmpty
        case .object(let fields):
            return areEqual(left.members, right.members, fields)
        case .json:
            return asJSON(left) == asJSON(right)
        }
    }

    /// Whether two objects agree in every field, a left-out field counting as what the cloud takes for it.
    static func areEqual(_ one: Attributes, _ other: Attributes, _ fields: [Field]) -> Bool {
        fields.filter(\.isComparable).allSatisfy { field in
            areEqual(one[field.name] ?? field.initial, other[field.name] ?? field.initial, as: field.type)
        }
    }

    /// The key of an element as one text, left-out key fields counting as what the cloud takes for them.
    static func key(of element: Value, by names: [String], _ fields: [Field]) -> String {
        let members = element.members
        return names.compactMap { name in
            let field = fields.first { $0.name == name }
            let value = members[name] ?? field?.initial ?? .null
            guard !value.isAbsent else { return nil }
            return value.spelling.map { field?.type.normal($0) ?? $0 } ?? value.display
        }.joined(separator: " ")
    }

    /// The elements of a keyed list by their keys; of two with one key the later counts.
    static func byKey(_ list: Value, _ key: [String], _ fields: [Field]) -> [String: Attributes] {
        Dictionary(
            list.elements.map { (self.key(of: $0, by: key, fields), $0.members) }, uniquingKeysWith: { _, last in last }
        )
    }

    private static func contains(_ whole: Value, _ part: Value, _ type: FieldType) -> Bool {
        let known = Set(whole.elements)
        return part.elements.allSatisfy { wanted in
            known.contains(wanted) || whole.elements.contains { areEqual($0, wanted, as: type) }
        }
    }

    private static func haveSameMeaning(_ one: Value, _ other: Value, _ type: FieldType) -> Bool {
        guard let left = one.spelling, let right = other.spelling else { return false }
        return left == right || type.normal(left) == type.normal(right)
    }

    static func trimmed(_ value: Value) -> Substring? {
        guard let text = value.spelling else { return nil }
        let body = text.drop(while: \.isWhitespace)
        guard let last = body.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return body[...last]
    }

    static func asJSON(_ value: Value) -> JSON {
        guard case .string(let text) = value, let parsed = try? JSON(parsing: text) else { return plainJSON(value) }
        return parsed.unordered
    }

    /// A value taken at its word: no text in it is JSON.
    static func plainJSON(_ value: Value) -> JSON { value.plainJSON.unordered }
}

extension Value {
    /// A number whichever way it was written: `2` in a manifest is the cloud's `2.0`. Nil beyond what a double tells
    /// apart, and for what is no number.
    fileprivate var quantity: Double? {
        switch self {
        case .integer(let value): Double(exactly: value)
        case .number(let value): value
        case .string(let text): Double(text)
        case .null, .bool, .list, .map, .reference, .template, .secret: nil
        }
    }
}

extension JSON {
    /// The value with the keys of every object sorted, so that order does not tell two apart; nor does it whether a whole
    /// number was written `1` or `1.0`.
    fileprivate var unordered: JSON {
        switch self {
        case .array(let elements): .array(elements.map(\.unordered))
        case .object(var members):
            {
                members.sort { $0.key < $1.key }
                return .object(members.mapValues(\.unordered))
            }()
        case .number(let number): Int64(exactly: number).map(JSON.integer) ?? self
        case .null, .bool, .integer, .string: self
        }
    }
}
