import Kinds
import Model
import NcloudClient
import Planning

// What belongs to the chosen objects without lying in them.

extension ExportReading {
    /// Takes in the objects that do nothing but join a chosen one to others, as a subscription joins a key to a product.
    mutating func takeLinks() async {
        for kind in catalog.kinds where kind.isLink {
            let ends = kind.identity.marker.filter { field in
                !(kind.field(field)?.type.referencedKinds.allSatisfy { chosen[$0] == nil } ?? true)
            }
            guard !ends.isEmpty, chosen[kind.name] == nil else { continue }
            do throws(APIFailure) { try await list(kind.name) } catch {
                failures[kind.name] = error
                continue
            }
            let links = live.all(kind.name).filter { link in
                ends.contains { end in
                    kind.field(end)?.type.referencedKinds.contains {
                        isChosen($0, link.attributes[end]?.text ?? "")
                    } ?? false
                }
            }
            guard !links.isEmpty else { continue }
            await readFully(kind.name, Set(links.map(\.id)))
            take(links)
        }
    }

    /// Takes in everything that the chosen objects refer to, and what that refers to, as far as manifests may say it.
    mutating func takeReferenced() async {
        await lookAtMakers(of: chosen.keys)
        var open = objects
        var asked: Set<String> = []
        while !open.isEmpty {
            let targets = open.flatMap { Discovery.references(of: $0, catalog: catalog) }
                .filter { !isChosen($0.kind, $0.id) && asked.insert("\($0.kind) \($0.id)").inserted }
            open = []
            for (kind, targets) in Dictionary(grouping: targets, by: \.kind).sorted(by: { $0.key < $1.key }) {
                guard catalog[kind]?.isWritable ?? false else {
                    await look(kind)
                    continue
                }
                await lookAtMakers(of: [kind])
                let memberships = Memberships(live, catalog)
                let targets = targets.filter { memberships.maker(of: $0) == nil }
                guard !targets.isEmpty else { continue }
                await readFully(kind, Set(targets.map(\.id)))
                let found = targets.compactMap { live.object(kind, id: $0.id) }
                    .filter { catalog[kind]?.isBuiltIn($0) == false }
                take(found)
                open += found
            }
        }
    }

    /// Reads what the chosen objects refer to as far as it takes to tell what an id means, and what may have made them.
    mutating func lookAtReferenced() async {
        let kinds = Set(objects.flatMap { Discovery.references(of: $0, catalog: catalog) }.map(\.kind))
        // First: whose servers they are, some makers show by a call of their own.
        await lookAtMakers(of: kinds.union(chosen.filter { !$0.value.isEmpty }.keys))
        for kind in kinds.sorted() { await look(kind) }
    }

    /// Reads what may have made objects of these kinds by itself.
    private mutating func lookAtMakers(of kinds: some Sequence<String>) async {
        for maker in Set(kinds.flatMap { catalog.makers(of: $0) }.map(\.name)).sorted() {
            await look(maker, ReadScope(everything: true))
        }
    }

    /// Reads a kind that one list covers, for names.
    private mutating func look(_ kind: String, _ scope: ReadScope = ReadScope()) async {
        guard !live.observedKinds.contains(kind), failures[kind] == nil, catalog[kind]?.place.listedUnder == nil else {
            return
        }
        await read(kind, scope)
    }

    /// Reads single objects with everything they consist of. What was read of the others stays.
    private mutating func readFully(_ kind: String, _ ids: Set<String>) async {
        guard let scope = scope(kind, ids) else { return }
        do throws(APIFailure) {
            let list = try await observer.read(kind, scope).get()
            if live.observedKinds.contains(kind) {
                for object in list where ids.contains(object.id) { live.observe(object) }
            } else {
                live.observe(kind, list)
            }
        } catch {
            failures[kind] = error
        }
    }

    /// Nil for what lies under objects that are not known: no list can be asked for.
    private func scope(_ kind: String, _ ids: Set<String>) -> ReadScope? {
        guard let parent = catalog[kind]?.place.listedUnder, let field = catalog[kind]?.field(referringTo: parent)
        else {
            return ReadScope(ids: ids)
        }
        let parents = Set(ids.compactMap { live.object(kind, id: $0)?.attributes[field]?.text })
        return parents.isEmpty ? nil : ReadScope(ids: ids, everything: true, parents: [parent: parents])
    }
}

extension Kind {
    /// Whether such objects are told apart by nothing but what they join.
    fileprivate var isLink: Bool {
        identity.marker.count > 1
            && identity.marker.allSatisfy { marker in !(field(marker)?.type.referencedKinds.isEmpty ?? true) }
    }
}
