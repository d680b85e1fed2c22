import Model

/// Finds what a user asks for among the objects that there are.
struct ExportSearch {
    private let live: LiveSnapshot
    private let catalog: KindCatalog
    /// What this workspace calls objects, by kind and id.
    private let known: [String: String]

    init(live: LiveSnapshot, recorded: Recorded, catalog: KindCatalog) {
        self.live = live
        self.catalog = catalog
        let rows = recorded.resources.compactMap { record in
            record.id.map { ("\(record.address.kind) \($0)", record.address.name) }
        }
        known = Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    /// - Throws: a ``Diagnostic`` when nothing is called so, or more than one object.
    func object(_ target: ExportRequest.Target) throws(Diagnostic) -> LiveObject {
        let found = live.all(target.kind).filter { object in
            (target.id ?? object.id) == object.id && (target.name.map { names(of: object).contains($0) } ?? true)
        }
        guard let first = found.first else { throw missing(target) }
        guard found.count == 1 else { throw ambiguous(target, found) }
        return first
    }

    /// What an object may be called: its own name, that which it has in the workspace, what tells it apart in its outer
    /// object, and the names on the way there.
    private func names(of object: LiveObject) -> [String] {
        let known = known["\(object.kind) \(object.id)"]
        let key = catalog.nest(holding: object.kind).flatMap { object.attributes[$0.nest.key]?.text }
        return [object.name, known, key, path(to: object)].compactMap(\.self)
    }

    /// The name it has when it is written inside its outer object.
    private func path(to object: LiveObject) -> String? {
        guard let (outer, nest) = catalog.nest(holding: object.kind),
            let key = object.attributes[nest.key]?.text, let id = object.attributes[nest.through]?.text,
            let parent = live.object(outer.name, id: id), let name = path(to: parent) ?? parent.name
        else { return nil }
        return Kind.Nest.name(name, key)
    }

    private func missing(_ target: ExportRequest.Target) -> Diagnostic {
        let kind = target.kind
        guard let name = target.name else {
            return Diagnostic(
                code: "no-object", "the account has no \(kind) with id \"\(target.id ?? "")\"",
                help: "export it by name: nacre export \(kind)/NAME")
        }
        let suffix = target.id.map { " with id \"\($0)\"" } ?? ""
        let nearest = NearestName.of(name, in: live.all(kind).flatMap(names))
        return Diagnostic(
            code: "no-object", "the account has no \(kind) named \"\(name)\"\(suffix)",
            help: nearest.flatMap { $0 == name ? nil : "did you mean \($0)?" } ?? others(kind))
    }

    private func others(_ kind: String) -> String {
        let names = Set(live.all(kind).map { path(to: $0) ?? $0.name ?? $0.id }).sorted()
        guard !names.isEmpty else {
            return "it has none at all: check the credentials, the region and --cloud"
        }
        return "there is " + names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
    }

    private func ambiguous(_ target: ExportRequest.Target, _ found: [LiveObject]) -> Diagnostic {
        Diagnostic(
            code: "ambiguous-name", "\(found.count) objects of kind \(target.kind) are named \"\(target.name ?? "")\"",
            notes: found.map { object in
                [object.id, path(to: object).map { "full name \($0)" }, object.created.map { "made \($0)" }]
                    .compactMap(\.self).joined(separator: ", ")
            }.sorted(), help: "choose one by its id, with --id")
    }
}
