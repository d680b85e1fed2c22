import OrderedCollections
import OrderedJSON

/// The fields of one object in manifest vocabulary, in the order they were written or declared.
public typealias Attributes = OrderedDictionary<String, Value>

/// A field's value, as wanted, recorded or seen live.
///
/// Wanted values may hold what is known only later: a ``Reference`` to an object that does not exist yet, or a text
/// with such references inside. Recorded and live values never do.
public indirect enum Value: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case list([Value])
    case map(Attributes)
    /// The id, or another attribute, of an object that nacre manages or looks up.
    case reference(Reference)
    /// Text around references, in order.
    case template([TemplatePart])
    case secret(Secret)
}

/// A stretch of an interpolated text.
public enum TemplatePart: Hashable, Sendable {
    case text(String)
    case reference(Reference)
}

extension Value {
    /// The text of a string; nil for everything else.
    public var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    public var integer: Int64? {
        guard case .integer(let value) = self else { return nil }
        return value
    }

    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The elements of a list; empty for everything else.
    public var elements: [Value] {
        guard case .list(let elements) = self else { return [] }
        return elements
    }

    /// The members of a map; empty for everything else.
    public var members: Attributes {
        guard case .map(let members) = self else { return [:] }
        return members
    }

    /// Absent in effect: null, or an empty text, list or map. The cloud answers `""` for what was never set
    /// (api/common.md §5), so an empty value and an absent one are the same thing to a comparison.
    public var isAbsent: Bool {
        switch self {
        case .null: true
        case .string(let text): text.isEmpty
        case .list(let elements): elements.isEmpty
        case .map(let members): members.isEmpty
        case .bool, .integer, .number, .reference, .template, .secret: false
        }
    }

    /// Every secret inside.
    public var secrets: [Secret] {
        switch self {
        case .secret(let secret): [secret]
        case .list(let elements): elements.flatMap(\.secrets)
        case .map(let members): members.values.flatMap(\.secrets)
        case .null, .bool, .integer, .number, .string, .reference, .template: []
        }
    }

    /// The same with secrets replaced; those for which there is nil stay.
    public func replacingSecrets(_ other: (Secret) -> Secret?) -> Value {
        switch self {
        case .secret(let secret): .secret(other(secret) ?? secret)
        case .list(let elements): .list(elements.map { $0.replacingSecrets(other) })
        case .map(let members): .map(members.mapValues { $0.replacingSecrets(other) })
        case .null, .bool, .integer, .number, .string, .reference, .template: self
        }
    }

    /// Every reference inside, in reading order.
    public var references: [Reference] {
        switch self {
        case .reference(let reference):
            [reference] + reference.criteria.values.flatMap(\.references)
        case .template(let parts):
            parts.flatMap { part -> [Reference] in
                switch part {
                case .text: []
                case .reference(let reference): Value.reference(reference).references
                }
            }
        case .list(let elements): elements.flatMap(\.references)
        case .map(let members): members.values.flatMap(\.references)
        case .null, .bool, .integer, .number, .string, .secret: []
        }
    }

    /// The value with each reference that `lookup` knows put in; what it does not know stays a reference.
    public func resolving(_ lookup: (Reference) -> Value?) -> Value {
        switch self {
        case .reference(let reference):
            return lookup(reference) ?? self
        case .template(let parts):
            return Value(joining: parts.flatMap { $0.resolving(lookup) })
        case .list(let elements):
            return .list(elements.map { $0.resolving(lookup) })
        case .map(let members):
            return .map(members.mapValues { $0.resolving(lookup) })
        case .null, .bool, .integer, .number, .string, .secret:
            return self
        }
    }

    /// One text when every part is text, a template otherwise.
    public init(joining parts: [TemplatePart]) {
        var joined: [TemplatePart] = []
        for part in parts {
            if case .text(let text) = part, case .text(let before)? = joined.last {
                joined[joined.count - 1] = .text(before + text)
            } else {
                joined.append(part)
            }
        }
        switch joined.first {
        case nil: self = .string("")
        case .text(let text)? where joined.count == 1: self = .string(text)
        default: self = .template(joined)
        }
    }
}

extension TemplatePart {
    /// What stands in the place of the part; a text with references of its own comes in whole.
    func resolving(_ lookup: (Reference) -> Value?) -> [TemplatePart] {
        guard case .reference(let reference) = self, let value = lookup(reference) else { return [self] }
        switch value {
        case .template(let parts): return parts
        case .reference(let other): return [.reference(other)]
        case .null, .bool, .integer, .number, .string, .list, .map, .secret:
            return [value.spelling.map(TemplatePart.text) ?? self]
        }
    }
}

extension Value {
    /// A scalar as it reads inside a text; nil for lists, maps, secrets and what is not known yet.
    public var spelling: String? {
        switch self {
        case .string(let text): text
        case .bool(let value): String(value)
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .null: ""
        case .list, .map, .reference, .template, .secret: nil
        }
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: Value...) { self = .list(elements) }

    /// A repeated key keeps its first place and its last value.
    public init(dictionaryLiteral elements: (String, Value)...) {
        self = .map(Attributes(elements, uniquingKeysWith: { _, last in last }))
    }
}
