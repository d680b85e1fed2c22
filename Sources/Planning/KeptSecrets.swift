import Model

extension Kind {
    /// The attributes with the secrets that `former` has in their places, where `isUnknown` says so of those here.
    public func keepingSecrets(
        of former: Attributes, in attributes: Attributes, where isUnknown: (Secret) -> Bool
    ) -> Attributes {
        fields.keepingSecrets(of: former, in: attributes, where: isUnknown)
    }
}

extension [Field] {
    fileprivate func keepingSecrets(
        of former: Attributes, in attributes: Attributes, where isUnknown: (Secret) -> Bool
    ) -> Attributes {
        var kept = attributes
        for (name, value) in attributes {
            let type = first { $0.name == name }?.type
            kept[name] = value.keepingSecrets(of: former[name], as: type ?? .json, where: isUnknown)
        }
        return kept
    }
}

extension Value {
    fileprivate func keepingSecrets(
        of former: Value?, as type: FieldType, where isUnknown: (Secret) -> Bool
    ) -> Value {
        switch self {
        case .secret(let secret):
            guard case .secret? = former, isUnknown(secret) else { return self }
            return former ?? self
        case .list(let elements):
            let others = Counterparts(former, type)
            return .list(
                elements.enumerated().map { index, element in
                    element.keepingSecrets(of: others.of(element, at: index), as: type.ofElements, where: isUnknown)
                })
        case .map(let members):
            return .map(type.members.keepingSecrets(of: former?.members ?? [:], in: members, where: isUnknown))
        case .null, .bool, .integer, .number, .string, .reference, .template:
            return self
        }
    }
}

/// The elements of a former list: by their keys where they have them, as elements come and go and change places.
private struct Counterparts {
    private let elements: [Value]
    private let keyed: (fields: [Field], key: [String], elements: [String: Attributes])?

    init(_ former: Value?, _ type: FieldType) {
        elements = former?.elements ?? []
        guard case .keyed(let fields, let key) = type else {
            keyed = nil
            return
        }
        keyed = (fields, key, ValueComparison.byKey(former ?? .null, key, fields))
    }

    func of(_ element: Value, at index: Int) -> Value? {
        guard let keyed else { return elements.indices.contains(index) ? elements[index] : nil }
        return keyed.elements[ValueComparison.key(of: element, by: keyed.key, keyed.fields)].map(Value.map)
    }
}

extension FieldType {
    /// The fields that values of the type have as maps.
    fileprivate var members: [Field] {
        switch self {
        case .keyed(let fields, _), .object(let fields), .rows(let fields, _): fields
        case .string, .text, .formatted, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .reference,
            .secret, .list, .set, .json:
            []
        }
    }

    /// The type of the elements of a list; that of lists of objects tells their members.
    fileprivate var ofElements: FieldType {
        switch self {
        case .list(let element), .set(let element): element
        case .string, .text, .formatted, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .reference,
            .secret, .keyed, .object, .rows, .json:
            self
        }
    }
}
