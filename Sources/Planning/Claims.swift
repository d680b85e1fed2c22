import Model

/// Places that references of objects take for them alone, and who would have them when a run has ended.
struct Claims {
    /// An object, and the field by which it has the place.
    private struct Holder {
        let kind: String
        let neighbour: Preflight.Scene.Neighbour
        let field: String
        /// How many of the places it has.
        let count: Int
        /// Whether the run gives it the place.
        let isNew: Bool
    }

    private let catalog: KindCatalog
    private let scene: Preflight.Scene
    private let desired: [Address: DesiredResource]
    /// The fields that the run sets, by object; all are set of one that is made.
    private let changed: [Address: Set<String>]
    private let born: Set<Address>

    init(
        _ catalog: KindCatalog, _ scene: Preflight.Scene, _ desired: Desired, _ subjects: [Preflight.Subject]
    ) {
        self.catalog = catalog
        self.scene = scene
        self.desired = Dictionary(desired.resources.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        changed = Dictionary(subjects.map { ($0.address, $0.changed) }, uniquingKeysWith: { first, _ in first })
        born = Set(subjects.filter(\.isNew).map(\.address))
    }

    /// The kinds that may have what the given objects are to get.
    static func reads(_ subjects: [Preflight.Subject], _ catalog: KindCatalog) -> [String] {
        let spaces = Set(
            subjects.flatMap { subject in
                (catalog[subject.address.kind]?.claims ?? [])
                    .filter { !subject.changed.isDisjoint(with: $0.fields) }.compactMap(\.space)
            })
        return catalog.kinds.filter { $0.claims.contains { spaces.contains($0.space ?? "") } }.map(\.name)
    }

    /// An error for each place that the run would give to one too many.
    func violations() -> [Diagnostic] {
        var holders: [Places.Key: [Holder]] = [:]
        var slots: [Places.Key: Kind.Slot] = [:]
        for kind in catalog.kinds {
            let claims = kind.claims
            guard !claims.isEmpty else { continue }
            for neighbour in scene.all(kind.name) where !kind.isBuiltIn(neighbour) {
                for slot in claims {
                    guard let holder = holder(neighbour, kind, slot) else { continue }
                    for key in keys(slot, kind, neighbour) {
                        holders[key, default: []].append(holder)
                        slots[key] = slots[key] ?? slot
                    }
                }
            }
        }
        return holders.compactMap { key, all in slots[key].flatMap { violation(of: $0, all) } }.sorted()
    }

    private func holder(_ neighbour: Preflight.Scene.Neighbour, _ kind: Kind, _ slot: Kind.Slot) -> Holder? {
        guard let field = slot.fields.last else { return nil }
        let isBorn = neighbour.address.map(born.contains) ?? false
        // What an object was made with says nothing of it afterwards.
        if kind.field(field)?.change == .createOnly, !isBorn { return nil }
        let isNew = isBorn || neighbour.address.flatMap { changed[$0] }?.contains(field) ?? false
        return Holder(
            kind: kind.name, neighbour: neighbour, field: field,
            count: slot.isOwn ? max(1, neighbour.attributes[field]?.elements.count ?? 1) : 1, isNew: isNew)
    }

    private func keys(_ slot: Kind.Slot, _ kind: Kind, _ neighbour: Preflight.Scene.Neighbour) -> Set<Places.Key> {
        let address = neighbour.address ?? Address(kind: kind.name, name: neighbour.id ?? "")
        return Places.keys(slot, kind, neighbour.attributes, of: address, id: neighbour.id)
    }

    private func violation(of slot: Kind.Slot, _ all: [Holder]) -> Diagnostic? {
        let count = all.reduce(0) { $0 + $1.count }
        guard count > slot.limit, let blamed = all.filter(\.isNew).max(by: precedes),
            let address = blamed.neighbour.address, let resource = desired[address]
        else { return nil }
        let others = all.filter { $0.neighbour.address != address || $0.field != blamed.field }
        guard !others.isEmpty else { return nil }
        return Diagnostic(
            code: "preflight",
            "\(address): '\(blamed.field)' is already in use: \(slot.rule ?? "only one is possible")",
            at: resource.place(of: blamed.field), notes: others.map(note),
            help: help(slot, others))
    }

    private func help(_ slot: Kind.Slot, _ others: [Holder]) -> String {
        if let stranger = others.first(where: { $0.neighbour.address == nil }), let id = stranger.neighbour.id {
            return
                "remove it from \(stranger.kind) \(id) in the account, or import that object: import: {id: \"\(id)\"}"
        }
        return slot.limit == 1 ? "remove it from one of them" : "remove it from all but \(slot.limit)"
    }

    private func precedes(_ one: Holder, _ other: Holder) -> Bool {
        guard let left = one.neighbour.address, let right = other.neighbour.address else { return false }
        guard let mine = desired[left], let theirs = desired[right], left != right else { return left < right }
        return mine.precedes(theirs)
    }

    private func note(_ holder: Holder) -> String {
        let title = holder.neighbour.title
        guard let address = holder.neighbour.address, let resource = desired[address] else {
            return "\(holder.neighbour.address?.description ?? "\(holder.kind) \(title)") uses it in the account"
        }
        let place = resource.place(of: holder.field).map { " at \($0)" } ?? ""
        return "\(title) uses it in '\(holder.field)'\(place)"
    }
}

extension Kind {
    fileprivate func isBuiltIn(_ neighbour: Preflight.Scene.Neighbour) -> Bool {
        choosing.builtIn.contains { field, value in neighbour.attributes[field] == value }
    }
}
