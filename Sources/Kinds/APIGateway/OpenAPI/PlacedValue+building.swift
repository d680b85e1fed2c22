import Model

extension PlacedValue {
    /// A map of the fields that have a value.
    static func fields(_ fields: [(String, PlacedValue?)], at span: SourceSpan) -> PlacedValue {
        let members = fields.compactMap { name, value in value.map { Member(name, at: $0.span, $0) } }
        return PlacedValue(.map(members), at: span)
    }

    static func text(_ text: String, at span: SourceSpan) -> PlacedValue { PlacedValue(.string(text), at: span) }

    static func flag(_ flag: Bool, at span: SourceSpan) -> PlacedValue { PlacedValue(.bool(flag), at: span) }

    static func list(_ elements: [PlacedValue], at span: SourceSpan) -> PlacedValue {
        PlacedValue(.list(elements), at: span)
    }

    /// A map with other members in the place of its own of the same name, and beside them; what is no map stays.
    func overlaid(with members: [Member]) -> PlacedValue {
        guard case .map(let own) = content, !members.isEmpty else { return self }
        let names = Set(members.map(\.key))
        return PlacedValue(.map(own.filter { !names.contains($0.key) } + members), at: span)
    }

    /// A text without the blanks and line breaks around it, which the cloud may not keep; nil when nothing is left.
    var trimmed: PlacedValue? {
        guard let text else { return nil }
        let body = text.drop(while: \.isWhitespace)
        guard let last = body.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        return .text(String(body[...last]), at: span)
    }
}
