import Model

/// Writes objects inside others where their addresses say that they belong there: what taking documents apart
/// (`Kind.nests`) turns around.
struct DraftNesting {
    private let catalog: KindCatalog
    private let drafts: [Address: ManifestDraft]
    /// What lies in each object, unordered.
    private var inside: [Address: [ManifestDraft]] = [:]

    /// - Returns: The drafts that stand on their own, in their order, the others inside them.
    static func folded(_ drafts: [ManifestDraft], catalog: KindCatalog) -> [ManifestDraft] {
        var nesting = DraftNesting(drafts, catalog)
        var outermost: [ManifestDraft] = []
        for draft in drafts {
            if let outer = nesting.outer(of: draft) {
                nesting.inside[outer, default: []].append(draft)
            } else {
                outermost.append(draft)
            }
        }
        return outermost.map(nesting.filled)
    }

    private init(_ drafts: [ManifestDraft], _ catalog: KindCatalog) {
        self.catalog = catalog
        self.drafts = Dictionary(drafts.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The object that this one may be written inside of: the one it refers to, if its own name is what it would be
    /// called there.
    private func outer(of draft: ManifestDraft) -> Address? {
        guard let (kind, nest) = catalog.nest(holding: draft.address.kind),
            case .reference(let reference)? = draft.resource.attributes[nest.through],
            let outer = reference.address, reference.attribute == nil, outer.kind == kind.name, drafts[outer] != nil,
            let key = draft.resource.attributes[nest.key]?.text,
            Kind.Nest.name(outer.name, key) == draft.address.name
        else { return nil }
        return outer
    }

    private func filled(_ draft: ManifestDraft) -> ManifestDraft {
        var draft = draft
        let nests = catalog[draft.address.kind]?.place.nests ?? []
        draft.inside = nests.flatMap { nest in
            (inside[draft.address] ?? []).filter { $0.address.kind == nest.kind }.sorted {
                NaturalOrder.precedes($0.key(nest), $1.key(nest))
            }.map(filled)
        }
        return draft
    }
}

extension ManifestDraft {
    fileprivate func key(_ nest: Kind.Nest) -> String { resource.attributes[nest.key]?.text ?? "" }
}
