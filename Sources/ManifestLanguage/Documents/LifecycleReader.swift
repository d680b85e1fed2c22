import Model

/// Reads `lifecycle`.
struct LifecycleReader {
    let kind: Kind
    let scope: Scope
    private var findings: Findings { scope.findings }

    func read(_ node: Node) -> Lifecycle {
        var lifecycle = Lifecycle(onRemove: kind.defaultRemoval)
        let keys = ["protect", "onRemove", "ignore", "timeouts", "lint"]
        guard let members = scope.map(node, "lifecycle", keys: keys) else { return lifecycle }
        if let protect = members["protect"] {
            lifecycle.protect = scope.boolean(protect.value, "lifecycle.protect") ?? false
        }
        if let removal = members["onRemove"] { lifecycle.onRemove = self.removal(removal.value) }
        if let ignore = members["ignore"], let list = scope.list(ignore.value, "lifecycle.ignore") {
            lifecycle.ignore = list.compactMap(self.ignore)
        }
        if let timeouts = members["timeouts"] { lifecycle.timeouts = self.timeouts(timeouts.value) }
        if let lint = members["lint"] { lifecycle.suppressions = LintReader(scope).suppressions(lint.value) }
        return lifecycle
    }

    private func removal(_ node: Node) -> Lifecycle.Removal {
        guard let text = scope.text(node, "lifecycle.onRemove") else { return .delete }
        if let removal = Lifecycle.Removal(rawValue: text) { return removal }
        let names = Lifecycle.Removal.allCases.map(\.rawValue)
        findings.error(
            .badValue, "'\(text)' is not valid for lifecycle.onRemove", at: node.place,
            help: findings.nearest(text, in: names).map { "did you mean '\($0)'?" } ?? names.offered("valid values:"))
        return .delete
    }

    private func timeouts(_ node: Node) -> Timeouts {
        guard let members = scope.map(node, "lifecycle.timeouts", keys: ["create", "update", "delete"]) else {
            return Timeouts()
        }
        func seconds(_ key: String) -> Int? {
            members[key].flatMap { scope.seconds($0.value, "lifecycle.timeouts.\(key)") }
        }
        return Timeouts(create: seconds("create"), update: seconds("update"), delete: seconds("delete"))
    }

    private func ignore(_ node: Node) -> Ignore? {
        let node = scope.expand(node)
        if node.text != nil { return path(node).map { Ignore(path: $0) } }
        guard let members = scope.map(node, "an entry of lifecycle.ignore", keys: ["path", "reason", "until"]) else {
            return nil
        }
        guard let written = members["path"] else {
            findings.error(.missingField, "an entry of lifecycle.ignore needs a path", at: node.place)
            return nil
        }
        return path(written.value).map {
            Ignore(
                path: $0, reason: members["reason"].flatMap { scope.text($0.value, "reason") },
                until: members["until"].flatMap { DayText.read($0.value, scope) })
        }
    }

    private func path(_ node: Node) -> FieldPath? { IgnorePath(kind: kind, scope: scope).read(node) }
}
