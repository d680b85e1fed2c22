import Model
import OrderedJSON

/// What the kinds are and may be, for `explain` and for the reference pages.
public enum KindReport {
    /// What becomes of declarations of what no API manages.
    static let checkedWords =
        "nacre doctor, nacre plan (a warning) and nacre drift (a difference, exit code 2); one call for each part"

    /// A line a kind. No newline at the end.
    public static func list(_ kinds: [Kind], style: TextStyle = .plain) -> String {
        var table = Table(indent: 0)
        table.add(Line("KIND", .faint), Line("SERVICE", .faint), Line("DESCRIPTION", .faint))
        for kind in kinds.sorted(by: { $0.name < $1.name }) {
            table.add(Line(kind.name, .strong), Line(kind.service), Line(kind.summary))
        }
        return table.lines.text(style)
    }

    /// A whole kind, or one field of it by its path (`rules.protocol`). No newline at the end.
    ///
    /// Throws a diagnostic naming the nearest field when there is none at `path`.
    public static func explain(
        _ kind: Kind, field path: String? = nil, style: TextStyle = .plain
    ) throws(Diagnostic) -> String {
        guard let path else { return self.lines(kind).text(style) }
        if let inside = lines(inside: kind, path) { return inside.text(style) }
        let field = try find(path, in: kind)
        var lines = [Line("\(kind.name).\(path)", .strong), Line(field.sentences, indent: 2), Line()]
        lines += facts(field, isInside: path.contains(".")).lines
        if !field.type.parts.isEmpty {
            lines += [Line()] + fieldTable(field.type.parts, isInside: !field.type.hasRows).lines
        }
        return lines.text(style)
    }

    /// What is said of a list that holds objects of another kind, or of the path of a file that describes them.
    private static func lines(inside kind: Kind, _ path: String) -> [Line]? {
        let title = Line("\(kind.name).\(path)", .strong)
        if let nest = kind.place.nests.first(where: { $0.field == path }) {
            var table = Table()
            table.add(Line("type"), Line("list of \(nest.kind)s, identified by \(nest.key)"))
            table.add(Line("fields"), Line("those of \(nest.kind) without \(nest.through): nacre explain \(nest.kind)"))
            return [title, Line(nest.summary, indent: 2), Line()] + table.lines
        }
        guard let definition = kind.serving.definition, definition.field == path else { return nil }
        var table = Table()
        table.add(Line("type"), Line("path of a file"))
        return [title, Line(definition.summary, indent: 2), Line()] + table.lines
    }

    private static func find(_ path: String, in kind: Kind) throws(Diagnostic) -> Field {
        var fields = kind.fields
        var found: Field?
        var prefix = kind.name
        for name in path.split(separator: ".", omittingEmptySubsequences: false).map(String.init) {
            guard let field = fields.first(where: { $0.name == name }) else {
                let inside =
                    found == nil
                    ? kind.place.nests.map(\.field) + [kind.serving.definition?.field].compactMap(\.self) : []
                throw unknown(name, in: prefix, among: fields.map(\.name) + inside)
            }
            found = field
            fields = field.type.parts
            prefix += ".\(name)"
        }
        guard let found else { throw unknown(path, in: kind.name, among: kind.fields.map(\.name)) }
        return found
    }

    private static func unknown(_ name: String, in place: String, among fields: [String]) -> Diagnostic {
        let nearest = NearestName.of(name, in: fields).map { "did you mean '\($0)'?" }
        let known = fields.isEmpty ? "\(place) has no fields" : "fields: \(fields.joined(separator: ", "))"
        return Diagnostic(code: "unknown-field", "\(place) has no field '\(name)'", notes: [known], help: nearest)
    }

    private static func lines(_ kind: Kind) -> [Line] {
        var lines = [Line(kind.name, .strong).adding(" (\(kind.service))"), Line(kind.summary, indent: 2), Line()]
        lines += abilities(kind).lines
        lines += [Line(), Line("fields (* required)", .note, indent: 2)]
        lines += fieldTable(kind.fields.filter(\.isWritable), isInside: kind.isExternal).lines
        if !kind.place.nests.isEmpty {
            lines += [Line(), Line("may be nested inside, each a separate object", .note, indent: 2)]
            var table = Table(indent: 4)
            for nest in kind.place.nests {
                table.add(Line(nest.field), Line("\(nest.kind)s by \(nest.key)", .note), Line(nest.summary))
            }
            if let definition = kind.serving.definition {
                table.add(Line(definition.field), Line("path of a file", .note), Line(definition.summary))
            }
            lines += table.lines
        }
        let computed = kind.fields.filter { !$0.isWritable }
        if !computed.isEmpty {
            lines += [Line(), Line("set by the cloud; other objects can refer to them", .note, indent: 2)]
            lines += fieldTable(computed).lines
        }
        lines += [Line(), Line("example", .note, indent: 2)]
        lines += kind.example.split(separator: "\n", omittingEmptySubsequences: false).map {
            Line(String($0), indent: 4)
        }
        return lines
    }

    private static func abilities(_ kind: Kind) -> Table {
        var table = Table()
        if kind.reading != Kind.Reading() { table.add(Line("read"), Line(kind.reading.words)) }
        guard !kind.isExternal else {
            table.add(Line("manage"), Line(kind.life.creation.words))
            table.add(Line("check"), Line(checkedWords))
            return table
        }
        table.add(Line("create"), Line(kind.life.creation.words))
        table.add(Line("update"), Line(kind.updateWords))
        table.add(Line("delete"), Line(kind.life.deletion.words))
        for words in kind.endingWords { table.add(Line("discontinued"), Line(words)) }
        if kind.life.deletion.isOffered { table.add(Line("deleting"), Line(kind.lossWords)) }
        if let along = kind.alongWords { table.add(Line("also deletes"), Line(along)) }
        if kind.isReplaceable { table.add(Line("replace"), Line(kind.life.replacement.words)) }
        if kind.isKept { table.add(Line("if removed"), Line(Kind.keptWords)) }
        table.add(Line("import by"), Line(kind.importWords))
        for (index, words) in kind.lookupWords.enumerated() {
            table.add(Line(index == 0 ? "lookup" : ""), Line(words))
        }
        if !kind.place.serializedOn.isEmpty {
            let exception = kind.life.deletion.isSideBySide ? "; deletions run concurrently" : ""
            table.add(
                Line("serialized"), Line("per \(kind.place.serializedOn.joined(separator: ", "))\(exception)"))
        }
        return table
    }

    /// Fields inside another one change as that one does, and say nothing of it themselves.
    private static func fieldTable(_ fields: [Field], isInside: Bool = false) -> Table {
        var table = Table(indent: 4)
        for field in fields {
            let name = field.presence == .required ? "\(field.name) *" : field.name
            var line = Line(field.type.title, .faint)
            if let bounds = field.boundWords { line.add(", \(bounds)", .faint) }
            if field.isWritable, !isInside { line.add("; \(field.changeWords)", field.change.tone) }
            if let initial = field.initialWords { line.add("; default \(initial)") }
            line.add(". \(field.sentences)")
            table.add(Line(name, .strong), line)
        }
        return table
    }

    private static func facts(_ field: Field, isInside: Bool) -> Table {
        var table = Table()
        table.add(Line("type"), Line(field.type.title))
        table.add(Line("presence"), Line(field.presence.words))
        if field.isWritable, !isInside { table.add(Line("change"), Line(field.changeWords, field.change.tone)) }
        if let initial = field.initial { table.add(Line("default"), Line(initial.display)) }
        for rule in field.rules { table.add(Line("must"), Line(rule)) }
        return table
    }
}
