import Model

/// Writes documents as a person would: the reader's counterpart, for names, imports, renames, protection and specs.
/// Labels and rules about fields to ignore are for people to add.
public struct ManifestWriter {
    let catalog: KindCatalog
    /// From where references are written.
    var names = ReferenceNames()

    /// How long a line may become before what it holds is spread over several.
    static let width = 110

    public init(_ catalog: KindCatalog) { self.catalog = catalog }

    /// The text of a file that holds these documents.
    /// - Parameter heading: sentences to begin with, as a comment; each begins a line.
    public func text(of drafts: [ManifestDraft], heading: [String] = []) -> String {
        let comment = heading.flatMap(Self.comment)
        let known = Set(drafts.flatMap(\.addresses))
        let documents = drafts.map { draft in
            var writer = self
            writer.names = ReferenceNames(
                home: draft.address.name, known: known, isShortened: !draft.inside.isEmpty)
            return writer.lines(of: draft).joined(separator: "\n")
        }
        let body = documents.joined(separator: "\n---\n")
        return (comment.isEmpty ? "" : comment.joined(separator: "\n") + "\n\n") + body + "\n"
    }

    private static func comment(_ sentence: String) -> [String] {
        var lines: [String] = []
        var line = "#"
        for word in sentence.split(separator: " ") {
            if line.count + word.count + 1 > width {
                lines.append(line)
                line = "#"
            }
            line += " " + word
        }
        return lines + [line]
    }

    // MARK: Documents

    private func lines(of draft: ManifestDraft) -> [String] {
        let resource = draft.resource
        let name = ScalarText.spelled(resource.address.name, isInFlow: true)
        var lines = ["apiVersion: \(APIVersion.cloud)", "kind: \(resource.address.kind)", "metadata: {name: \(name)}"]
        guard let kind = catalog[resource.address.kind] else { return lines }
        lines += head(of: resource, kind).map { "\($0.key): \($0.value)" }
        let spec = spec(of: draft, kind, indent: 2)
        return spec.isEmpty ? lines : lines + ["spec:"] + spec
    }

    /// What stands beside the fields, as values on one line.
    func head(of resource: DesiredResource, _ kind: Kind) -> [(key: String, value: String)] {
        var head: [(key: String, value: String)] = []
        switch resource.adoption {
        case .id(let id): head.append(("import", "{id: \(ScalarText.spelled(id, isInFlow: true))}"))
        case .name(let name): head.append(("import", "{name: \(ScalarText.spelled(name, isInFlow: true))}"))
        case nil: break
        }
        if let former = resource.renamedFrom {
            head.append(("renamedFrom", ScalarText.spelled(former.name, isInFlow: true)))
        }
        let treatment = treatment(resource.lifecycle, kind)
        if !treatment.isEmpty { head.append(("lifecycle", "{\(treatment.joined(separator: ", "))}")) }
        return head
    }

    /// The fields of an object, and what is written inside it.
    /// - Parameter leaving: fields that are said otherwise.
    func spec(of draft: ManifestDraft, _ kind: Kind, indent: Int, leaving: Set<String> = []) -> [String] {
        let resource = draft.resource
        let own = kind.fields.flatMap { field -> [String] in
            guard let value = resource.attributes[field.name], !leaving.contains(field.name),
                isWorthWriting(value, field, resource)
            else { return [] }
            return self.lines(field.name, value, field.type, indent: indent, remark: draft.remarks[field.name])
        }
        return own + kind.place.nests.flatMap { entries(of: $0, in: draft, indent: indent) }
    }

    private func treatment(_ lifecycle: Lifecycle, _ kind: Kind) -> [String] {
        var parts: [String] = []
        if lifecycle.protect { parts.append("protect: true") }
        if lifecycle.onRemove != kind.defaultRemoval { parts.append("onRemove: \(lifecycle.onRemove.rawValue)") }
        let timeouts = [
            ("create", lifecycle.timeouts.create), ("update", lifecycle.timeouts.update),
            ("delete", lifecycle.timeouts.delete),
        ].compactMap { name, seconds in seconds.map { "\(name): \(DurationText.text(seconds: $0))" } }
        if !timeouts.isEmpty { parts.append("timeouts: {\(timeouts.joined(separator: ", "))}") }
        return parts
    }

