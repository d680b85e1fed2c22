import Model

extension FieldChecker {
    /// A reference in one of its forms: `name`, `{ref: name}`, `{id: "…"}`, `{lookup: {…}}` or `${Kind/name.id}`.
    mutating func reference(_ node: Node, to kind: String, _ path: FieldPath) -> Value? {
        if let value = bareText(node, kind) { return value }
        switch node.content {
        case .string(let text): return named(text, kind, node.place)
        case .reference(let reference): return matching(reference, kind, path, node.place)
        case .map(let members): return form(members, kind, path, node)
        case .integer, .number:
            wrongType(node, .reference(kind), path, help: "for the id of an object write {id: \"\(node.text ?? "")\"}")
        case .null, .bool, .list, .template, .secret, .unknown:
            wrongType(node, .reference(kind), path, help: "write a name, {ref: name}, {id: \"…\"} or {lookup: {…}}")
        }
        return nil
    }

    /// A text that is the id, or the name, of an object no workspace has to declare; nil when it is none.
    private mutating func bareText(_ node: Node, _ kind: String) -> Value? {
        let rule = scope.catalog[kind]?.choosing.lookup.bareText ?? .workspaceName
        if rule == .workspaceName { return nil }
        if case .template(let parts) = node.content, rule == .id {
            note(.template(parts), at: node.place)
            return .template(parts)
        }
        guard let text = node.plainText, !text.isEmpty, Address(text)?.kind != kind,
            !scope.context.inventory.contains(Address(kind: kind, name: text))
        else { return nil }
        if rule == .id || text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) { return .string(text) }
        return .reference(Reference(lookup: kind, criteria: ["name": .string(text)]))
    }

    private mutating func named(_ text: String, _ kind: String, _ place: Place) -> Value? {
        var address = Address(kind: kind, name: text)
        if let written = Address(text) {
            guard written.kind == kind else {
                findings.error(
                    .wrongReference, "expected a reference to \(kind.withArticle), found \(written.kind.withArticle)",
                    at: place,
                    help: "write the name of \(kind.withArticle)")
                return nil
            }
            address = written
        }
        if let near = near(address) { address = near }
        guard scope.isDeclared(address, at: place) else { return nil }
        let value = Value.reference(Reference(address))
        note(value, at: place)
        return value
    }

    /// An object that is written inside the same outer one, the innermost first: beside `shop.orders.v1` the name `Order`
    /// may mean `shop.orders.Order`.
    private func near(_ address: Address) -> Address? {
        var outer = home[...]
        while let dot = outer.lastIndex(of: ".") {
            outer = outer[..<dot]
            let near = Address(kind: address.kind, name: "\(outer).\(address.name)")
            if scope.context.inventory.contains(near) { return near }
        }
        return nil
    }

    private mutating func matching(_ reference: Reference, _ kind: String, _ path: FieldPath, _ place: Place) -> Value?
    {
        guard let address = reference.address else { return nil }
        let pointed: String? =
            switch reference.attribute.flatMap({ scope.catalog[address.kind]?.field($0)?.type }) {
            case .reference(let other)?: other
            case nil where reference.attribute == nil: address.kind
            default: nil
            }
        if let pointed, pointed != kind {
            findings.error(
                .wrongReference,
                "'\(path)' must refer to \(kind.withArticle), but \(reference) is \(pointed.withArticle)", at: place,
                help: "name \(kind.withArticle)")
            return nil
        }
        note(.reference(reference), at: place)
        return .reference(reference)
    }

    private mutating func form(_ members: [Node.Member], _ kind: String, _ path: FieldPath, _ node: Node) -> Value? {
        guard members.count == 1, let member = members.first, ["ref", "id", "lookup"].contains(member.key) else {
            let stranger = members.first { !["ref", "id", "lookup"].contains($0.key) }
            findings.error(
                .wrongReference, "a reference is a name, {ref: …}, {id: …} or {lookup: {…}}",
                at: stranger?.place ?? node.place,
                help: stranger.flatMap { findings.nearest($0.key, in: ["ref", "id", "lookup"]) }
                    .map { "did you mean '\($0)'?" } ?? "give exactly one of ref, id and lookup")
            return nil
        }
        let value = scope.expand(member.value)
        if value.isUnknown { return nil }
        switch member.key {
        case "ref": return ref(value, kind, path)
        case "id": return id(value, kind, path)
        default: return lookup(value, kind, path)
        }
    }

    private mutating func ref(_ node: Node, _ kind: String, _ path: FieldPath) -> Value? {
        if case .reference(let reference) = node.content { return matching(reference, kind, path, node.place) }
        return scope.text(node, "ref").flatMap { named($0, kind, node.place) }
    }

    private func id(_ node: Node, _ kind: String, _ path: FieldPath) -> Value? {
        guard let text = scope.text(node, "the id in '\(path)'") else { return nil }
        if !text.isEmpty { return .string(text) }
        findings.error(
            .badValue, "the id in '\(path)' is empty", at: node.place,
            help: "write the id of \(kind.withArticle), or name one in the manifest")
        return nil
    }

    private mutating func lookup(_ node: Node, _ kind: String, _ path: FieldPath) -> Value? {
        guard case .map(let members) = node.content else {
            scope.wrongType(
                node, "lookup", "a map", help: "write {lookup: {name: …}}, with fields of \(kind.withArticle)")
            return nil
        }
        guard !members.isEmpty else {
            findings.error(
                .badValue, "the lookup in '\(path)' has no criteria", at: node.place,
                help: "give field values of \(kind.withArticle) that match exactly one object")
            return nil
        }
        guard let known = scope.catalog[kind] else { return nil }
        var criteria = Attributes()
        for member in members {
            if let value = criterion(member, of: known, path.appending("lookup")) { criteria[member.key] = value }
        }
        return criteria.count == members.count ? .reference(Reference(lookup: kind, criteria: criteria)) : nil
    }

    private mutating func criterion(_ member: Node.Member, of kind: Kind, _ path: FieldPath) -> Value? {
        if member.key == LookupRules.pickMember, !kind.choosing.lookup.picks.isEmpty { return pick(member, of: kind) }
        let field = member.key == "id" ? Field("id", .string, "") : kind.field(member.key)
        guard let field else {
            let names = kind.fields.map(\.name) + (kind.choosing.lookup.picks.isEmpty ? [] : [LookupRules.pickMember])
            findings.error(
                .unknownField, "\(kind.name.withArticle) has no field '\(member.key)' to look it up by",
                at: member.place,
                help: findings.nearest(member.key, in: names).map { "did you mean '\($0)'?" }
                    ?? names.offered("fields:"))
            return nil
        }
        return value(scope.expand(member.value), field.type, path.appending(field.name), at: member.place)
    }

    /// The name of the rule by which one of several is taken.
    private func pick(_ member: Node.Member, of kind: Kind) -> Value? {
        let node = scope.expand(member.value)
        let names = kind.choosing.lookup.picks.map(\.name)
        guard let text = scope.text(node, LookupRules.pickMember) else { return nil }
        if names.contains(text) { return .string(text) }
        findings.error(
            .badValue, "'\(text)' is not a valid pick for \(kind.name.withArticle)", at: node.place,
            help: findings.nearest(text, in: names).map { "did you mean '\($0)'?" } ?? names.offered("valid picks:"))
        return nil
    }
}

extension Node {
    /// The text of a scalar without an expression in it.
    fileprivate var plainText: String? {
        switch content {
        case .string, .integer, .number: text
        case .null, .bool, .list, .map, .reference, .template, .secret, .unknown: nil
        }
    }
}
