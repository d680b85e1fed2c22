import Kinds
import Model
import NcloudClient
import Planning

/// Reads some objects in full, with what lies in them, and little besides.
struct ExportReading {
    let observer: Observer
    var catalog: KindCatalog { observer.catalog }

    var live = LiveSnapshot()
    /// Kinds that could not be read.
    var failures: [String: APIFailure] = [:]
    /// The objects to write, by kind.
    private(set) var chosen: [String: Set<String>] = [:]

    init(_ observer: Observer) { self.observer = observer }

    /// The objects to write, as they were read.
    var objects: [LiveObject] {
        chosen.sorted { $0.key < $1.key }.flatMap { kind, ids in live.all(kind).filter { ids.contains($0.id) } }
    }

    // MARK: What there is

    /// Reads what there is of a kind, without details.
    /// - Throws: ``APIFailure`` when it, or what it lies in, cannot be read.
    mutating func list(_ kind: String) async throws(APIFailure) {
        guard !live.observedKinds.contains(kind) else { return }
        var scope = ReadScope()
        if let parent = catalog[kind]?.place.listedUnder {
            try await list(parent)
            scope.parents[parent] = Set(live.all(parent).filter { mayHold($0, kind) }.map(\.id))
        }
        live.observe(kind, try await observer.read(kind, scope).get())
    }

    private func mayHold(_ object: LiveObject, _ kind: String) -> Bool {
        guard let field = catalog[kind]?.place.shownByParent else { return true }
        return !(object.attributes[field]?.isAbsent ?? true)
    }

    // MARK: Objects and what lies in them

    /// Reads the objects with everything they consist of, and all that may be written inside them.
    mutating func choose(_ roots: [LiveObject]) async {
        take(roots)
        let kinds = catalog.names.map { (name: $0, depth: catalog.depth(of: $0)) }
        for (kind, _) in kinds.sorted(by: { ($0.depth, $0.name) < ($1.depth, $1.name) }) {
            await readInside(kind, roots.filter { $0.kind == kind })
        }
        live.dropDeployments(without: Set(failures.keys), catalog)
    }

    mutating func take(_ objects: some Sequence<LiveObject>) {
        for object in objects { chosen[object.kind, default: []].insert(object.id) }
    }

    func isChosen(_ kind: String, _ id: String) -> Bool { chosen[kind]?.contains(id) ?? false }

    /// Leaves out what the cloud made along with the rest and nobody put to use.
    mutating func dropUnused(besides keeps: (LiveObject) -> Bool) {
        for object in objects
        where !keeps(object) && !Discovery.isWorthExporting(object, in: live, catalog: catalog) {
            chosen[object.kind]?.remove(object.id)
        }
    }

    /// Objects of one kind: `roots`, and what lies in the chosen ones of the level above.
    private mutating func readInside(_ kind: String, _ roots: [LiveObject]) async {
        guard let parent = catalog[kind]?.place.listedUnder, let field = catalog[kind]?.field(referringTo: parent)
        else {
            if !roots.isEmpty { await read(kind, ReadScope(ids: Set(roots.map(\.id)))) }
            return
        }
        let isNested = catalog.nest(holding: kind)?.outer.name == parent
        let outer = isNested ? chosen[parent] ?? [] : []
        let parents = outer.union(roots.compactMap { $0.attributes[field]?.text })
        let holding = parents.filter { id in live.object(parent, id: id).map { mayHold($0, kind) } ?? true }
        guard !holding.isEmpty else { return }
        // Nothing is known of what was deployed, so that it is asked for: where all that it may be compared with is read.
        let isWhole = holding.isSubset(of: outer) && catalog[kind]?.serving.deployment != nil
        let lastSeen: [String: Attributes]? = isWhole ? [:] : nil
        await read(kind, ReadScope(everything: true, parents: [parent: holding], lastSeen: lastSeen))
        take(live.all(kind).filter { outer.contains($0.attributes[field]?.text ?? "") })
    }

    /// Reads a kind anew; what cannot be read is noted.
    mutating func read(_ kind: String, _ scope: ReadScope) async {
        do throws(APIFailure) {
            live.observe(kind, try await observer.read(kind, scope).get())
        } catch {
            failures[kind] = error
        }
    }
}
