/// What a field may hold, and how two of its values are compared.
public indirect enum FieldType: Hashable, Sendable {
    case string
    /// A text that may span lines; shown shortened.
    case text
    /// A text in a form of its own, compared by its meaning.
    case formatted(TextFormat)
    case integer
    case number
    case boolean
    /// An IPv4 range with its host bits zero, such as `10.0.0.0/16`.
    case cidr
    case ipAddress
    case enumeration([String])
    /// The id of an object of another kind, written as a name, `{ref:}`, `{id:}` or `{lookup:}`.
    case reference(String)
    /// Sent, never shown; compared by fingerprint.
    case secret
    /// Order counts.
    case list(FieldType)
    /// Order and repetition do not count.
    case set(FieldType)
    /// Objects told apart by some of their fields; order does not count.
    case keyed([Field], by: [String])
    case object([Field])
    /// Objects without a key, told apart by what they are; order does not count, repetition does. `count` names the member
    /// that says for how many of them an element stands. See ``RowMatching``.
    case rows([Field], count: String? = nil)
    /// Any value, or a text holding JSON; compared as JSON.
    case json
}

extension FieldType {
    /// The type in a reader's words.
    public var title: String {
        switch self {
        case .string: "string"
        case .text: "string"
        case .formatted(let format): format.title
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .cidr: "IPv4 range"
        case .ipAddress: "IPv4 address"
        case .enumeration(let values): values.joined(separator: " | ")
        case .reference(let kind): "reference to \(kind.withArticle)"
        case .secret: "secret"
        case .list(let element): "list of \(element.title)"
        case .set(let element): "set of \(element.title)"
        case .keyed(_, let key): "list of objects, keyed by \(key.joined(separator: ", "))"
        case .object: "object"
        case .rows: "list of objects, in any order"
        case .json: "JSON"
        }
    }

    /// The kinds that values of this type may refer to.
    public var referencedKinds: [String] {
        switch self {
        case .reference(let kind): [kind]
        case .list(let element), .set(let element): element.referencedKinds
        case .keyed(let fields, _), .object(let fields), .rows(let fields, _):
            fields.flatMap(\.type.referencedKinds)
        case .string, .text, .formatted, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .secret, .json:
            []
        }
    }
}
