/// A day as manifests write it: `2027-01-31`.
enum DayText {
    /// Nil, and reported, when the node holds no day.
    static func read(_ node: Node, _ scope: Scope) -> String? {
        guard let text = scope.text(node, "until") else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }
        if numbers.count == 3, parts.map(\.count) == [4, 2, 2], (1...12).contains(numbers[1]),
            (1...31).contains(numbers[2])
        {
            return text
        }
        scope.findings.error(.badValue, "'\(text)' is not a date", at: node.place, help: "write it as 2027-01-31")
        return nil
    }
}
