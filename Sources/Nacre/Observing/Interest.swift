import Kinds
import Model
import StateStore

/// What of the cloud matters to a run: which kinds, and which objects of them.
struct Interest {
    /// Sorted.
    let kinds: [String]
    private let catalog: KindCatalog
    private let recorded: Recorded
    private let ids: [String: Set<String>]
    private let names: [String: Set<String>]
    /// Ids written out in manifests or kept in state, of parents by the kind of the child.
    private let parentIDs: [String: Set<String>]
    /// The fields that manifests and state speak of, by kind.
    private let fields: [String: Set<String>]
    /// Kinds looked up by criteria that do not tell the parent: every parent is read.
    private let soughtEverywhere: Set<String>
    /// Kinds of which any object may have made one that is to be taken over: all are read to the end.
    private let makers: Set<String>
    /// Kinds that are deployed with a managed object: there, what nacre does not manage counts too.
    private let contents: Set<String>

    init(desired: Desired, recorded: Recorded, intents: [Intent], catalog: KindCatalog) {
        self.catalog = catalog
        let recorded = recorded.adding(intents)
        self.recorded = recorded
        var ids: [String: Set<String>] = [:]
        var names: [String: Set<String>] = [:]
        var fields: [String: Set<String>] = [:]
        var kinds = Set(intents.map(\.address.kind))
        for record in recorded.resources {
            kinds.insert(record.address.kind)
            if let id = record.id { ids[record.address.kind, default: []].insert(id) }
            fields[record.address.kind, default: []].formUnion(record.applied.keys)
        }
        var sought: Set<String> = []
        var makers: Set<String> = []
        for resource in desired.resources {
            let kind = resource.address.kind
            kinds.insert(kind)
            names[kind, default: []].insert(resource.attributes["name"]?.text ?? resource.address.name)
            if resource.adoption != nil, recorded[resource.address] == nil {
                // What others make and end by themselves is not taken over.
                makers.formUnion(catalog.makers(of: kind).map(\.name))
            }
            if case .id(let id)? = resource.adoption { ids[kind, default: []].insert(id) }
            if case .name(let name)? = resource.adoption { names[kind, default: []].insert(name) }
            fields[kind, default: []].formUnion(resource.attributes.keys)
            let parent = catalog[kind]?.place.listedUnder
            for reference in resource.attributes.values.flatMap(\.references) {
                guard let kind = reference.lookedUpKind else { continue }
                // A parent that is looked up by its name is known before it is read.
                if kind == parent, let name = reference.criteria["name"]?.text {
                    names[kind, default: []].insert(name)
                }
                kinds.insert(kind)
                fields[kind, default: []].formUnion(reference.criteria.keys)
                if catalog[kind]?.place.listedUnder != nil { sought.insert(kind) }
            }
        }
        self.makers = makers
        kinds.formUnion(makers)
        contents = Set(kinds.flatMap { catalog[$0]?.serving.deployment?.parts.map(\.kind) ?? [] })
        kinds.formUnion(contents)
        kinds.formUnion(kinds.flatMap { catalog.ancestors(of: $0) })
        parentIDs = Interest.parentIDs(desired, recorded, catalog)
        for (kind, named) in parentIDs {
            // A parent that is not managed may lie under any other.
            guard let parent = catalog[kind]?.place.listedUnder, catalog[parent]?.place.listedUnder != nil,
                !named.isSubset(of: ids[parent] ?? [])
            else { continue }
            sought.insert(parent)
        }
        sought.formUnion(sought.flatMap { catalog.ancestors(of: $0) })
        soughtEverywhere = sought
        self.fields = fields
        self.ids = ids
        self.names = names
        self.kinds = kinds.filter { catalog[$0] != nil }.sorted()
    }

