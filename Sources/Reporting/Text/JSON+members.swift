import Model
import OrderedJSON

extension JSON {
    /// An object of these members in this order; those that are nil are left out.
    init(members: [(String, JSON?)]) {
        var object = JSON.object([:]).members
        for (key, value) in members {
            if let value { object[key] = value }
        }
        self = .object(object)
    }

    init(_ text: String?) { self = text.map(JSON.string) ?? .null }
    init(_ number: Int) { self = .integer(Int64(number)) }
    init(_ address: Address) { self = .string(address.description) }
    init(strings: [String]) { self = .array(strings.map(JSON.string)) }

    /// Seconds to the millisecond, so that a report does not carry the noise of a clock.
    init(seconds: Double) {
        let rounded = (seconds * 1000).rounded() / 1000
        self = rounded.isFinite ? .number(rounded) : .null
    }
}

extension Value {
    /// The value for a report read by programs. Unlike ``Value/json`` it holds nothing of a secret, not even its
    /// fingerprint, since reports leave the machine.
    var reportJSON: JSON {
        switch self {
        case .secret: ["$secret": true]
        case .list(let elements): .array(elements.map(\.reportJSON))
        case .map(let members): .object(members.mapValues(\.reportJSON))
        case .string(let text): .string(PrivateKeys.masked(text))
        case .null, .bool, .integer, .number, .template, .reference: withoutSecrets.json
        }
    }

    /// Whether a secret is anywhere inside.
    var holdsSecret: Bool {
        switch self {
        case .secret: true
        case .list(let elements): elements.contains(where: \.holdsSecret)
        case .map(let members): members.values.contains(where: \.holdsSecret)
        case .reference(let reference): reference.criteria.values.contains(where: \.holdsSecret)
        case .template(let parts): parts.contains(where: \.holdsSecret)
        case .null, .bool, .integer, .number, .string: false
        }
    }

    /// The value with each secret's fingerprint taken out, those in lookup criteria included.
    private var withoutSecrets: Value {
        guard holdsSecret else { return self }
        switch self {
        case .secret: return .secret(Secret(fingerprint: ""))
        case .list(let elements): return .list(elements.map(\.withoutSecrets))
        case .map(let members): return .map(members.mapValues(\.withoutSecrets))
        case .reference(let reference): return .reference(reference.withoutSecrets)
        case .template(let parts): return .template(parts.map(\.withoutSecrets))
        case .null, .bool, .integer, .number, .string: return self
        }
    }
}

extension Reference {
    fileprivate var withoutSecrets: Reference {
        switch target {
        case .managed: self
        case .lookup(let kind, let criteria):
            Reference(
                lookup: kind, criteria: criteria.mapValues { $0.holdsSecret ? .string("(secret)") : $0 },
                attribute: attribute)
        }
    }
}

extension TemplatePart {
    fileprivate var holdsSecret: Bool {
        switch self {
        case .text: false
        case .reference(let reference): Value.reference(reference).holdsSecret
        }
    }

    fileprivate var withoutSecrets: TemplatePart {
        switch self {
        case .text: self
        case .reference(let reference): .reference(reference.withoutSecrets)
        }
    }
}
