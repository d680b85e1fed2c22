import Model

extension KindReport {
    /// The reference page of all kinds in Markdown: what can be done with each, then each field by field.
    /// A newline at the end, since it is a file.
    public static func markdown(_ kinds: [Kind]) -> String {
        let kinds = kinds.sorted { $0.name < $1.name }
        let head = [
            "# Kinds", "",
            "Generated from the kinds. `nacre explain KIND` shows the same in the terminal.", "",
            "The column *read* shows how many API calls it takes to read all objects of a kind. A long list takes one call per page.",
            "",
            "| kind | service | create | read | update in place | replace | delete | import by | discover |",
            "|---|---|---|---|---|---|---|---|---|",
        ]
        let rows = kinds.map(overview) + calendar(kinds)
        return (head + rows + kinds.flatMap { [""] + page($0) }).joined(separator: "\n") + "\n"
    }

    /// What ends when, for all kinds.
    private static func calendar(_ kinds: [Kind]) -> [String] {
        let entries = CapabilityCalendar(kinds).entries
        guard !entries.isEmpty else { return [] }
        let head = [
            "", "## Capability calendar", "",
            "What the cloud no longer offers to most accounts from a day on. A plan that needs it fails from that day, and "
                + "announces it 90 days before. If an account still may, `capabilities` in nacre.yaml allows it.", "",
            "| from | kind | operation | fields | why | instead | source |", "|---|---|---|---|---|---|---|",
        ]
        return head
            + entries.map { entry in
                let ending = entry.ending
                let fields = ending.fields.sorted().map { "`\($0)`" }.joined(separator: ", ")
                return row([
                    ending.day, entry.kind, ending.operation.rawValue, fields.isEmpty ? "all" : fields,
                    escaped(ending.reason), escaped(ending.advice), ending.source,
                ])
            }
    }

    private static func overview(_ kind: Kind) -> String {
        guard !kind.isExternal else {
            let link = "[\(kind.name)](#\(kind.name.lowercased()))"
            return row([link, kind.service, "no", "checked only"] + Array(repeating: "no", count: 5))
        }
        let inPlace = kind.inPlaceFields.count
        let writable = kind.fields.filter(\.isWritable).count
        return row([
            "[\(kind.name)](#\(kind.name.lowercased()))", kind.service, kind.life.creation.isOffered ? "yes" : "no",
            kind.reading.brief,
            inPlace == 0 ? "no" : "\(inPlace) of \(writable) fields", kind.isReplaceable ? "yes" : "no",
            kind.life.deletion.isOffered ? "yes" : "no", escaped(kind.importWords),
            kind.isWritable ? "yes" : "no",
        ])
    }

    private static func page(_ kind: Kind) -> [String] {
        var lines = ["## \(kind.name)", "", kind.summary, ""]
        lines.append("- Service: \(kind.service).")
        guard !kind.isExternal else {
            lines += ["- Manage: \(kind.life.creation.words).", "- Check: \(checkedWords)."]
            return lines + fieldsAndExample(kind)
        }
        lines.append("- Read: \(kind.reading.words).")
        lines.append("- Create: \(kind.life.creation.words).")
        let loss = kind.life.deletion.isOffered ? "; \(kind.lossWords)" : ""
        lines.append("- Delete: \(kind.life.deletion.words)\(loss).")
        lines += kind.endingWords.map { "- Discontinued: \($0)." }
        if let along = kind.alongWords { lines.append("- Also deleted: \(along).") }
        if kind.isReplaceable { lines.append("- Replace: \(kind.life.replacement.words).") }
        if kind.isKept { lines.append("- Removed from the manifests: \(Kind.keptWords).") }
        if let definition = kind.serving.definition { lines.append("- `\(definition.field)`: \(definition.summary)") }
        if !kind.lookupWords.isEmpty { lines.append("- Lookup: \(kind.lookupWords.joined(separator: "; ")).") }
        if !kind.place.serializedOn.isEmpty {
            let parents = kind.place.serializedOn.map { "`\($0)`" }.joined(separator: ", ")
            let exception = kind.life.deletion.isSideBySide ? "; deletions run concurrently" : ""
            lines.append("- Changes are serialized per \(parents)\(exception).")
        }
        return lines + fieldsAndExample(kind)
    }

    private static func fieldsAndExample(_ kind: Kind) -> [String] {
        let head = ["", "| field | type | presence | read back | change | description |", "|---|---|---|---|---|---|"]
        return head + fieldRows(kind.fields, under: "", changes: !kind.isExternal) + [
            "", "```yaml", kind.example, "```",
        ]
    }

    private static func fieldRows(_ fields: [Field], under prefix: String, changes: Bool) -> [String] {
        fields.flatMap { field -> [String] in
            let name = prefix + field.name
            let change = changes && field.isWritable ? changing(field) : ""
            let own = row([
                "`\(name)`", escaped(field.type.title), given(field), field.isReadBack ? "yes" : "no", change,
                escaped(remarks(field)),
            ])
            return [own] + fieldRows(field.type.parts, under: name + ".", changes: field.type.hasRows)
        }
    }

    /// The class of change, and the calls it takes.
    private static func changing(_ field: Field) -> String {
        guard case .inPlace(_, let calls) = field.change, !calls.isEmpty else { return field.changeBrief }
        return "\(field.changeBrief): \(calls.map { "`\($0)`" }.joined(separator: ", "))"
    }

    private static func given(_ field: Field) -> String {
        switch field.presence {
        case .required: "required"
        case .optional: field.initial.map { "default `\(escaped($0.display))`" } ?? "optional"
        case .optionalFromName: "default: metadata.name"
        case .computed: "set by the cloud"
        }
    }

    private static func remarks(_ field: Field) -> String {
        let rules = field.rules.map { " Must \($0)." }.joined()
        guard case .refused(let advice) = field.change else { return field.sentences + rules }
        return "\(field.sentences)\(rules) Instead of changing it: \(advice)"
    }

    private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

    /// Keeps a text inside its cell.
    private static func escaped(_ text: String) -> String {
        text.printable.reduce(into: "") { result, character in
            switch character {
            case "|": result += "\\|"
            case "<": result += "&lt;"
            default: result.append(character)
            }
        }
    }
}
