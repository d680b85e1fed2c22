import Model

extension Scope {
    /// The members of a map by key; nil when it is none. Keys outside `keys` are reported.
    func map(_ node: Node, _ title: String, keys: [String]? = nil) -> [String: Node.Member]? {
        let node = expand(node)
        guard case .map(let members) = node.content else {
            wrongType(node, title, "a map")
            return nil
        }
        if let keys { reportUnknown(members, of: title, keys: keys) }
        return Dictionary(members.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func reportUnknown(_ members: [Node.Member], of title: String, keys: [String]) {
        for member in members where !keys.contains(member.key) {
            findings.error(
                .unknownField, "\(title) has no field '\(member.key)'", at: member.place,
                help: findings.nearest(member.key, in: keys).map { "did you mean '\($0)'?" }
                    ?? keys.offered("fields:"))
        }
    }

    func list(_ node: Node, _ title: String) -> [Node]? {
        let node = expand(node)
        if case .list(let elements) = node.content { return elements }
        wrongType(node, title, "a list")
        return nil
    }

    func text(_ node: Node, _ title: String) -> String? {
        let node = expand(node)
        if let text = node.text { return text }
        wrongType(node, title, "a string")
        return nil
    }

    func boolean(_ node: Node, _ title: String) -> Bool? {
        let node = expand(node)
        if case .bool(let value) = node.content { return value }
        wrongType(node, title, "true or false")
        return nil
    }

    func integer(_ node: Node, _ title: String, in range: ClosedRange<Int64>) -> Int? {
        let node = expand(node)
        guard case .integer(let value) = node.content else {
            wrongType(node, title, "an integer")
            return nil
        }
        guard range.contains(value) else {
            findings.error(
                .badValue, "\(title) must be between \(range.lowerBound) and \(range.upperBound)", at: node.place)
            return nil
        }
        return Int(value)
    }

    /// A length of time such as `1m30s`, in seconds.
    func seconds(_ node: Node, _ title: String) -> Int? {
        guard let text = text(node, title) else { return nil }
        if let seconds = DurationText.seconds(text) { return seconds }
        findings.error(.badValue, "'\(text)' is not a duration", at: node.place, help: "use 90s, 40m or 1h30m")
        return nil
    }

    /// Tells of something that is named with nothing behind it; `null` is something.
    func warnOfNothing(_ member: Node.Member, _ title: String, help: String) {
        guard !["null", "Null", "NULL", "~"].contains(member.value.place.spelling) else { return }
        findings.warning(.emptyInput, "\(title) has no value", at: member.place, help: help)
    }

    func wrongType(_ node: Node, _ title: String, _ wanted: String, help: String? = nil) {
        guard !node.isUnknown else { return }
        findings.error(.wrongType, "\(title) must be \(wanted), but is \(node.title)", at: node.place, help: help)
    }
}
