import Model

extension Kind {
    /// What the fields of an object come to when its manifest owns but the elements it names.
    ///
    /// The shareable lists of an object with partial ownership are extended by the elements that are live, not wanted
    /// and never were applied: others put them there, and they stay. What was applied and is not wanted any more is left
    /// out, and so removed. Of an object with full ownership only the elements stay that another field speaks of.
    /// - Parameter applied: What nacre last applied; empty for an object that it never applied.
    public func keepingOthers(in live: Attributes, from wanted: Attributes, applied: Attributes) -> Attributes {
        guard isPartlyOwned(wanted) else { return keepingSpared(in: live, from: wanted, applied: applied) }
        var result = wanted
        for field in fields where field.isShareable {
            let name = field.name
            guard let target = wanted[name] ?? (applied[name] == nil ? nil : .list([])), let current = live[name],
                case .list(let own) = target
            else { continue }
            let known = own + (applied[name]?.elements ?? [])
            result[name] = .list(own + field.type.elements(of: current.elements, besides: known))
        }
        return result
    }

    /// The same with the live elements that another field of the object speaks of, and that its list does not name.
    private func keepingSpared(in live: Attributes, from wanted: Attributes, applied: Attributes) -> Attributes {
        var result = wanted
        for field in fields {
            guard let spared = field.elementCalls?.spared, !spared.isEmpty, let current = live[field.name],
                case .list(let own)? = wanted[field.name] ?? (applied[field.name] == nil ? nil : .list([]))
            else { continue }
            let kept = field.type.elements(of: current.elements, besides: own).filter { element in
                spared.contains { member, other in
                    let name = (wanted[other] ?? applied[other])?.spelling
                    return name != nil && element.members[member]?.spelling == name
                }
            }
            if !kept.isEmpty { result[field.name] = .list(own + kept) }
        }
        return result
    }

    /// Whether an object with these fields has partial ownership.
    public func isPartlyOwned(_ attributes: Attributes) -> Bool {
        guard let field = field(Field.ownership.name) else { return false }
        return (attributes[field.name] ?? field.initial)?.text == "partial"
    }

    /// Whether a manifest says so itself.
    func isDeclaredPartlyOwned(_ attributes: Attributes) -> Bool {
        attributes[Field.ownership.name]?.text == "partial" && isPartlyOwned(attributes)
    }

    /// The fields to record as applied: of a list that is shared only what the manifest names.
    public func recordable(_ applied: Attributes, wanted: Attributes) -> Attributes {
        guard isPartlyOwned(wanted) else { return applied }
        var result = applied
        for field in fields where field.isShareable { result[field.name] = wanted[field.name] }
        return result
    }
}

extension FieldType {
    /// The elements that are none of `known`: by key, or by value where there is no key.
    func elements(of list: [Value], besides known: [Value]) -> [Value] {
        switch self {
        case .keyed(let fields, let key):
            let keys = Set(known.map { ValueComparison.key(of: $0, by: key, fields) })
            return list.filter { !keys.contains(ValueComparison.key(of: $0, by: key, fields)) }
        case .set(let element), .list(let element):
            return list.filter { one in !known.contains { ValueComparison.areEqual(one, $0, as: element) } }
        case .string, .text, .formatted, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .reference,
            .secret,
            .object, .rows, .json:
            return []
        }
    }
}