    private static func parentIDs(
        _ desired: Desired, _ recorded: Recorded, _ catalog: KindCatalog
    ) -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        let wanted = desired.resources.map { ($0.address.kind, $0.attributes) }
        let applied = recorded.resources.map { ($0.address.kind, $0.applied) }
        for (kind, attributes) in wanted + applied {
            guard let parent = catalog[kind]?.place.listedUnder, let field = catalog[kind]?.field(referringTo: parent),
                let id = attributes[field]?.text
            else { continue }
            found[kind, default: []].insert(id)
        }
        return found
    }

    /// What to read of `kind`, given what has been read of its parent.
    func scope(of kind: String, in live: LiveSnapshot) -> ReadScope {
        var scope = ReadScope(ids: ids[kind] ?? [], names: names[kind] ?? [], fields: fields[kind] ?? [])
        scope.lastSeen = lastSeen(of: kind)
        scope.everything = makers.contains(kind)
        guard let parent = catalog[kind]?.place.listedUnder else { return scope }
        let parents = live.all(parent).filter { holds($0, kind) }
        scope.parents[parent] = Set(parents.map(\.id))
        return scope
    }

    /// Whether objects of `kind` under this parent matter, and there can be any.
    private func holds(_ parent: LiveObject, _ kind: String) -> Bool {
        if let field = catalog[kind]?.place.shownByParent, parent.attributes[field]?.isAbsent ?? true { return false }
        return soughtEverywhere.contains(kind) || matters(parent) || parentIDs[kind]?.contains(parent.id) ?? false
    }

    /// Whether an object is managed, or deployed with a managed one.
    private func matters(_ object: LiveObject) -> Bool {
        let kind = object.kind
        if ids[kind]?.contains(object.id) ?? false || names[kind]?.contains(object.name ?? "") ?? false { return true }
        return contents.contains(kind)
    }

    private func lastSeen(of kind: String) -> [String: Attributes] {
        guard let snapshot = catalog[kind]?.serving.deployment else { return [:] }
        var seen: [String: Attributes] = [:]
        for record in recorded.resources where record.address.kind == kind {
            // What was deployed is known only together with its number.
            if let id = record.id, record.applied[snapshot.field] != nil { seen[id] = record.lastSeen }
        }
        return seen
    }

    /// The rows whose objects the lists lack, other than those that the account may not see and those that have served.
    func missing(in live: LiveSnapshot, now: Moment) -> [RecordedResource] {
        recorded.resources.filter { record in
            guard let id = record.id, let known = catalog[record.address.kind] else { return false }
            let kind = record.address.kind
            return !known.hasServed(record.applied, by: now.wall) && live.object(kind, id: id) == nil
                && !live.isHidden(kind, id: id)
        }
    }
}

extension Reference {
    fileprivate var lookedUpKind: String? {
        switch target {
        case .managed: nil
        case .lookup(let kind, _): kind
        }
    }
}

extension KindCatalog {
    /// The kinds that a kind is listed under, one after the other.
    fileprivate func ancestors(of name: String) -> [String] {
        var found: [String] = []
        while let parent = self[found.last ?? name]?.place.listedUnder, !found.contains(parent) { found.append(parent) }
        return found
    }
}

extension Kind {
    /// The field that refers to objects of `kind`.
    func field(referringTo kind: String) -> String? {
        fields.first { $0.type == .reference(kind) }?.name
    }
}

extension Recorded {
    /// With the objects whose ids only an intent knows: the run that had the answer could not write its row any more.
    fileprivate func adding(_ intents: [Intent]) -> Recorded {
        let answered = intents.compactMap { intent -> RecordedResource? in
            guard intent.purpose == .create, self[intent.address]?.id == nil, let id = intent.answeredID else {
                return nil
            }
            var record = self[intent.address] ?? RecordedResource(intent.address, condition: .creating)
            record.id = id
            // Whenever it was: for this process it is as new as can be.
            record.updatedAt = nil
            return record
        }
        let addresses = Set(answered.map(\.address))
        return Recorded(resources.filter { !addresses.contains($0.address) } + answered)
    }
}
