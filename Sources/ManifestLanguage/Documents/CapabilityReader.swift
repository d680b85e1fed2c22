import Model

/// Reads `spec.capabilities` of the project: `{DataBox: [create, update]}`, what the account may still do.
struct CapabilityReader {
    let scope: Scope
    private var findings: Findings { scope.findings }

    init(_ scope: Scope) { self.scope = scope }

    func read(_ node: Node) -> [String: Set<Ending.Operation>] {
        guard scope.map(node, "spec.capabilities") != nil else { return [:] }
        var capabilities: [String: Set<Ending.Operation>] = [:]
        for member in scope.expand(node).members where isKnown(member) {
            let title = "spec.capabilities.\(member.key)"
            guard let list = scope.list(member.value, title) else { continue }
            capabilities[member.key] = Set(list.compactMap { operation($0, of: member.key, title) })
        }
        return capabilities
    }

    /// Whether the kind exists. Where the project alone is read, no kinds are known.
    private func isKnown(_ member: Node.Member) -> Bool {
        let names = scope.catalog.kinds.filter { !$0.allowances.isEmpty }.map(\.name)
        if scope.catalog.kinds.isEmpty || names.contains(member.key) { return true }
        let kind = scope.catalog[member.key]
        let isKind = kind != nil
        let hasEnding = !(kind?.life.endings.isEmpty ?? true)
        let nothing =
            hasEnding
            ? "there is nothing that an account can be allowed for \(member.key.withArticle)"
            : "the cloud offers everything there is for \(member.key.withArticle)"
        findings.error(
            isKind ? .badValue : .unknownKind, isKind ? nothing : "there is no kind '\(member.key)'",
            at: member.place,
            help: isKind
                ? "remove it"
                : findings.nearest(member.key, in: names).map { "did you mean '\($0)'?" }
                    ?? names.offered("kinds with something to allow:"))
        return false
    }

    private func operation(_ node: Node, of kind: String, _ title: String) -> Ending.Operation? {
        guard let text = scope.text(node, "an operation of \(title)") else { return nil }
        let offered = scope.catalog[kind]?.allowances ?? Ending.Operation.allCases
        if let operation = Ending.Operation(rawValue: text), offered.contains(operation) { return operation }
        findings.error(
            .badValue, "'\(text)' is nothing that \(title) can allow", at: node.place,
            help: "write \(offered.map(\.rawValue).joined(separator: " or "))")
        return nil
    }
}
