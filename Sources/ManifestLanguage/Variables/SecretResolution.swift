import Model

/// Fetches the secrets that `nacre.yaml` declares.
struct SecretResolution {
    let scope: Scope

    init(_ context: EvaluationContext) { scope = .settings(context) }

    func values(_ document: ProjectDocument, _ files: some WorkspaceFiles) -> [String: SecretValue] {
        Dictionary(
            document.secrets.map { ($0.key, value(of: $0, files)) }, uniquingKeysWith: { first, _ in first })
    }

    private func value(of member: Node.Member, _ files: some WorkspaceFiles) -> SecretValue {
        guard case .map(let sources) = member.value.content else {
            // Most likely the secret itself, written where everyone can read it.
            scope.findings.conceal(member.value.place)
            scope.findings.error(
                .plainSecret, "the secret '\(member.key)' must say where its value comes from", at: member.value.place,
                help: "write {env: NAME_OF_A_VARIABLE} or {file: path}")
            return .unreadable
        }
        scope.reportUnknown(sources, of: "secret '\(member.key)'", keys: ["env", "file"])
        guard sources.count == 1, let source = sources.first, let text = scope.text(source.value, source.key) else {
            if sources.count != 1 {
                scope.findings.error(
                    .conflictingFields, "the secret '\(member.key)' needs exactly one of env and file", at: member.place
                )
            }
            return .unreadable
        }
        switch source.key {
        case "env": return variable(text, member.place)
        case "file": return file(text, member.place, files)
        default: return .unreadable
        }
    }

    private func variable(_ name: String, _ place: Place) -> SecretValue {
        let value = scope.context.environment[name]
        if let value, !value.isEmpty { return .known(Secret(value)) }
        // CI hands over an empty text where a secret is missing; nobody means one.
        return .missing(
            reason: "the environment variable \(name) is \(value == nil ? "not set" : "empty")",
            help: "set \(name) for this run", declaration: place)
    }

    private func file(_ path: String, _ place: Place, _ files: some WorkspaceFiles) -> SecretValue {
        do throws(FileProblem) {
            guard let bytes = try files.bytes(of: path).map(Self.withoutMark) else {
                return .missing(reason: "no such file: \(path)", help: "create the file", declaration: place)
            }
            guard var text = String(validating: bytes, as: UTF8.self) else {
                return .missing(reason: "\(path) is not UTF-8", help: "save it as UTF-8", declaration: place)
            }
            // Editors end files with a line break that is no part of a password.
            if text.last?.isNewline == true { text.removeLast() }
            guard !text.isEmpty else {
                return .missing(
                    reason: "the file \(path) is empty", help: "write the secret into it", declaration: place)
            }
            return .known(Secret(text))
        } catch {
            return .missing(
                reason: "\(path) cannot be read: \(error.reason)", help: "give this user read access to it",
                declaration: place)
        }
    }

    private static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
        bytes.starts(with: SourceFile.byteOrderMark) ? Array(bytes.dropFirst(SourceFile.byteOrderMark.count)) : bytes
    }
}

/// What became of a secret that `nacre.yaml` declares.
enum SecretValue {
    case known(Secret)
    /// Told only where the secret is used, so that `validate` works without the secrets of a deployment.
    case missing(reason: String, help: String, declaration: Place)
    /// Its declaration is wrong and has been reported.
    case unreadable
}
