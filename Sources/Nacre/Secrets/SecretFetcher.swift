import Model

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Fetches the secrets that are not read with the manifests: what programs print, and what KMS decrypts.
public struct SecretFetcher: Sendable {
    private static let code = "missing-secret"
    /// What programs have no use for and should not see: nacre's own secrets.
    private static let withheld = [
        "NCLOUD_ACCESS_KEY", "NCLOUD_SECRET_KEY", "NCLOUD_ACCESS_KEY_ID", "NCLOUD_API_KEY", "NACRE_STATE_KEY",
    ]

    let directory: String
    let environment: [String: String]
    let kms: KMSAccess

    /// - Parameters:
    ///   - directory: the workspace, where relative paths of programs begin.
    ///   - withheld: variables that programs do not get, such as the passphrase of a state.
    public init(directory: String, environment: [String: String], withheld: [String] = [], kms: KMSAccess) {
        self.directory = directory
        self.environment = environment.filter { !(Self.withheld + withheld).contains($0.key) }
        self.kms = kms
    }

    /// The values by the secrets' names. Each source is asked once, one after the other: programs may ask somebody.
    /// - Parameter known: secrets that programs must not be quoted with.
    /// - Throws: what is wrong with any of them; no value is given then.
    func values(of secrets: [PendingSecret], known: [Secret]) async throws(Diagnostics) -> [String: Secret] {
        var found: [SecretSource: Secret] = [:]
        var problems: [Diagnostic] = []
        var asked: Set<SecretSource> = []
        for secret in secrets where asked.insert(secret.source).inserted {
            let all = known + found.values
            do throws(Diagnostic) { found[secret.source] = try await value(of: secret, known: all) } catch {
                problems.append(error)
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        return Dictionary(
            secrets.compactMap { secret in found[secret.source].map { (secret.name, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    private func value(of secret: PendingSecret, known: [Secret]) async throws(Diagnostic) -> Secret {
        switch secret.source {
        case .command(let words, let seconds): try await printed(words, seconds, secret, known)
        case .kms(let key, let ciphertext): try await decrypted(ciphertext, key, secret)
        case .environment, .file: throw problem(secret, "it is read with the manifests")
        }
    }

    private func problem(
        _ secret: PendingSecret, _ reason: String, notes: [String] = [], help: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            code: Self.code, "the secret '\(secret.name)' has no value: \(reason)", at: secret.span, notes: notes,
            help: help)
    }

    // MARK: KMS

    private func decrypted(_ ciphertext: String, _ key: String, _ secret: PendingSecret) async throws(Diagnostic)
        -> Secret
    {
        let bytes: SecretBytes
        do throws(KMSAccess.Failure) { bytes = try await kms.decrypt(key, ciphertext) } catch {
            throw problem(secret, "KMS did not decrypt it with key \(key): \(error.message)", help: error.help)
        }
        guard let text = bytes.withBytes({ String(validating: $0, as: UTF8.self) }) else {
            throw problem(secret, "what KMS key \(key) decrypts is not UTF-8", help: "encrypt it again as text")
        }
        guard !text.isEmpty else {
            throw problem(
                secret, "what KMS key \(key) decrypts is empty",
                help: "encrypt it again with \"nacre secret encrypt --key \(key)\"")
        }
        return Secret(text)
    }

    // MARK: Programs

    private func printed(
        _ words: [String], _ seconds: Int, _ secret: PendingSecret, _ known: [Secret]
    ) async throws(Diagnostic) -> Secret {
        let program = words.first ?? ""
        var ended: ProgramRun.Ended
        do throws(ProgramRun.Failure) {
            ended = try await ProgramRun(
                [located(program)] + words.dropFirst(), environment: environment, limit: .seconds(seconds)
            ).ended()
        } catch {
            throw problem(error, program, seconds, secret)
        }
        defer { for index in ended.output.indices { ended.output[index] = 0 } }
        var text = String(validating: ended.output, as: UTF8.self)
        guard ended.status == 0 else {
            let lines = quotable(ended.errors, besides: known.compactMap { $0.reveal() } + [text].compactMap(\.self))
            throw problem(
                secret, "the program \(program) failed with exit code \(ended.status)",
                notes: lines.map { "\(program): \($0)" }, help: "run it by hand to see what it needs")
        }
        // Programs end their output with a line break that is no part of a password.
        if text?.last?.isNewline == true { text?.removeLast() }
        guard let text else { throw problem(secret, "what the program \(program) prints is not UTF-8") }
        guard !text.isEmpty else {
            throw problem(secret, "the program \(program) printed nothing", help: "run it by hand to see what it needs")
        }
        return Secret(text)
    }

    /// A relative path begins in the workspace; a name is looked for in `PATH`.
    private func located(_ program: String) -> String {
        program.contains("/") && !program.hasPrefix("/") ? "\(directory)/\(program)" : program
    }

    private func problem(
        _ failure: ProgramRun.Failure, _ program: String, _ seconds: Int, _ secret: PendingSecret
    ) -> Diagnostic {
        switch failure {
        case .notStarted(let code):
            problem(
                secret, "the program \(program) cannot be started: \(String(cString: strerror(code)))",
                help: program.contains("/") ? "check the path" : "install it, or add its folder to PATH")
        case .timedOut:
            problem(
                secret, "the program \(program) did not end within \(seconds) s",
                help: "give it more time with timeout: \(seconds * 2)s next to command")
        case .tooMuch:
            problem(secret, "the program \(program) printed more than \(ProgramRun.mostOutput / 1024) KiB")
        case .cancelled: problem(secret, "the program \(program) was interrupted")
        }
    }

    /// Shorter texts are left: they would blank out ordinary words.
    private static let shortestSecret = 4
    private static let mostLines = 5
    private static let longestLine = 200

    /// The last lines of what a program complains about, without the values it may repeat.
    private func quotable(_ errors: [UInt8], besides values: [String]) -> [String] {
        let secrets = (values + values.flatMap { $0.split(whereSeparator: \.isNewline).map(String.init) })
            .map { $0.trimmingNewlines }.filter { $0.count >= Self.shortestSecret }.sorted { $0.count > $1.count }
        let text = PrivateKeys.masked(
            secrets.reduce(String(decoding: errors, as: UTF8.self)) { $0.replacing($1, with: "[secret]") })
        return text.split(whereSeparator: \.isNewline).suffix(Self.mostLines).map {
            String($0.prefix(Self.longestLine)).escapedForDisplay
        }
    }
}

extension String {
    fileprivate var trimmingNewlines: String {
        var text = self[...]
        while text.last?.isNewline == true { text.removeLast() }
        while text.first?.isNewline == true { text.removeFirst() }
        return String(text)
    }
}
