import Model

// Objects that the cloud makes along with others, and that manifests take over by their names.

extension Planner {
    /// The object still to be made that brings along what is to be taken over; nil when it is there already.
    func parentToBe(of resource: DesiredResource, _ kind: Kind) -> Address? {
        guard let parent = kind.place.companionOf, case .name? = resource.adoption else { return nil }
        return kind.fields.lazy.filter { $0.type == .reference(parent) }
            .compactMap { resource.attributes[$0.name]?.references.first?.address }
            .first { known.knownAfterApply.contains($0) }
    }

    /// Takes the object over as soon as it is there.
    mutating func planAdoption(_ resource: DesiredResource, _ kind: Kind, comingWith parent: Address) {
        known.willBeMade(resource.address)
        var resource = resource
        resource.lifecycle.ignore.removeAll { !$0.holds(on: options.today) }
        let wanted = known.resolve(resource.attributes, of: resource.address)
        let changes = kind.fields.compactMap { field -> FieldChange? in
            guard field.isComparable, !field.change.isFixed, let value = wanted[field.name], !value.isAbsent else {
                return nil
            }
            return FieldChange(FieldPath(field.name), before: nil, after: value)
        }
        add(resource, .adopt(id: nil), because: .comesWith(parent), changes: changes, kind: kind)
    }
}

extension Kind {
    /// What is to be changed about an object that is taken over.
    public func changes(adopting live: LiveObject, as wanted: Attributes, ignored: [FieldPath]) -> [FieldChange] {
        FieldDiff(kind: self, wanted: wanted, live: live.attributes, applied: [:], ignored: ignored).changes()
    }

    /// The changes that cannot be made to an object that stays.
    public func fixed(among changes: [FieldChange]) -> [FieldChange] {
        changes.filter { $0.forcesReplace || field($0.path.field)?.change.isRefused ?? false }
    }
}

extension Field.Change {
    /// Whether an object keeps the value for life.
    fileprivate var isFixed: Bool {
        switch self {
        case .replace, .refused: true
        case .inPlace, .createOnly, .stateOnly: false
        }
    }
}
