import Model

extension Scope {
    /// `Kind/name.field`, where the name may hold dots itself; `id`, or nothing, means the object's id.
    func reference(_ expression: String, at site: Site) -> Node.Content {
        guard admits.contains(.reference) else {
            findings.error(.badExpression, "'${\(expression)}' cannot be used here", at: site.place, help: limitation)
            return .unknown
        }
        guard let whole = Address(expression) else {
            findings.error(
                .badExpression, "'${\(expression)}' is not a reference to an object", at: site.place,
                help: "write ${Kind/name.field}")
            return .unknown
        }
        guard let kind = catalog[whole.kind] else {
            reportUnknownKind(whole.kind, at: site.place)
            return .unknown
        }
        guard let dot = whole.name.lastIndex(of: "."), !context.inventory.contains(whole) else {
            return target(whole, nil, at: site)
        }
        let address = Address(kind: whole.kind, name: String(whole.name[..<dot]))
        let field = String(whole.name[whole.name.index(after: dot)...])
        if let known = kind.field(field) {
            if case .secret = known.type { return secretAttribute(address, field, at: site) }
            return target(address, field, at: site)
        }
        return field == "id" ? target(address, nil, at: site) : unknownAttribute(field, of: kind, at: site)
    }

    private func target(_ address: Address, _ attribute: String?, at site: Site) -> Node.Content {
        guard isDeclared(address, at: site.place) else { return .unknown }
        return .reference(Reference(address, attribute: attribute))
    }

    private func secretAttribute(_ address: Address, _ field: String, at site: Site) -> Node.Content {
        findings.error(
            .leakedSecret, "'\(address).\(field)' is a secret and cannot be read back", at: site.place,
            help: "use the same ${secret.…} in both places")
        return .unknown
    }

    private func unknownAttribute(_ field: String, of kind: Kind, at site: Site) -> Node.Content {
        let names = kind.fields.map(\.name) + ["id"]
        findings.error(
            .unknownField, "\(kind.name.withArticle) has no field '\(field)'", at: site.place,
            help: findings.nearest(field, in: names).map { "did you mean '\($0)'?" } ?? names.offered("fields:"))
        return .unknown
    }

    func reportUnknownKind(_ name: String, at place: Place) {
        findings.error(
            .unknownKind, "unknown kind '\(name)'", at: place,
            help: findings.nearest(name, in: catalog.names).map { "did you mean '\($0)'?" }
                ?? catalog.names.offered("kinds:"))
    }

    /// Whether the workspace declares the object; reports it as missing when it does not.
    func isDeclared(_ address: Address, at place: @autoclosure () -> Place) -> Bool {
        let inventory = context.inventory
        if catalog[address.kind]?.isExternal ?? false, inventory.contains(address) {
            findings.error(
                .wrongReference, "\(address) is not an object of the account: nothing can refer to it", at: place(),
                help: "use the ${secret.…} that it names")
            return false
        }
        if inventory.contains(address) { return true }
        // Somewhere a file could not be read to its end: the object may well stand there.
        guard inventory.isComplete else { return false }
        let elsewhere = inventory.kinds(having: address.name)
        let notes =
            elsewhere.isEmpty
            ? [] : ["there is \(elsewhere.map(\.withArticle).joined(separator: " and ")) with that name"]
        let nearest = findings.nearest(address.name, in: inventory.names(of: address.kind))
        let isId = address.name.count > 3 && address.name.allSatisfy(\.isNumber)
        findings.error(
            .missingReference, "no \(address.kind) '\(address.name)' in this workspace", at: place(), notes: notes,
            help: nearest.map { "did you mean '\($0)'?" }
                ?? (isId
                    ? "for an object that nacre does not manage write {id: \"\(address.name)\"}"
                    : "declare it, or write {id: \"…\"} or {lookup: {…}} for an object that nacre does not manage"))
        return false
    }
}

extension [String] {
    /// The names in a row behind `introduction`; the first dozen when there are many. Nil when there are none.
    func offered(_ introduction: String) -> String? {
        guard !isEmpty else { return nil }
        return "\(introduction) " + prefix(12).joined(separator: ", ") + (count > 12 ? ", …" : "")
    }
}
