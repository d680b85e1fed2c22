import Model

extension Node {
    /// The node as those see it who know nothing of files. A fault that was reported already becomes nothing.
    var placed: PlacedValue {
        let content: PlacedValue.Content =
            switch self.content {
            case .bool(let value): .bool(value)
            case .integer(let value): .integer(value)
            case .number(let value): .number(value)
            case .string(let text): .string(text)
            case .list(let elements): .list(elements.map(\.placed))
            case .map(let members):
                .map(members.map { PlacedValue.Member($0.key, at: $0.place.span, $0.value.placed) })
            case .null, .reference, .template, .secret, .unknown: .null
            }
        return PlacedValue(content, at: place.span)
    }

    /// What was made of a document, as nodes that stand in it. `${` in it is text and nothing more.
    init(_ value: PlacedValue, in source: SourceFile) {
        let content: Content =
            switch value.content {
            case .null: .null
            case .bool(let value): .bool(value)
            case .integer(let value): .integer(value)
            case .number(let value): .number(value)
            case .string(let text): .string(text)
            case .list(let elements): .list(elements.map { Node($0, in: source) })
            case .map(let members): .map(members.map { Member($0, in: source) })
            }
        self.init(content, at: Place(value.span, in: source), isLiteral: true)
    }
}

extension Node.Member {
    init(_ member: PlacedValue.Member, in source: SourceFile) {
        self.init(
            key: member.key, place: Place(member.span, in: source), value: Node(member.value, in: source))
    }
}

extension Place {
    init(_ span: SourceSpan, in source: SourceFile) {
        self.init(source, line: span.line, column: span.column, length: span.length)
    }
}
