import Model

// Objects that are written inside others.

extension ManifestWriter {
    /// The list of the objects inside `draft` that `nest` speaks of; nothing when there are none.
    func entries(of nest: Kind.Nest, in draft: ManifestDraft, indent: Int) -> [String] {
        let inside = draft.inside.filter { $0.address.kind == nest.kind }
        guard !inside.isEmpty, let kind = catalog[nest.kind] else { return [] }
        let start = String(repeating: " ", count: indent) + nest.field + ":"
        return [start] + inside.flatMap { entry($0, kind, nest, indent: indent + 2) }
    }

    private func entry(_ draft: ManifestDraft, _ kind: Kind, _ nest: Kind.Nest, indent: Int) -> [String] {
        var writer = self
        writer.names.home = draft.address.name
        let start = String(repeating: " ", count: indent) + "- "
        if let short = writer.short(draft, kind, nest), start.count + short.count <= Self.width {
            return [start + short]
        }
        let members =
            writer.head(of: draft.resource, kind).map {
                String(repeating: " ", count: indent + 2) + "\($0.key): \($0.value)"
            }
            + writer.spec(of: draft, kind, indent: indent + 2, leaving: [nest.key, nest.through])
        return [start + writer.key(draft, kind, nest, isInFlow: false)] + members
    }

    /// The entry on one line; nil for one that holds more than such a line should.
    private func short(_ draft: ManifestDraft, _ kind: Kind, _ nest: Kind.Nest) -> String? {
        guard draft.inside.isEmpty, draft.remarks.isEmpty else { return nil }
        var members = [key(draft, kind, nest, isInFlow: true)]
        members += head(of: draft.resource, kind).map { "\($0.key): \($0.value)" }
        for field in kind.fields where field.name != nest.key && field.name != nest.through {
            guard let value = draft.resource.attributes[field.name], isWorthWriting(value, field, draft.resource) else {
                continue
            }
            if value.text?.contains("\n") ?? false { return nil }
            members.append("\(field.name): \(inline(value, field.type, isInFlow: true))")
        }
        return "{\(members.joined(separator: ", "))}"
    }

    private func key(_ draft: ManifestDraft, _ kind: Kind, _ nest: Kind.Nest, isInFlow: Bool) -> String {
        let value = draft.resource.attributes[nest.key] ?? .null
        return "\(nest.key): \(inline(value, kind.field(nest.key)?.type ?? .string, isInFlow: isInFlow))"
    }
}
