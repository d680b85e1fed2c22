import Model

// Which live objects manifests take under management.

extension Planner {
    func candidates(for adoption: Adoption, _ resource: DesiredResource, _ kind: Kind) -> [LiveObject] {
        switch adoption {
        case .id(let id): live.object(kind.name, id: id).map { [$0] } ?? []
        case .name(let name): live.all(kind.name).filter { isCalled(name, $0, resource, kind) }
        }
    }

    /// The live object that carries the tag of this very address: one that nacre made for it and forgot since. Nobody else
    /// writes it, and another one would be a double.
    func tagged(_ resource: DesiredResource, _ kind: Kind) -> LiveObject? {
        guard kind.identity.isTagged else { return nil }
        let tag = resource.address.tag(in: desired.project.name)
        let found = (tagged[kind.name]?[tag] ?? []).filter { object in
            owners[kind.name]?[object.id] == nil && kind.status?.isLeaving(object.status) != true
        }
        return found.count == 1 ? found[0] : nil
    }

    /// Whether an object has this name, or what its kind has for one, among those with the parents that are wanted.
    private func isCalled(_ name: String, _ object: LiveObject, _ resource: DesiredResource, _ kind: Kind) -> Bool {
        let title = kind.hasName ? "name" : kind.identity.marker.first ?? "name"
        guard object.attributes[title]?.spelling == name else { return false }
        return kind.identity.marker.allSatisfy { field in
            guard field != title, case .reference? = kind.field(field)?.type, let parent = resource.attributes[field],
                let id = known.resolve(parent).spelling
            else { return true }
            return object.attributes[field]?.spelling == id
        }
    }

    mutating func planAdoption(
        _ resource: DesiredResource, _ kind: Kind, _ found: [LiveObject], named name: String
    ) {
        guard let object = found.first, found.count == 1 else {
            let ids = found.map(\.id).joined(separator: ", ")
            let reason =
                found.isEmpty ? "the cloud has no \(kind.name) \(name)" : "several \(kind.name)s are \(name): \(ids)"
            return refuse(resource, reason, advice: "select an existing object with import: {id: …}")
        }
        if let owner = owners[kind.name]?[object.id] {
            return refuse(
                resource, "\(kind.name) \(object.id) is already managed as \(owner)",
                advice: "to rename it, write renamedFrom: \(owner.name)")
        }
        if let foreign = foreign(object) { return refuse(resource, foreign.reason, advice: foreign.advice) }
        owners[kind.name, default: [:]][object.id] = resource.address
        known.exists(resource.address, id: object.id)
        let changes = changes(resource, kind, object, applied: [:])
        let fixed = kind.fixed(among: changes)
        guard fixed.isEmpty else {
            let fields = fixed.map(\.path.description).joined(separator: ", ")
            return refuse(
                resource, "\(kind.name) \(object.id) differs in \(fields), which cannot change in place",
                advice: "make the manifest match the object, apply, then change it", changes: fixed,
                at: resource.place(of: fixed.first?.path))
        }
        if let refusal = refusal(among: changes, of: object, kind) {
            return refuse(
                resource, refusal.reason, advice: refusal.advice, changes: changes,
                at: resource.place(of: refusal.field))
        }
        let reason = resource.adoption == nil ? Reason.existsAlready : .importRequested
        add(
            resource, .adopt(id: object.id), because: kind.isPendingDeletion(object) ? .deletionCancelled : reason,
            changes: changes, kind: kind, object: object)
    }

    /// Whether an import means another object than the one that is gone. One that was done long ago stays in the manifest,
    /// also while its object is replaced.
    func isNewWish(_ adoption: Adoption, _ record: RecordedResource, _ found: [LiveObject]) -> Bool {
        guard let id = record.id else { return !record.adopted }
        switch adoption {
        case .id(let wanted): return wanted != id
        case .name: return !found.isEmpty
        }
    }
}

extension Adoption {
    /// The id that is to be adopted, when it is written out.
    var id: String? {
        switch self {
        case .id(let id): id
        case .name: nil
        }
    }

    var text: String {
        switch self {
        case .id(let id): "with id \(id)"
        case .name(let name): "named \"\(name)\""
        }
    }
}
