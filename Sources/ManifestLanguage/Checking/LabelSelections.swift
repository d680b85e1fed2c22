import Model

/// What manifests choose by name or by label, kept until every document is read and the labels of all objects are known.
struct LabelSelections {
    private struct Entry {
        var index: Int
        var rule: LabelSelector
        var selector: Place
        var targets: Place
        /// That of the field that decides the kinds.
        var source: Place
    }

    private var entries: [Entry] = []

    /// - Parameter index: the place of the object among those that are read.
    mutating func add(_ instance: Instance, at index: Int) {
        guard let rule = instance.document.kind.choosing.selector else { return }
        let home = instance.document.name.place
        func place(of field: String) -> Place { instance.spec?.value.member(field)?.value.place ?? home }
        entries.append(
            Entry(
                index: index, rule: rule, selector: place(of: rule.field), targets: place(of: rule.targets),
                source: place(of: rule.source?.field ?? rule.field)))
    }

    /// Gives each object its choice.
    /// - Returns: whom the objects name by that, by their places.
    func settle(
        _ resources: inout [DesiredResource], _ context: EvaluationContext
    ) -> [(index: Int, edges: [FieldChecker.Edge])] {
        entries.map { entry in
            let chosen = choice(entry, resources, context)
            let (rule, own) = (entry.rule, resources[entry.index])
            let isGiven = own.attributes[rule.targets] != nil || own.attributes[rule.field] != nil
            if isGiven { resources[entry.index].attributes[rule.targets] = .list(chosen) }
            resources[entry.index].attributes[rule.field] = nil
            let spans = own.spans
            if spans[FieldPath(rule.targets)] == nil {
                resources[entry.index].spans[FieldPath(rule.targets)] = spans[FieldPath(rule.field)]
            }
            let named = chosen.flatMap(\.references).compactMap(\.address)
            let place = own.attributes[rule.field] == nil ? entry.targets : entry.selector
            return (entry.index, named.map { FieldChecker.Edge(target: $0, place: place) })
        }
    }

    private func choice(
        _ entry: Entry, _ resources: [DesiredResource], _ context: EvaluationContext
    ) -> [Value] {
        let own = resources[entry.index]
        let kinds = entry.rule.kinds(own.attributes)
        let names = NamedTargets(kinds: kinds, field: entry.rule.targets, place: entry.targets, context: context)
        let named = (own.attributes[entry.rule.targets]?.elements ?? []).compactMap(names.value)
        guard let labels = own.attributes[entry.rule.field] else { return named }
        let found = labelled(labels, own, entry, kinds, resources, context).map {
            Value.reference(Reference($0))
        }
        return named + found.filter { !named.contains($0) }
    }

    /// The objects that have all of the labels, by address.
    private func labelled(
        _ labels: Value, _ object: DesiredResource, _ entry: Entry, _ kinds: [String]?, _ resources: [DesiredResource],
        _ context: EvaluationContext
    ) -> [Address] {
        let findings = context.findings
        let own = object.address
        guard let kinds else {
            if reportSlip(entry, object, findings) { return [] }
            findings.error(
                .badValue, "'\(entry.rule.field)' of \(own) does not say of which kind its objects are",
                at: entry.selector, help: "list them in '\(entry.rule.targets)': Kind/name")
            return []
        }
        let wanted = labels.members.compactMapValues(\.spelling)
        guard !wanted.isEmpty, wanted.count == labels.members.count else {
            findings.error(
                .badValue, "'\(entry.rule.field)' must be a map of labels and their values", at: entry.selector,
                help: "write {role: web}, for the objects with metadata.labels.role web")
            return []
        }
        let candidates = resources.filter { kinds.contains($0.address.kind) && $0.address != own }
        let found = candidates.filter { object in wanted.allSatisfy { object.labels[$0.key] == $0.value } }
        // Somewhere a file could not be read to its end: the object may well stand there.
        guard found.isEmpty, context.inventory.isComplete else { return found.map(\.address).sorted() }
        let texts = wanted.map { "\($0.key)=\($0.value)" }
        let known = Set(candidates.flatMap { $0.labels.map { "\($0.key)=\($0.value)" } }).sorted()
        findings.error(
            .missingReference,
            "no \(kinds.joined(separator: " or ")) of this workspace has the labels \(texts.joined(separator: ", "))",
            at: entry.selector,
            help: texts.lazy.compactMap { text in known.contains(text) ? nil : findings.nearest(text, in: known) }.first
                .map { "did you mean \($0)?" } ?? known.offered("labels there are:")
                ?? "add the labels to metadata.labels of the objects")
        return []
    }
    /// Whether what decides the kinds is a slip of the fingers away from a name that does.
    private func reportSlip(_ entry: Entry, _ object: DesiredResource, _ findings: Findings) -> Bool {
        guard let source = entry.rule.source, case .reference(let reference)? = object.attributes[source.field],
            let written = reference.criteria["name"]?.text,
            let meant = findings.nearest(written, in: source.names)
        else { return false }
        findings.error(
            .badValue, "no known \(source.field) '\(written)'", at: entry.source, help: "did you mean \(meant)?")
        return true
    }
}

/// Objects that are named one by one: `web-0`, `Server/web-0`, or an id.
struct NamedTargets {
    let kinds: [String]?
    let field: String
    let place: Place
    let context: EvaluationContext

    /// Nil after reporting what is wrong.
    func value(_ written: Value) -> Value? {
        if case .reference(let reference) = written { return checked(reference) }
        guard let text = written.text else { return written }
        let scope = Scope.spec(context)
        if let address = Address(text), context.catalog[address.kind] != nil {
            guard isAllowed(address.kind), scope.isDeclared(address, at: place) else { return nil }
            return .reference(Reference(address))
        }
        for kind in kinds ?? [] where context.inventory.contains(Address(kind: kind, name: text)) {
            return .reference(Reference(Address(kind: kind, name: text)))
        }
        // A number of the cloud's is of an object that nacre does not manage.
        if !text.isEmpty, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) { return written }
        guard let kind = kinds?.first else { return written }
        return scope.isDeclared(Address(kind: kind, name: text), at: place) ? written : nil
    }

    private func checked(_ reference: Reference) -> Value? {
        guard let address = reference.address, reference.attribute == nil else { return .reference(reference) }
        return isAllowed(address.kind) ? .reference(reference) : nil
    }

    private func isAllowed(_ kind: String) -> Bool {
        guard let kinds, !kinds.contains(kind) else { return true }
        context.findings.error(
            .wrongReference, "'\(field)' cannot have \(kind.withArticle)", at: place,
            help: "name \(kinds.map(\.withArticle).joined(separator: " or "))")
        return false
    }
}
