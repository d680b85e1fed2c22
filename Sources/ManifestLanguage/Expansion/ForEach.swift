import Model

/// Reads `forEach` and gives its rounds.
struct ForEach {
    /// More objects than any account holds; a slip such as a port number for a count must not fill the memory.
    static let limit = 100_000

    let scope: Scope
    private var findings: Findings { scope.findings }

    /// One round for each object to make; nil, and reported, when `forEach` is wrong.
    func rounds(_ node: Node) -> [Scope.Each]? {
        guard let members = scope.map(node, "forEach") else {
            return nil
        }
        guard members.count == 1, let (key, member) = members.first, ["count", "list", "map"].contains(key) else {
            let stranger = members.values.first { !["count", "list", "map"].contains($0.key) }
            findings.error(
                .badForEach, "forEach needs exactly one of count, list and map", at: stranger?.place ?? node.place,
                help: "write {count: 3}, {list: [a, b]} or {map: {a: …, b: …}}")
            return nil
        }
        switch key {
        case "count": return count(member.value)
        case "list": return list(member.value)
        default: return map(member.value)
        }
    }

    private func count(_ node: Node) -> [Scope.Each]? {
        guard let count = scope.integer(node, "forEach.count", in: 0...Int64(ForEach.limit)) else { return nil }
        return (0..<count).map { index in
            let number = Node(.integer(Int64(index)), at: node.place, isLiteral: true)
            let key = Node(.string(String(index)), at: node.place, isLiteral: true)
            return Scope.Each(index: index, key: key, value: number)
        }
    }

    private func list(_ node: Node) -> [Scope.Each]? {
        guard let elements = scope.list(node, "forEach.list") else { return nil }
        return elements.enumerated().map { index, element in
            let value = scope.expandAll(element)
            let key = Node(.string(value.text ?? String(index)), at: element.place, isLiteral: true)
            return Scope.Each(index: index, key: key, value: value)
        }
    }

    private func map(_ node: Node) -> [Scope.Each]? {
        let node = scope.expand(node)
        guard case .map(let members) = node.content else {
            scope.wrongType(node, "forEach.map", "a map")
            return nil
        }
        return members.enumerated().map { index, member in
            let key = Node(.string(member.key), at: member.place, isLiteral: true)
            return Scope.Each(index: index, key: key, value: scope.expandAll(member.value))
        }
    }
}
