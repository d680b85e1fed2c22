import Model

extension Scope {
    /// The node with its expressions worked out; what lies inside lists and maps is left for when it is looked at.
    ///
    /// A text that is one expression takes the type of its value. An expression that is wrong is reported and gives
    /// ``Node/Content/unknown``.
    func expand(_ node: Node) -> Node {
        guard !node.isLiteral, case .string(let text) = node.content, Interpolation.occurs(in: text) else {
            return node
        }
        let segments = Interpolation.segments(of: text)
        if segments.count == 1, case .expression(let expression) = segments[0] {
            return Node(value(of: expression, in: node), at: node.place, isLiteral: true)
        }
        var parts: [TemplatePart] = []
        var isKnown = true
        for segment in segments {
            if let part = part(for: segment, in: node) { parts.append(part) } else { isKnown = false }
        }
        return Node(isKnown ? content(joining: parts) : .unknown, at: node.place, isLiteral: true)
    }

    /// The node with every expression in it worked out.
    func expandAll(_ node: Node) -> Node {
        var result = expand(node)
        guard !result.isLiteral else { return result }
        switch result.content {
        case .list(let elements): result.content = .list(elements.map(expandAll))
        case .map(let members):
            result.content = .map(
                members.map { Node.Member(key: $0.key, place: $0.place, value: expandAll($0.value)) })
        case .null, .bool, .integer, .number, .string, .reference, .template, .secret, .unknown: break
        }
        return result.asLiteral
    }

    private func content(joining parts: [TemplatePart]) -> Node.Content {
        switch Value(joining: parts) {
        case .string(let text): .string(text)
        case .template(let parts): .template(parts)
        case .null, .bool, .integer, .number, .list, .map, .reference, .secret: .unknown
        }
    }

    private func part(for segment: Interpolation.Segment, in node: Node) -> TemplatePart? {
        switch segment {
        case .text(let text): return .text(text)
        case .unclosed(let rest):
            let shown = String(rest.prefix { !$0.isNewline })
            findings.error(
                .badExpression, "'${' without a '}' after it", at: node.place.finding(shown),
                help: "close it, or write $${ for the characters themselves")
            return nil
        case .expression(let expression):
            return textPart(Node(value(of: expression, in: node), at: node.place), expression, in: node)
        }
    }

    private func textPart(_ value: Node, _ expression: String, in node: Node) -> TemplatePart? {
        switch value.content {
        case .string(let text): return .text(text)
        case .bool(let value): return .text(String(value))
        case .integer(let value): return .text(String(value))
        case .number(let value): return .text(String(value))
        case .null: return .text("")
        case .reference(let reference): return .reference(reference)
        case .unknown: return nil
        case .secret:
            findings.error(
                .leakedSecret, "a secret cannot be part of a longer string: it would be shown",
                at: Site(node: node, expression: expression).place,
                help: "make the secret the whole value, in a field of type secret")
        case .list, .map, .template:
            findings.error(
                .badExpression, "'${\(expression)}' is \(value.title) and cannot be part of a string",
                at: Site(node: node, expression: expression).place,
                help: "make the expression the whole value, without text around it")
        }
        return nil
    }
}
