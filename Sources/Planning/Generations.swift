import Model

/// Objects whose id another object came to have.
enum Generations {
    /// What tells the live object from the one that was recorded; empty when it is the same, or nothing tells.
    static func changes(_ kind: Kind, _ record: RecordedResource, _ object: LiveObject) -> [FieldChange] {
        guard record.condition == .ready else { return [] }
        return kind.identity.generation.compactMap { field in
            guard let before = record.lastSeen[field], let now = object.attributes[field], !before.isAbsent,
                !now.isAbsent, before.spelling != now.spelling
            else { return nil }
            return FieldChange(FieldPath(field), before: now, after: before, origin: .drift)
        }
    }

    /// What to say of an object that is another one.
    static func warning(_ address: Address, _ kind: Kind, _ changes: [FieldChange], at span: SourceSpan?) -> Diagnostic
    {
        let fields = changes.map(\.path.description).joined(separator: " and ")
        let danger =
            kind.life.callShowingSecret == nil
            ? [] : ["security: whoever put it there may have access to everything created with it from now on"]
        return Diagnostic(
            .warning, code: "another-object",
            "\(address) was replaced outside nacre: it has the same name but a different \(fields)",
            at: span, notes: danger,
            help: "find out who replaced it; to keep the new object, run \"nacre state forget \(address)\" and "
                + "import it")
    }
}

extension Planner {
    /// Says of objects that they are not those that were recorded.
    func replacedUnderTheirNames() -> [Diagnostic] {
        recorded.resources.compactMap { record in
            guard let kind = catalog[record.address.kind], !kind.identity.generation.isEmpty, let id = record.id,
                let object = live.object(kind.name, id: id)
            else { return nil }
            let changes = Generations.changes(kind, record, object)
            guard !changes.isEmpty else { return nil }
            return Generations.warning(record.address, kind, changes, at: known.wanted[record.address]?.span)
        }
    }
}
