import Model

extension FieldType {
    /// A member of a map, with its key, or an element of a list, without.
    struct Part {
        var key: String?
        var value: Value
        var type: FieldType

        /// Whether it is a map of nothing but scalars.
        var holdsPlainMembers: Bool {
            guard key != nil, case .map = value else { return false }
            return type.parts(of: value).allSatisfy { $0.type.isSimple && !($0.value.text?.contains("\n") ?? false) }
        }
    }

    var isReference: Bool {
        if case .reference = self { return true }
        return false
    }

    /// Whether values of the type fit between the brackets of a list on one line.
    var isSimple: Bool {
        switch self {
        case .list, .set, .keyed, .object, .rows: false
        case .string, .text, .formatted, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .reference,
            .secret, .json:
            true
        }
    }

    /// What a value of this type is made of; nothing for a scalar, and for an empty list or map.
    func parts(of value: Value) -> [Part] {
        switch value {
        case .list: elements(of: value)
        case .map: members(of: value)
        case .null, .bool, .integer, .number, .string, .reference, .template, .secret: []
        }
    }

    func elements(of value: Value) -> [Part] {
        let type: FieldType =
            switch self {
            case .list(let element), .set(let element): element
            case .keyed(let fields, _), .rows(let fields, _): .object(fields)
            default: .json
            }
        return value.elements.map { Part(key: nil, value: $0, type: type) }
    }

    /// In the order in which the fields are declared; members of no field last, sorted. JSON keeps its order.
    func members(of value: Value) -> [Part] {
        if case .json = self { return value.members.map { Part(key: $0.key, value: $0.value, type: .json) } }
        var fields: [Field] = []
        if case .object(let declared) = self { fields = declared }
        let known = fields.compactMap { field in
            value.members[field.name].map { Part(key: field.name, value: $0, type: field.type) }
        }
        let names = Set(fields.map(\.name))
        let others = value.members.filter { !names.contains($0.key) }.sorted { $0.key < $1.key }
        return known + others.map { Part(key: $0.key, value: $0.value, type: .json) }
    }
}
