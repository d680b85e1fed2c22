import Model

// What is not done to an object because it is renamed at the same time.

extension Planner {
    /// Somebody who renames an object means to keep it.
    mutating func refuseReplacing(
        _ resource: DesiredResource, _ kind: Kind, renamedFrom former: Address, _ forcing: [FieldChange]
    ) {
        let fields = forcing.map(\.path.description).joined(separator: ", ")
        // What follows from another object being made anew is not for this manifest to keep.
        let lines = forcing.filter { $0.after?.references.isEmpty ?? true }.map { line(keeping: $0, kind) }
        let keep =
            lines.isEmpty
            ? "" : "write \(lines.joined(separator: ", ")) to match the existing object; to get a new object, "
        refuse(
            resource, "it is renamed from \(former) and would be replaced: \(fields) cannot change in place",
            advice: keep + "apply the rename first", changes: forcing, at: resource.place(of: forcing.first?.path))
    }

    /// The line of a manifest that keeps a field as it is.
    private func line(keeping change: FieldChange, _ kind: Kind) -> String {
        let name = change.path.description
        guard let before = change.before, !before.isAbsent else { return "no \(name)" }
        guard case .reference(let target)? = kind.field(change.path.field)?.type, let id = before.spelling else {
            return "\(name): \(before.display)"
        }
        return owners[target]?[id].map { "\(name): \($0.name)" } ?? "\(name): {id: \"\(id)\"}"
    }

    /// The row that a `renamedFrom` was most likely to name which names none: one that the manifests leave behind.
    func misspelt(_ former: Address) -> Address? {
        let left = recorded.resources.map(\.address).filter { $0.kind == former.kind && known.wanted[$0] == nil }
        guard !left.contains(former), let name = NearestName.of(former.name, in: left.map(\.name)) else { return nil }
        return Address(kind: former.kind, name: name)
    }
}
