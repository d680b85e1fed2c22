import OrderedCollections
import OrderedJSON

/// The keys of the objects that spell what JSON has no word for. A map with a key that begins with `$`, such as a JSON
/// schema's `$ref`, is wrapped in one of its own, so that it is never taken for such a spelling.
private enum Spelling {
    static let map = "$map"
    static let reference = "$ref"
    static let template = "$template"
    static let secret = "$secret"
    static let lookup = "$lookup"
}

extension Value {
    /// The value as state, saved plans and reports hold it. A secret is only its fingerprint there.
    public var json: JSON {
        switch self {
        case .null: .null
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(value)
        case .number(let value): .number(value)
        case .string(let text): .string(text)
        case .list(let elements): .array(elements.map(\.json))
        case .map(let members):
            members.keys.contains { $0.hasPrefix("$") }
                ? [Spelling.map: .object(members.mapValues(\.json))] : .object(members.mapValues(\.json))
        case .reference(let reference): reference.json
        case .template(let parts): [Spelling.template: .array(parts.map(\.json))]
        case .secret(let secret): [Spelling.secret: secret.fingerprint.map(JSON.string) ?? .null]
        }
    }

    /// Reads what ``json`` wrote.
    public init(_ json: JSON) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .number(value)
        case .string(let text): self = .string(text)
        case .array(let elements): self = .list(elements.map { Value($0) })
        case .object(let members): self = Value(spelled: members) ?? .map(members.mapValues { Value($0) })
        }
    }

    private init?(spelled members: OrderedDictionary<String, JSON>) {
        guard let key = members.keys.first, key.hasPrefix("$"), let content = members[key] else { return nil }
        if key == Spelling.map, case .object(let wrapped) = content {
            self = .map(wrapped.mapValues { Value($0) })
        } else if let reference = Reference(members: members) {
            self = .reference(reference)
        } else if key == Spelling.template {
            self = .template(content.elements.map { TemplatePart($0) })
        } else if key == Spelling.secret {
            self = .secret(Secret(fingerprint: content.text ?? ""))
        } else {
            return nil
        }
    }
}

extension TemplatePart {
    fileprivate var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .reference(let reference): reference.json
        }
    }

    fileprivate init(_ json: JSON) {
        if case .object(let members) = json, let reference = Reference(members: members) {
            self = .reference(reference)
        } else {
            self = .text(json.text ?? "")
        }
    }
}

extension Reference {
    fileprivate var json: JSON {
        var members: OrderedDictionary<String, JSON> = [:]
        switch target {
        case .managed(let address): members[Spelling.reference] = .string(address.description)
        case .lookup(let kind, let criteria):
            members[Spelling.lookup] = .string(kind)
            members["criteria"] = Value.map(criteria).json
        }
        if let attribute { members["attribute"] = .string(attribute) }
        return .object(members)
    }

    fileprivate init?(members: OrderedDictionary<String, JSON>) {
        let attribute = members["attribute"]?.text
        if let text = members[Spelling.reference]?.text, let address = Address(text) {
            self.init(address, attribute: attribute)
        } else if let kind = members[Spelling.lookup]?.text {
            self.init(lookup: kind, criteria: Value(members["criteria"] ?? [:]).members, attribute: attribute)
        } else {
            return nil
        }
    }
}
