import Model

/// Reads `rollout`.
struct RolloutReader {
    static let keys = ["maxUnavailable", "waitHealthy", "pause"]

    let scope: Scope
    private var findings: Findings { scope.findings }

    /// - Parameter series: the kind and the name as the document writes them.
    /// - Returns: nil, and reported, when it is no map.
    func read(_ node: Node, series: String) -> Rollout? {
        guard let members = scope.map(node, "rollout", keys: Self.keys) else { return nil }
        var rollout = Rollout(series: series)
        if let share = members["maxUnavailable"] {
            rollout.maxUnavailable = self.share(share.value) ?? rollout.maxUnavailable
        }
        if let waits = members["waitHealthy"] {
            rollout.waitsUntilHealthy = scope.boolean(waits.value, "rollout.waitHealthy") ?? true
        }
        if let pause = members["pause"] { rollout.pause = scope.seconds(pause.value, "rollout.pause") ?? 0 }
        return rollout
    }

    private func share(_ node: Node) -> Rollout.Share? {
        let node = scope.expand(node)
        if case .integer(let count) = node.content, (1...100_000).contains(count) { return .count(Int(count)) }
        if let text = node.text, text.hasSuffix("%"), let percent = Int(text.dropLast()), (1...100).contains(percent) {
            return .percent(percent)
        }
        guard !node.isUnknown else { return nil }
        findings.error(
            .badValue,
            "rollout.maxUnavailable must be a whole number from 1 or a percentage from 1% to 100%, but is "
                + (node.text ?? node.title),
            at: node.place, help: "write 1, or 25%")
        return nil
    }
}
