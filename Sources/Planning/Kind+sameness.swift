import Model

extension Kind {
    /// The part of `wanted` that an object has from its creation to its end: fields that no call changes, with values
    /// that are known. What the cloud does not show, such as secrets, is left out.
    public func fixed(_ wanted: Attributes) -> Attributes {
        wanted.filter { name, value in
            guard let field = field(name), field.isFixed, field.isComparable else { return false }
            return !value.isAbsent && value.references.isEmpty
        }
    }

    /// Whether a live object can have been made with the fields `fixed`: it shows another value for none of them. A
    /// field that it does not show says nothing.
    public func canBeMade(with fixed: Attributes, _ live: LiveObject) -> Bool {
        fixed.allSatisfy { name, value in
            guard let field = field(name), let shown = live.attributes[name], !shown.isAbsent else { return true }
            return ValueComparison.areEqual(value, shown, as: field.type)
        }
    }
}

extension Kind {
    /// Whether a create with the fields `wanted` would meet a live object instead of making one: that shows the fields by which
    /// objects are found, in whatever spelling, and can have been made with the fields that no call changes.
    public func wouldMeet(_ live: LiveObject, creating wanted: Attributes) -> Bool {
        let initial = fields.compactMap { field in field.initial.map { (field.name, $0) } }
        let whole = Attributes(initial, uniquingKeysWith: { $1 }).merging(wanted) { $1 }
        return !identity.marker.isEmpty
            && identity.marker.allSatisfy { name in
                guard let type = field(name)?.type, let value = whole[name]?.spelling,
                    let shown = live.attributes[name]?.spelling
                else { return false }
                return type.normal(value) == type.normal(shown)
            } && canBeMade(with: fixed(whole), live)
    }
}

extension Field {
    /// Whether an object keeps the field's value for as long as it lives.
    fileprivate var isFixed: Bool {
        if case .secret = type { return false }
        switch change {
        case .replace, .refused: return true
        case .inPlace, .createOnly, .stateOnly: return false
        }
    }
}

extension Kind {
    /// Whether an object has the fields by which the one is found that is wanted. Nothing is found by what is not known yet.
    func isFound(_ object: LiveObject, as wanted: Attributes) -> Bool {
        !identity.marker.isEmpty
            && identity.marker.allSatisfy { name in
                guard let value = wanted[name], value.references.isEmpty else { return false }
                return value.spelling == object.attributes[name]?.spelling
            }
    }
}
