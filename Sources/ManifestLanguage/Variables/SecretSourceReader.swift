import Model

/// Reads an entry of `spec.secrets`: where the value of a secret comes from.
struct SecretSourceReader {
    private static let kinds = ["env", "file", "command", "kms"]
    /// How long a program may take unless its entry says; somebody may have to type a PIN.
    private static let patience = 60

    let scope: Scope
    /// The programs that the project allows.
    let allowed: [String]
    private var findings: Findings { scope.findings }

    init(_ scope: Scope, allowed: [String]) {
        self.scope = scope
        self.allowed = allowed
    }

    /// Nil, and reported, when the entry is none.
    func source(of member: Node.Member) -> SecretSource? {
        guard case .map(let members) = member.value.content else {
            // Most likely the secret itself, written where everyone can read it.
            findings.conceal(member.value.place)
            findings.error(
                .plainSecret, "the secret '\(member.key)' must say where its value comes from", at: member.value.place,
                help: "write {env: NAME_OF_A_VARIABLE} or {file: path}")
            return nil
        }
        let isCommand = members.contains { $0.key == "command" }
        scope.reportUnknown(
            members, of: "secret '\(member.key)'", keys: Self.kinds + (isCommand ? ["timeout"] : []))
        let sources = members.filter { Self.kinds.contains($0.key) }
        guard sources.count == 1, let source = sources.first else {
            findings.error(
                .conflictingFields, "the secret '\(member.key)' needs exactly one of env, file, command and kms",
                at: member.place)
            return nil
        }
        switch source.key {
        case "env": return scope.text(source.value, source.key).map { .environment($0) }
        case "file": return scope.text(source.value, source.key).map { .file($0) }
        case "command": return command(source, timeout: members.first { $0.key == "timeout" }, of: member)
        default: return kms(source, of: member)
        }
    }

    private func command(_ source: Node.Member, timeout: Node.Member?, of member: Node.Member) -> SecretSource? {
        guard case .list(let elements) = scope.expand(source.value).content else {
            findings.error(
                .wrongType, "'command' must be a list of the program and its arguments", at: source.value.place,
                help: "write [program, argument, …]; no shell is involved")
            return nil
        }
        let words = elements.compactMap { scope.text($0, "an argument of 'command'") }
        guard words.count == elements.count, let seconds = seconds(timeout) else { return nil }
        guard let program = words.first, !program.isEmpty else {
            findings.error(
                .missingField, "'command' has no program", at: source.value.place,
                help: "write [program, argument, …]")
            return nil
        }
        guard allowed.contains(program) else {
            findings.error(
                .badValue, "the secret '\(member.key)' would start '\(program)', which the project does not allow",
                at: elements.first?.place ?? source.value.place,
                help: "if it may be started, write allowCommands: [\(program)] into spec of nacre.yaml")
            return nil
        }
        return .command(words, seconds: seconds)
    }

    private func seconds(_ timeout: Node.Member?) -> Int? {
        guard let timeout else { return Self.patience }
        guard let text = scope.text(timeout.value, "timeout") else { return nil }
        if let seconds = DurationText.seconds(text) { return seconds }
        findings.error(.badValue, "'\(text)' is not a length of time", at: timeout.value.place, help: "write 30s or 2m")
        return nil
    }

    private func kms(_ source: Node.Member, of member: Node.Member) -> SecretSource? {
        guard let members = scope.map(source.value, "kms", keys: ["key", "ciphertext"]) else { return nil }
        guard let key = members["key"], let ciphertext = members["ciphertext"] else {
            findings.error(
                .missingField, "the secret '\(member.key)' needs kms.key and kms.ciphertext", at: source.place,
                help: "\"nacre secret encrypt --key TAG\" prints both")
            return nil
        }
        guard let tag = scope.text(key.value, "kms.key"), let text = scope.text(ciphertext.value, "kms.ciphertext")
        else { return nil }
        // Source: api/kms.md §6.
        guard text.hasPrefix("ncpkms:v") else {
            // It may be the secret itself.
            findings.conceal(ciphertext.value.place)
            findings.error(
                .plainSecret, "kms.ciphertext of the secret '\(member.key)' is not a ciphertext of KMS",
                at: ciphertext.value.place,
                help: "encrypt the value with \"nacre secret encrypt --key \(tag)\"; a ciphertext begins with ncpkms:v")
            return nil
        }
        return .kms(key: tag, ciphertext: text)
    }
}
