import Model
import OrderedCollections
import OrderedJSON

/// One spelling for all values that mean the same to the cloud: what ``ValueComparison`` calls equal has one form.
struct CanonicalForm {
    /// What an object that is referred to is called, whether it is there already or not; nil while that is open.
    let name: (Value, String) -> String?

    /// The form of some fields, left-out ones counting as what the cloud takes for them. Nil while a value is open.
    func of(_ attributes: Attributes, _ fields: [Field]) -> JSON? {
        var members = OrderedDictionary<String, JSON>()
        for field in fields where field.isComparable {
            guard let form = of(attributes[field.name] ?? field.initial ?? .null, field.type) else { return nil }
            if form != .null { members[field.name] = form }
        }
        return members.isEmpty ? .null : .object(members)
    }

    func of(_ value: Value, _ type: FieldType) -> JSON? {
        if value.isAbsent { return .null }
        switch type {
        case .reference(let kind): return name(value, kind).map(JSON.string)
        case .list(let element): return of(value.elements, element).map(JSON.array)
        case .set(let element):
            return of(value.elements, element).map { .array(Set($0).sorted { $0.serialized() < $1.serialized() }) }
        case .keyed(let fields, let key):
            let elements = ValueComparison.byKey(value, key, fields).sorted { $0.key < $1.key }
            return of(elements.map { .map($0.value) }, .object(fields)).map(JSON.array)
        case .rows(let fields, _):
            return of(value.elements, .object(fields)).map { .array($0.sorted { $0.serialized() < $1.serialized() }) }
        case .object(let fields): return of(value.members, fields)
        case .json:
            guard value.references.isEmpty else { return nil }
            return ValueComparison.asJSON(value)
        case .text:
            return value.spelling.map { .string(ValueComparison.trimmed(.string($0)).map(String.init) ?? $0) }
        case .integer, .number:
            let whole = value.spelling.flatMap { Double($0) }.flatMap { Int64(exactly: $0) }
            return whole.map { .string(String($0)) } ?? value.spelling.map(JSON.string)
        case .string, .formatted, .boolean, .cidr, .ipAddress, .enumeration:
            return value.spelling.map { .string(type.normal($0)) }
        case .secret: return .null
        }
    }

    private func of(_ values: [Value], _ type: FieldType) -> [JSON]? {
        let forms = values.compactMap { of($0, type) }
        return forms.count == values.count ? forms : nil
    }
}
