import Model

// What is said about lookups that do not come to one object, or that would come to another one today.

extension Planner {
    /// The lookups of the object that find nothing or too much.
    func lookupMisses(in resource: DesiredResource) -> [Diagnostic] {
        resource.attributes.flatMap { field, value in
            let use = KnownValues.Use(owner: resource.address, field: field)
            return value.references.compactMap { reference -> Diagnostic? in
                switch known.match(reference, for: use) {
                case .one, .withdrawn, .open: nil
                case .none where reference.criteria.values.contains(where: { !$0.references.isEmpty }): nil
                case .none: nothingFound(reference, resource.place(of: field))
                case .several(let found): severalFound(reference, found, resource.place(of: field))
                }
            }
        }
    }

    private func nothingFound(_ reference: Reference, _ span: SourceSpan?) -> Diagnostic {
        let search = known.search(reference)
        if let search, search.criteriaNames.count == 1, let name = search.criterion("name"),
            case .lookup(let kind, _) = reference.target
        {
            return unknownName(name, kind, search, span)
        }
        let help = search.flatMap(nearest) ?? "compare the criteria with the objects in the account"
        return Diagnostic(
            code: "lookup-nothing", "\(reference) matches no object", at: span, notes: search.map(alternatives) ?? [],
            help: help)
    }

    /// What is said where a name is all that is given.
    private func unknownName(_ name: String, _ kind: String, _ search: LookupSearch, _ span: SourceSpan?) -> Diagnostic
    {
        let choices = search.alternatives(to: "name")
        let shown = choices.prefix(8).joined(separator: ", ") + (choices.count > 8 ? ", …" : "")
        let longer = choices.filter { $0.lowercased().hasPrefix(name.lowercased()) }
        let meant = NearestName.of(name, in: choices) ?? (longer.count == 1 && !name.isEmpty ? longer.first : nil)
        return Diagnostic(
            code: "lookup-nothing", "no \(kind) '\(name)'", at: span,
            notes: [choices.isEmpty ? "the account has none with a name" : "there are: \(shown)"],
            help: meant.map { "did you mean \($0)?" } ?? "compare the name with those in the account")
    }

    /// A criterion that is a slip of the fingers away from one that would do.
    private func nearest(_ search: LookupSearch) -> String? {
        for name in search.criteriaNames {
            guard let written = search.criterion(name) else { continue }
            let choices = search.alternatives(to: name).filter { $0 != written }
            if let nearest = NearestName.of(written, in: choices) { return "did you mean \(name): \(nearest)?" }
        }
        return nil
    }

    /// For each criterion, what it would have to say for the others to find something.
    private func alternatives(_ search: LookupSearch) -> [String] {
        search.criteriaNames.compactMap { name in
            let choices = search.alternatives(to: name)
            guard !choices.isEmpty else { return nil }
            let shown = choices.prefix(8).joined(separator: ", ") + (choices.count > 8 ? ", …" : "")
            return "with the other criteria, these values of \(name) match: \(shown)"
        }
    }

    private func severalFound(_ reference: Reference, _ found: [LiveObject], _ span: SourceSpan?) -> Diagnostic {
        let ids = found.prefix(5).map(\.id).joined(separator: ", ")
        let picks = known.search(reference)?.rules.picks.map { "pick: \($0.name)" } ?? []
        return Diagnostic(
            code: "lookup-several", "\(reference) matches \(found.count) objects, expected 1: \(ids)", at: span,
            notes: found.prefix(5).filter { $0.name != nil && $0.name != $0.id }.map(\.title),
            help: (["add criteria"] + picks).joined(separator: ", or set "))
    }

    // MARK: Choices that were kept

    /// A note for each lookup that keeps what it found although it would find another object today.
    func newerChoices() -> [Diagnostic] {
        var notes: [Reference: [(kept: String, choice: LiveObject, by: DesiredResource, field: String)]] = [:]
        for resource in desired.resources where !known.renewed.contains(resource.address) {
            for (field, value) in resource.attributes {
                let use = KnownValues.Use(owner: resource.address, field: field)
                for reference in value.references where reference.pick != nil {
                    guard let newer = known.newer(reference, for: use) else { continue }
                    notes[reference, default: []].append((newer.kept, newer.choice, resource, field))
                }
            }
        }
        return notes.values.compactMap { uses in
            guard let first = uses.first else { return nil }
            let others = uses.count > 1 ? " and \(uses.count - 1) more" : ""
            let kept = Set(uses.map(\.kept)).sorted(by: NaturalOrder.precedes).joined(separator: ", ")
            return Diagnostic(
                .note, code: "newer-choice",
                "\(first.by.address)\(others) keeps \(first.choice.kind) \(kept); today its lookup matches "
                    + first.choice.title,
                at: first.by.place(of: first.field),
                help: "to switch to it, write \(first.field): {id: \"\(first.choice.id)\"}")
        }
    }
}

extension DesiredResource {
    /// Where the field is written, or else where the document begins.
    public func place(of field: String) -> SourceSpan? { spans[FieldPath(field)] ?? span }
}

extension LiveObject {
    /// The id, and the name where there is another one.
    fileprivate var title: String {
        guard let name, name != id else { return id }
        return "\(id) (\(name))"
    }
}
