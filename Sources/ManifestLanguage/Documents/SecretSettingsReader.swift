import Model

/// Reads what `nacre.yaml` says about secrets besides where they come from: which programs may give them, and what keeps
/// the key of the state.
struct SecretSettingsReader {
    let scope: Scope
    private var findings: Findings { scope.findings }

    init(_ scope: Scope) { self.scope = scope }

    /// `spec.allowCommands`: names of programs, or paths of programs, exactly as `command` names them.
    func programs(_ node: Node) -> [String] {
        (scope.list(node, "spec.allowCommands") ?? []).compactMap { element in
            guard let name = scope.text(element, "a program of spec.allowCommands") else { return nil }
            if !name.isEmpty, !name.contains(where: \.isWhitespace) { return name }
            findings.error(
                .badValue, "'\(name)' is not the name of a program", at: element.place,
                help: "write the name or the path of the program alone; arguments belong to the secret")
            return nil
        }
    }

    /// `spec.stateKey`; nil, and reported, when it is none.
    func stateKey(_ member: Node.Member) -> StateKeyPlace? {
        let title = "spec.stateKey"
        guard case .map = member.value.content else {
            // Most likely the key itself.
            findings.conceal(member.value.place)
            findings.error(
                .plainSecret, "\(title) must say where the key is", at: member.value.place,
                help: "write {file: path}, {kms: {key: TAG}} or {passphrase: {env: NAME}}")
            return nil
        }
        guard let members = scope.map(member.value, title, keys: ["file", "kms", "passphrase"]) else { return nil }
        guard members.count == 1, let chosen = members.values.first else {
            if members.count != 1 {
                findings.error(
                    .conflictingFields, "\(title) needs exactly one of file, kms and passphrase", at: member.place,
                    help: "write {file: path}, {kms: {key: TAG}} or {passphrase: {env: NAME}}")
            }
            return nil
        }
        switch chosen.key {
        case "file": return scope.text(chosen.value, "\(title).file").map { .file($0) }
        case "kms": return kms(chosen, title)
        case "passphrase": return passphrase(chosen, title)
        default: return nil
        }
    }

    private func kms(_ member: Node.Member, _ title: String) -> StateKeyPlace? {
        guard let members = scope.map(member.value, "\(title).kms", keys: ["key"]) else { return nil }
        guard let key = members["key"] else {
            findings.error(
                .missingField, "\(title).kms needs the tag of a key", at: member.place, help: "write {kms: {key: TAG}}")
            return nil
        }
        return scope.text(key.value, "\(title).kms.key").map { .kms(key: $0) }
    }

    /// `{passphrase: {env: NAME}}`, or `{passphrase: {}}` for one that is asked for. A text is most likely the passphrase
    /// itself.
    private func passphrase(_ member: Node.Member, _ title: String) -> StateKeyPlace? {
        guard case .map = member.value.content else {
            findings.conceal(member.value.place)
            findings.error(
                .plainSecret, "\(title).passphrase must say where the passphrase comes from", at: member.value.place,
                help: "write {env: NAME_OF_A_VARIABLE}, or {} to be asked for it")
            return nil
        }
        guard let members = scope.map(member.value, "\(title).passphrase", keys: ["env"]) else { return nil }
        guard let variable = members["env"] else { return .passphrase(variable: nil) }
        return scope.text(variable.value, "\(title).passphrase.env").map { .passphrase(variable: $0) }
    }
}
