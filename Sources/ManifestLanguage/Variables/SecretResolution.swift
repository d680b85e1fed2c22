import Model

/// Finds out what the secrets that `nacre.yaml` declares are. Environment variables and files are read here; what a
/// program prints and what KMS decrypts is fetched by commands that need it, and then given.
struct SecretResolution {
    let scope: Scope
    /// The values that were fetched, by name.
    let given: [String: Secret]

    init(_ context: EvaluationContext, _ given: [String: Secret]) {
        scope = .settings(context)
        self.given = given
    }

    /// - Returns: the values by name, the environment variables that secrets are declared to come from, and the names of those
    ///   that come from files, by path.
    func values(
        _ document: ProjectDocument, _ files: some WorkspaceFiles
    ) -> (values: [String: SecretValue], variables: [String], files: [String: String]) {
        let reader = SecretSourceReader(scope, allowed: document.project.allowedCommands)
        let sources = document.secrets.map { ($0, reader.source(of: $0)) }
        let values = sources.map { member, source in
            (member.key, source.map { value(of: $0, member, files) } ?? .unreadable)
        }
        let variables = sources.compactMap { _, source -> String? in
            guard case .environment(let name)? = source else { return nil }
            return name
        }
        let paths = sources.compactMap { member, source -> (String, String)? in
            guard case .file(let path)? = source else { return nil }
            return (path, member.key)
        }
        return (
            Dictionary(values, uniquingKeysWith: { first, _ in first }), variables,
            Dictionary(paths, uniquingKeysWith: { first, _ in first })
        )
    }

    private func value(of source: SecretSource, _ member: Node.Member, _ files: some WorkspaceFiles) -> SecretValue {
        switch source {
        case .environment(let name): variable(name, member.place)
        case .file(let path): file(path, member.place, files)
        case .command, .kms:
            given[member.key].map { .known($0) }
                ?? .pending(PendingSecret(member.key, from: source, at: member.place.span))
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
    /// Fetched by commands that need the value, when something uses it.
    case pending(PendingSecret)
    /// Told only where the secret is used, so that `validate` works without the secrets of a deployment.
    case missing(reason: String, help: String, declaration: Place)
    /// Its declaration is wrong and has been reported.
    case unreadable
}
