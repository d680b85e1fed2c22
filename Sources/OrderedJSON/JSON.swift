import OrderedCollections

/// A JSON value that keeps the order of its keys and its integers exact, as a diff of two documents needs.
public enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object(OrderedDictionary<String, JSON>)
}

extension JSON {
    /// The member `key` of an object; nil when this is no object, the key is absent or the member is null.
    public subscript(key: String) -> JSON? {
        guard case .object(let members) = self, let value = members[key], value != .null else { return nil }
        return value
    }

    /// The element at `index` of an array; nil when this is no array or the index lies outside.
    public subscript(index: Int) -> JSON? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    /// The text of a string; a number or a boolean gives its spelling, since wire types drift between the two.
    public var text: String? {
        switch self {
        case .string(let text): text
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .bool(let value): String(value)
        case .null, .array, .object: nil
        }
    }

    /// The integer held, or spelled by a string, or meant by a whole number such as `3.0`.
    public var integer: Int64? {
        switch self {
        case .integer(let value): value
        case .string(let text): Int64(text)
        case .number(let value): Int64(exactly: value)
        case .null, .bool, .array, .object: nil
        }
    }

    /// The boolean held, or spelled `true`/`false` in any case.
    public var bool: Bool? {
        switch self {
        case .bool(let value): value
        case .string(let text): Bool(text.lowercased())
        case .null, .integer, .number, .array, .object: nil
        }
    }

    /// The elements of an array; empty for everything else.
    public var elements: [JSON] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    /// The members of an object in their order; empty for everything else.
    public var members: OrderedDictionary<String, JSON> {
        guard case .object(let members) = self else { return [:] }
        return members
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(nilLiteral: ()) { self = .null }

    /// A repeated key keeps its first place and its last value.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(OrderedDictionary(elements, uniquingKeysWith: { _, last in last }))
    }
}
