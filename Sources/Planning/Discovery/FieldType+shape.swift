import Model
import OrderedJSON

// What a manifest may say in a field, asked of what the cloud answers.

extension FieldType {
    /// The value without what goes without saying inside it: absent members of objects and such as no field knows.
    func trimmed(_ value: Value) -> Value {
        switch self {
        case .list(let element), .set(let element): return .list(value.elements.map(element.trimmed))
        case .keyed(let fields, _), .rows(let fields, _):
            return .list(value.elements.map { FieldType.object(fields).trimmed($0) })
        case .object(let fields):
            var members: Attributes = [:]
            for field in fields where field.isWritable {
                guard let member = value.members[field.name], !member.isAbsent else { continue }
                if field.presence != .required, let initial = field.initial,
                    ValueComparison.areEqual(member, initial, as: field.type)
                {
                    continue
                }
                members[field.name] = field.type.trimmed(member)
            }
            return .map(members)
        case .json: return unpacked(value)
        case .string, .text, .formatted, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .reference,
            .secret:
            return value
        }
    }

    /// A text of JSON as what it holds, which people would rather read, where that means the same.
    private func unpacked(_ value: Value) -> Value {
        guard case .string(let text) = value, let json = try? JSON(parsing: text) else { return value }
        let content = Value(plain: json)
        guard !content.members.isEmpty, ValueComparison.areEqual(content, value, as: self),
            // A number beyond what is told apart here would come out as another one.
            content.fractions.allSatisfy(text.contains)
        else { return value }
        return content
    }

    /// Says why no manifest can give this value; nil when one can.
    func violation(of value: Value) -> String? {
        switch (self, value) {
        case (.string, .string), (.text, .string), (.reference, .string), (.json, _): nil
        case (.integer, .integer), (.number, .integer), (.number, .number), (.boolean, .bool): nil
        case (.formatted(let format), .string(let text)): format.violation(of: text)
        case (.cidr, .string(let text)):
            IPv4Range(text) == nil ? "is \(value.display), which is not an IPv4 range" : nil
        case (.ipAddress, .string(let text)):
            IPv4Range.address(text) == nil ? "is \(value.display), which is not an IPv4 address" : nil
        case (.enumeration(let known), .string(let text)):
            known.contains(text) ? nil : "is \(value.display), which this version of nacre does not know"
        case (.list(let element), .list(let elements)), (.set(let element), .list(let elements)):
            elements.lazy.compactMap(element.violation).first
        case (.keyed(let fields, let key), .list(let elements)): Self.violation(of: elements, fields, key)
        case (.rows(let fields, _), .list(let elements)):
            elements.lazy.compactMap { FieldType.object(fields).violation(of: $0) }.first
        case (.object(let fields), .map(let members)): Self.violation(of: members, fields)
        default: "is \(value.display), where \(title) is expected"
        }
    }

    /// Says why a text that references made up is none for the field; ids and numbers become what they are when they
    /// are sent.
    func resolvedViolation(of value: Value) -> String? {
        switch self {
        case .formatted, .cidr, .ipAddress, .enumeration: value.text == nil ? nil : violation(of: value)
        case .list(let element), .set(let element):
            value.elements.lazy.compactMap { element.resolvedViolation(of: $0) }.first
        case .string, .text, .integer, .number, .boolean, .reference, .secret, .keyed, .object, .rows, .json: nil
        }
    }

    private static func violation(of elements: [Value], _ fields: [Field], _ key: [String]) -> String? {
        guard ValueComparison.byKey(.list(elements), key, fields).count == elements.count else {
            return "contains two entries with the same \(key.joined(separator: ", "))"
        }
        return elements.lazy.compactMap { FieldType.object(fields).violation(of: $0) }.first
    }

    private static func violation(of members: Attributes, _ fields: [Field]) -> String? {
        for field in fields where field.isWritable {
            guard let member = members[field.name] else {
                if field.presence == .required { return "contains an entry without \(field.name)" }
                continue
            }
            let rules = field.constraints.lazy.compactMap { $0.violation(of: member) }
            if let violation = field.type.violation(of: member) ?? rules.first {
                return "contains an entry whose \(field.name) \(violation)"
            }
        }
        return nil
    }
}

extension Value {
    /// The numbers in it that are no integers, as they would be written.
    fileprivate var fractions: [String] {
        switch self {
        case .number(let number): [String(number)]
        case .list(let elements): elements.flatMap(\.fractions)
        case .map(let members): members.values.flatMap(\.fractions)
        case .null, .bool, .integer, .string, .reference, .template, .secret: []
        }
    }
}
