import Model

/// Puts what a document in another language describes into the object that names it (`Kind.definition`), with what the
/// manifest writes beside it on top.
struct DefinitionReader {
    /// What expressions mean around the object.
    private let scope: Scope
    private let kind: Kind
    private let files: DefinitionFiles
    /// False when the document, or a part of it, could not be read: what it would have held is unknown, and so are the
    /// names.
    private(set) var isComplete = true

    init(of instance: Instance, _ context: EvaluationContext, _ files: DefinitionFiles) {
        scope = .header(context, each: instance.each)
        kind = instance.document.kind
        self.files = files
    }

    /// The members of the object's spec as if the document it names had been written in it; as they are when it names
    /// none.
    mutating func members(_ written: [Node.Member]) -> [Node.Member] {
        guard let definition = kind.serving.definition,
            let member = written.first(where: { $0.key == definition.field })
        else { return written }
        let beside = written.filter { $0.key != definition.field }
        guard !member.value.isNull else {
            scope.warnOfNothing(
                member, "'\(definition.field)'", help: "write the path of a document, or remove the line")
            return beside
        }
        guard let described = described(by: member, definition) else {
            isComplete = false
            return beside
        }
        return merged(described, with: beside, kind)
    }

    private mutating func described(by member: Node.Member, _ definition: Kind.Definition) -> [Node.Member]? {
        guard let path = scope.text(member.value, "'\(definition.field)'"),
            let document = files.document(at: path, named: member.value.place, definition.field, scope.findings)
        else { return nil }
        let unfolded = definition.unfold(document.root)
        for diagnostic in unfolded.diagnostics { scope.findings.take(diagnostic, from: document.source) }
        if unfolded.diagnostics.contains(where: { $0.severity == .error }) { isComplete = false }
        return unfolded.members.map { Node.Member($0, in: document.source) }
    }

    // MARK: What the manifest writes beside it

    /// Fields win one by one: a field that is written takes the place of the document's whole field, and of what cannot
    /// stand beside it; nothing written behind it takes that away. Objects inside are matched by their keys, and merged
    /// in turn.
    private func merged(
        _ described: [Node.Member], with written: [Node.Member], _ kind: Kind
    ) -> [Node.Member] {
        let given = Set(written.filter { !$0.value.isNull }.map(\.key))
        let displaced = Set(kind.choices.flatMap { $0.displaced(by: given) })
        var members = described.filter { !displaced.contains($0.key) }
        for member in written {
            let index = members.firstIndex { $0.key == member.key }
            if let index, let nest = kind.place.nests.first(where: { $0.field == member.key }) {
                members[index].value = merged(members[index].value, with: member.value, nest)
            } else if let index, member.value.isNull {
                members.remove(at: index)
            } else if let index {
                members[index] = member
            } else {
                members.append(member)
            }
        }
        return members
    }

    private func merged(_ described: Node, with written: Node, _ nest: Kind.Nest) -> Node {
        if written.isNull { return described }
        guard case .list(var entries) = described.content, case .list(let others) = scope.expand(written).content,
            let kind = scope.catalog[nest.kind]
        else { return written }
        for other in others {
            let index = key(of: other, nest).flatMap { wanted in
                entries.firstIndex { key(of: $0, nest) == wanted }
            }
            if let index {
                entries[index].content = .map(merged(entries[index].members, with: other.members, kind))
                // Inside it stand fields of the manifest now, which may hold expressions.
                entries[index].isLiteral = false
            } else {
                entries.append(other)
            }
        }
        return Node(.list(entries), at: described.place)
    }

    private func key(of entry: Node, _ nest: Kind.Nest) -> String? {
        entry.member(nest.key).flatMap { scope.expand($0.value).text }
    }
}
