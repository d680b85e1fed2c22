import OrderedJSON

extension Value {
    /// The value as the cloud takes it: JSON without the spellings of ``json``, so that a schema's `$ref` stays one.
    /// What JSON has no word for is spelled as there.
    public var plainJSON: JSON {
        switch self {
        case .list(let elements): .array(elements.map(\.plainJSON))
        case .map(let members): .object(members.mapValues(\.plainJSON))
        case .null, .bool, .integer, .number, .string, .reference, .template, .secret: json
        }
    }

    /// Takes JSON at its word: no object in it stands for anything else.
    public init(plain json: JSON) {
        switch json {
        case .array(let elements): self = .list(elements.map { Value(plain: $0) })
        case .object(let members): self = .map(members.mapValues { Value(plain: $0) })
        case .null, .bool, .integer, .number, .string: self = Value(json)
        }
    }
}
