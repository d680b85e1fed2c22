import Model

// What captures an object at a moment is not made anew because that one is.

extension Planner {
    /// What the manifest wants of an object that exists. A field that says what the object was made of stands for what
    /// that was then, for as long as the manifest names the same one.
    func wantedNow(
        _ resource: DesiredResource, _ kind: Kind, _ object: LiveObject, applied: Attributes
    ) -> Attributes {
        var wanted = known.resolve(resource.attributes, of: resource.address)
        for field in kind.fields where field.isOrigin && namesTheSameOrigin(resource, field) {
            if let former = object.attributes[field.name] ?? applied[field.name] { wanted[field.name] = former }
        }
        return wanted
    }

    private func namesTheSameOrigin(_ resource: DesiredResource, _ field: Field) -> Bool {
        guard case .reference(let reference)? = resource.attributes[field.name], let address = reference.address,
            let record = recorded[resource.address]
        else { return false }
        switch record.declared[field.name] {
        case .reference(let former)?: return former == reference
        // A row that does not say how the manifest wrote it.
        case nil: return record.dependencies.contains(address)
        case .null?, .bool?, .integer?, .number?, .string?, .list?, .map?, .template?, .secret?: return false
        }
    }
}

extension Kind {
    /// Objects that a recorded one was made of and does not rest on.
    func origins(of record: RecordedResource) -> Set<Address> {
        guard fields.contains(where: \.isOrigin) else { return [] }
        var (origins, others): (Set<Address>, Set<Address>) = ([], [])
        for (name, value) in record.declared {
            let named = value.references.compactMap(\.address)
            if field(name)?.isOrigin ?? false { origins.formUnion(named) } else { others.formUnion(named) }
        }
        return origins.subtracting(others)
    }
}
