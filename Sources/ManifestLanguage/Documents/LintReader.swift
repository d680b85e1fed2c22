import Model

/// Reads what manifests say about `nacre lint`: findings that are accepted, and how bad they are.
struct LintReader {
    let scope: Scope
    private var findings: Findings { scope.findings }

    init(_ scope: Scope) { self.scope = scope }

    /// `lifecycle.lint` of an object.
    func suppressions(_ node: Node) -> [LintSuppression] {
        guard let members = scope.map(node, "lifecycle.lint", keys: ["ignore"]) else { return [] }
        return entries(members["ignore"], "lifecycle.lint.ignore", keys: ["rule", "reason", "until"])
    }

    /// `spec.lint` of the project.
    func settings(_ node: Node) -> LintSettings {
        guard let members = scope.map(node, "spec.lint", keys: ["severity", "ignore"]) else { return LintSettings() }
        return LintSettings(
            suppressions: entries(members["ignore"], "spec.lint.ignore", keys: ["rule", "for", "reason", "until"]),
            severities: members["severity"].map { severities($0.value) } ?? [:])
    }

    private func entries(_ member: Node.Member?, _ title: String, keys: [String]) -> [LintSuppression] {
        guard let member, let list = scope.list(member.value, title) else { return [] }
        return list.compactMap { entry($0, title, keys) }
    }

    private func entry(_ node: Node, _ title: String, _ keys: [String]) -> LintSuppression? {
        let node = scope.expand(node)
        guard case .map = node.content else {
            scope.wrongType(
                node, "an entry of \(title)", "a map", help: "write {rule: \(node.text ?? "…"), reason: \"…\"}")
            return nil
        }
        guard let members = scope.map(node, "an entry of \(title)", keys: keys) else { return nil }
        guard let rule = members["rule"] else {
            findings.error(
                .missingField, "an entry of \(title) needs a rule", at: node.place,
                help: "\"nacre lint --rules\" lists them")
            return nil
        }
        guard let reason = reason(members["reason"], title, node.place), let id = known(rule.value) else { return nil }
        return LintSuppression(
            id, reason: reason, until: members["until"].flatMap { DayText.read($0.value, scope) },
            selector: members["for"].flatMap { scope.text($0.value, "for") }, span: node.place.span)
    }

    /// What nobody wrote a reason for, nobody can judge later.
    private func reason(_ member: Node.Member?, _ title: String, _ place: Place) -> String? {
        if let member, !member.value.isNull {
            guard let text = scope.text(member.value, "reason") else { return nil }
            if text.contains(where: { !$0.isWhitespace }) { return text }
        }
        findings.error(
            .missingField, "an entry of \(title) needs a reason", at: member?.value.place ?? place,
            help: "add reason: \"…\": why the finding is accepted")
        return nil
    }

    private func severities(_ node: Node) -> [String: Diagnostic.Severity] {
        guard scope.map(node, "spec.lint.severity") != nil else { return [:] }
        var severities: [String: Diagnostic.Severity] = [:]
        for member in scope.expand(node).members {
            let rule = known(Node(.string(member.key), at: member.place, isLiteral: true))
            guard let text = scope.text(member.value, "the severity of '\(member.key)'") else { continue }
            guard let severity = Diagnostic.Severity(rawValue: text) else {
                findings.error(
                    .badValue, "'\(text)' is not a severity", at: member.value.place,
                    help: "write error, warning or note; to accept findings, use ignore with a reason")
                continue
            }
            if let rule { severities[rule] = severity }
        }
        return severities
    }

    /// The id of a rule there is; nil, and reported, for any other.
    private func known(_ node: Node) -> String? {
        guard let id = scope.text(node, "rule") else { return nil }
        // Where the project alone is read, no kinds are known, and none of their rules.
        guard !scope.catalog.kinds.isEmpty else { return id }
        let ids = scope.catalog.lintRules.map(\.id)
        if ids.contains(id) { return id }
        findings.error(
            .unknownRule, "there is no lint rule '\(id)'", at: node.place,
            help: findings.nearest(id, in: ids).map { "did you mean '\($0)'?" }
                ?? "\"nacre lint --rules\" lists them")
        return nil
    }
}
