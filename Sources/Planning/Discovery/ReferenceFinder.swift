import Model

/// Puts references where the cloud has ids.
struct ReferenceFinder {
    let live: LiveSnapshot
    let owned: OwnedObjects
    let catalog: KindCatalog

    /// The document of an object that is to be at `address`.
    func draft(_ found: Discovery.Found, at address: Address) -> ManifestDraft {
        let (object, kind) = (found.object, found.kind)
        var resource = DesiredResource(address, adoption: .id(object.id))
        resource.lifecycle.onRemove = kind.isBuiltIn(object) ? .retain : kind.defaultRemoval
        var remarks: [String: String] = [:]
        for field in kind.fields {
            guard let value = found.fields[field.name] else { continue }
            resource.attributes[field.name] =
                chosen(value, field, kind, found.fields) ?? self.value(value, field.type)
            remarks[field.name] = remark(resource.attributes[field.name] ?? .null, field.type)
        }
        if let record = found.record { keep(record, kind, &resource) }
        return ManifestDraft(resource, remarks: remarks)
    }

    /// What the cloud knows nothing of: how nacre is to treat the object.
    private func keep(_ record: RecordedResource, _ kind: Kind, _ resource: inout DesiredResource) {
        resource.lifecycle.protect = record.protect
        resource.lifecycle.onRemove = record.onRemove
        resource.lifecycle.timeouts = record.timeouts
        for field in kind.fields where isKept(field, kind) {
            guard let value = record.applied[field.name], !value.isAbsent,
                !ValueComparison.areEqual(value, field.initial, as: field.type)
            else { continue }
            resource.attributes[field.name] = value
        }
    }

    private func isKept(_ field: Field, _ kind: Kind) -> Bool {
        switch field.change {
        case .stateOnly: true
        case .createOnly: field.isWritable && field.type.referencedKinds.isEmpty
        case .inPlace, .replace, .refused: field.name == kind.serving.deployment?.pin
        }
    }

    /// The objects that a manifest may choose by name, where they have documents; nil for other fields. See ``LabelSelector``.
    private func chosen(_ value: Value, _ field: Field, _ kind: Kind, _ fields: Attributes) -> Value? {
        guard let rule = kind.choosing.selector, rule.targets == field.name else { return nil }
        let kinds = rule.kinds(fields) ?? []
        return sorted(
            value.elements.map { element in
                guard let id = element.text else { return element }
                return kinds.lazy.compactMap { owned.address($0, id: id) }.first.map { .reference(Reference($0)) }
                    ?? element
            }
        ) { $0.spelling ?? $0.display }
    }

    private func value(_ value: Value, _ type: FieldType) -> Value {
        switch type {
        case .reference(let kind): return value.text.map { reference(to: kind, id: $0) } ?? value
        case .list(let element): return .list(value.elements.map { self.value($0, element) })
        case .set(let element):
            return sorted(value.elements.map { self.value($0, element) }) { $0.spelling ?? $0.display }
        case .keyed(let fields, let key):
            return sorted(value.elements.map { self.value($0, .object(fields)) }) {
                ValueComparison.key(of: $0, by: key, fields)
            }
        case .rows(let fields, _): return .list(value.elements.map { self.value($0, .object(fields)) })
        case .object(let fields):
            var members = value.members
            for field in fields { members[field.name] = members[field.name].map { self.value($0, field.type) } }
            return .map(members)
        case .string, .text, .formatted, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .secret, .json:
            return value
        }
    }

    /// Where order does not count it is always the same: the cloud's may be another each time.
    private func sorted(_ elements: [Value], by title: (Value) -> String) -> Value {
        .list(elements.map { ($0, title($0)) }.sorted { NaturalOrder.precedes($0.1, $1.1) }.map(\.0))
    }

    /// By name where the object has a document, by what it is where it came with its parent, else by its id.
    private func reference(to kind: String, id: String) -> Value {
        if let address = owned.address(kind, id: id) { return .reference(Reference(address)) }
        return lookup(kind, id: id).map(Value.reference) ?? .string(id)
    }

    /// `{lookup: {vpc: shop, isDefault: true}}`, when that means this object and no other.
    private func lookup(_ name: String, id: String) -> Reference? {
        guard let kind = catalog[name], let object = live.object(name, id: id), kind.isCompanion(object) else {
            return nil
        }
        var facts: Attributes = [:]
        var criteria: Attributes = [:]
        for marker in kind.identity.marker {
            guard let field = kind.field(marker), case .reference = field.type,
                let value = object.attributes[marker], !value.isAbsent
            else { continue }
            facts[marker] = value
            criteria[marker] = self.value(value, field.type)
        }
        for (mark, value) in kind.choosing.builtIn where object.attributes[mark] == value {
            facts[mark] = value
            criteria[mark] = value
        }
        let matches = live.all(name).filter { other in facts.allSatisfy { other.attributes[$0] == $1 } }
        return matches.count == 1 ? Reference(lookup: name, criteria: criteria) : nil
    }

    /// What the objects are called that a field names by their ids alone.
    private func remark(_ value: Value, _ type: FieldType) -> String? {
        let names = type.targets(of: value).compactMap { target -> String? in
            let name = live.object(target.kind, id: target.id)?.name
            return name == target.id ? nil : name
        }
        return names.isEmpty ? nil : names.map { $0.escapedForDisplay }.joined(separator: ", ")
    }
}