    func isWorthWriting(_ value: Value, _ field: Field, _ resource: DesiredResource) -> Bool {
        if case .secret = value { return false }
        return field.presence != .optionalFromName || value.text != resource.address.name
    }

    // MARK: Fields

    func lines(
        _ key: String, _ value: Value, _ type: FieldType, indent: Int, remark: String? = nil
    ) -> [String] {
        let start = String(repeating: " ", count: indent) + ScalarText.spelledKey(key, isInFlow: false) + ":"
        let behind = remark.flatMap(ScalarText.remark) ?? ""
        if let text = value.text, !type.isReference, let block = ScalarText.block(text) {
            let inner = String(repeating: " ", count: indent + 2)
            return ["\(start) \(block.header)\(behind)"] + block.lines.map { $0.isEmpty ? "" : inner + $0 }
        }
        let parts = type.parts(of: value)
        guard !parts.isEmpty else { return ["\(start) \(inline(value, type, isInFlow: false))\(behind)"] }
        let short = "\(start) \(inline(value, type, isInFlow: false))"
        let isPlain = parts.allSatisfy { $0.type.isSimple } || parts.count == 1 && parts[0].holdsPlainMembers
        if isPlain, short.count + behind.count <= Self.width { return [short + behind] }
        return [start + behind] + parts.flatMap { lines($0, indent: indent + 2) }
    }

    /// A member of a map, or an element of a list.
    private func lines(_ part: FieldType.Part, indent: Int) -> [String] {
        if let key = part.key { return lines(key, part.value, part.type, indent: indent) }
        let start = String(repeating: " ", count: indent) + "- "
        let short = start + inline(part.value, part.type, isInFlow: false)
        if short.count <= Self.width || part.type.parts(of: part.value).isEmpty { return [short] }
        var inner = part.type.parts(of: part.value).flatMap { lines($0, indent: indent + 2) }
        if let first = inner.first { inner[0] = start + first.drop { $0 == " " } }
        return inner
    }

    // MARK: On one line

    func inline(_ value: Value, _ type: FieldType, isInFlow: Bool) -> String {
        switch value {
        case .null, .secret: return "null"
        case .bool(let value): return String(value)
        case .integer(let value): return String(value)
        case .number(let value): return String(value)
        case .reference(let reference): return inline(reference, type, isInFlow: isInFlow)
        case .template(let parts): return ScalarText.inQuotes(parts)
        case .string(let text):
            // Where a bare text is the id, as of zones and specs, that is how people write it.
            guard case .reference(let kind) = type, catalog[kind]?.choosing.lookup.bareText != .id else {
                return ScalarText.spelled(text, isInFlow: isInFlow)
            }
            return "{id: \(ScalarText.spelled(text, isInFlow: true))}"
        case .list:
            return "["
                + type.elements(of: value).map { inline($0.value, $0.type, isInFlow: true) }
                .joined(separator: ", ") + "]"
        case .map:
            return "{"
                + type.members(of: value).map { part in
                    let key = ScalarText.spelledKey(part.key ?? "", isInFlow: true)
                    return "\(key): \(inline(part.value, part.type, isInFlow: true))"
                }.joined(separator: ", ") + "}"
        }
    }

    private func inline(_ reference: Reference, _ type: FieldType, isInFlow: Bool) -> String {
        switch reference.target {
        case .managed(let address):
            guard type.isReference, reference.attribute == nil else {
                return ScalarText.inQuotes([.reference(reference)])
            }
            guard let name = names.text(for: address) else { return ScalarText.inQuotes([.reference(reference)]) }
            return ScalarText.spelled(name, isInFlow: isInFlow)
        case .lookup(let kind, let criteria):
            let fields = catalog[kind]?.fields ?? []
            return "{lookup: \(inline(.map(criteria), .object(fields), isInFlow: true))}"
        }
    }
}

extension ScalarText {
    /// A text with expressions in it; between quotes they are safe anywhere.
    static func inQuotes(_ parts: [TemplatePart]) -> String {
        "\""
            + parts.map { part in
                switch part {
                case .text(let text): inner(escapingExpressions(text))
                case .reference(let reference): "${\(reference.attribute == nil ? "\(reference).id" : "\(reference)")}"
                }
            }.joined() + "\""
    }
}
