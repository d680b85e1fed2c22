import Model

extension Discovery {
    /// Writes documents for exactly these objects, managed or not: a managed one keeps its address and what only state
    /// knows of it. What is not among them is referred to by its id.
    /// - Parameters:
    ///   - live: holds them, and what they refer to.
    ///   - nests: whether objects are written inside others where that can be.
    public static func export(
        _ objects: [LiveObject], in live: LiveSnapshot, recorded: Recorded, catalog: KindCatalog, nests: Bool
    ) -> Result {
        var records: [String: RecordedResource] = [:]
        for record in recorded.resources where record.address.successor == nil {
            if let id = record.id { records["\(record.address.kind) \(id)"] = record }
        }
        var choice = DiscoveryChoice(includesBuiltIn: true, nests: nests)
        choice.verb = "export"
        var discovery = Discovery(
            choice, in: live, owned: OwnedObjects(taken: Set(recorded.resources.map(\.address))), catalog: catalog)
        var found: [Found] = []
        for object in objects {
            guard let kind = catalog[object.kind], discovery.isNobodyElses(object), discovery.isAtRest(object, kind),
                let fields = discovery.fields(of: object, kind)
            else { continue }
            let record = records["\(object.kind) \(object.id)"]
            let own = record.map { kind.ownParts(of: fields, $0) } ?? fields
            found.append(Found(object: object, kind: kind, fields: own, record: record))
        }
        discovery.write(found)
        return discovery.result
    }

    /// The objects that the fields of a manifest of this one would refer to, by their ids.
    public static func references(of object: LiveObject, catalog: KindCatalog) -> [FieldType.Target] {
        (catalog[object.kind]?.fields ?? []).filter(\.isComparable).flatMap { field in
            object.attributes[field.name].map(field.type.targets) ?? []
        }
    }

    /// Whether an object belongs into an export of what it lies in: what came with its outer object does once it was put
    /// to use.
    public static func isWorthExporting(_ object: LiveObject, in live: LiveSnapshot, catalog: KindCatalog) -> Bool {
        guard let kind = catalog[object.kind], kind.isBuiltIn(object) else { return true }
        let discovery = Discovery(DiscoveryChoice(), in: live, owned: OwnedObjects(taken: []), catalog: catalog)
        return discovery.holdsSomething(object, kind)
    }
}

extension Kind {
    /// The fields without what others have added to lists of which nacre owns but its elements.
    fileprivate func ownParts(of live: Attributes, _ record: RecordedResource) -> Attributes {
        guard isPartlyOwned(record.applied) else { return live }
        var own = live
        for field in fields where field.isShareable {
            guard let list = live[field.name]?.elements else { continue }
            let others = Set(field.type.elements(of: list, besides: record.applied[field.name]?.elements ?? []))
            own[field.name] = .list(list.filter { !others.contains($0) })
        }
        return own
    }
}
