import ArgumentParser
import Model
import Nacre
import OrderedJSON
import StateStore

struct StateRekeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rekey",
        abstract:
            "Encrypt the secrets in state with a new key, and protect that key by another key, KMS or a passphrase.",
        discussion: """
            Without --to, the key is protected as spec.stateKey in nacre.yaml says. The change is one transaction: if the \
            command is interrupted, the state has either the old key or the new one. Backups made before still need the \
            old key.
            """)

    @Option(
        help: ArgumentHelp(
            """
            What protects the key: file or file:PATH (a new key file), env:NAME (64 hexadecimal digits, later in \
            NACRE_STATE_KEY), kms:TAG, passphrase (asked for) or passphrase:NAME (in that variable).
            """, valueName: "place"))
    var to: KeyTarget?

    @OptionGroup var flags: SealingOptions

    func run() async throws {
        try await Session.run(flags) { session in
            let project = try session.project()
            let place = to?.place ?? project.stateKey
            let isInVariable = !(session.environment["NACRE_STATE_KEY"] ?? "").isEmpty
            if to == nil, isInVariable, case .file = place {
                throw Diagnostic(
                    code: "state-key", "the key is in NACRE_STATE_KEY, and it is not clear where the new one is to be",
                    help: "put a new key into another variable and add --to env:NAME, or add --to file")
            }
            let former = try await session.state(of: project, .readOnly).recordedKeyPlace()
            try session.checkKeyFlags(usesKMS: place.isKMS || former?.isKMS ?? false)
            let variable = try to?.variable.map { try value(of: $0, session) }
            let done = try await session.changingState("state rekey") { state in
                let done = try await state.rekey(to: place, variable: variable)
                _ = try await state.backup()
                return done
            }
            if session.isJSON {
                try session.console.print(done.json)
            } else {
                try session.console.print(
                    "the key of \(session.statePath(of: project)) is now protected by "
                        + "\(to?.variable.map { "the key in \($0)" } ?? "\(place)"); "
                        + "\(Counted.of(done.resealed, "stored value")) encrypted with a new key")
            }
            advise(done, project, session)
            return .done
        }
    }

    private func value(of name: String, _ session: Session) throws -> String {
        if let value = session.environment[name], !value.isEmpty { return value }
        throw Diagnostic(
            code: "state-key", "the environment variable \(name) is not set",
            help: "put a key of 64 hexadecimal digits into it; \"openssl rand -hex 32\" prints one")
    }

    private func advise(_ done: Rekeying, _ project: Project, _ session: Session) {
        if to?.variable == nil, case .file = done.place, !(session.environment["NACRE_STATE_KEY"] ?? "").isEmpty {
            session.console.note("from now on, do not set NACRE_STATE_KEY: the key is in the file")
        }
        if let name = to?.variable {
            session.console.note("from now on, set NACRE_STATE_KEY to the key in \(name)")
        } else if done.place != project.stateKey {
            session.console.note("write stateKey: \(done.place.written) into spec of nacre.yaml")
        }
        if let old = done.replacedKey {
            session.console.note(
                "\(old) is the old key: it opens the backups made before, and other states with the same key file; "
                    + "delete it with them")
        } else if case .file? = done.former {
            session.console.note("the old key opens the backups made before; delete it with them")
        }
    }
}

/// A place for the key as `--to` names it.
struct KeyTarget: ExpressibleByArgument, Sendable {
    var place: StateKeyPlace
    /// The variable with a key that takes the place of a file.
    var variable: String?

    init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = parts.count > 1 ? parts[1] : nil
        guard name != "" else { return nil }
        switch (parts[0], name) {
        case ("file", let path): place = .file(path)
        case ("kms", let tag?): place = .kms(key: tag)
        case ("passphrase", let variable): place = .passphrase(variable: variable)
        case ("env", let variable?): (place, self.variable) = (.file(nil), variable)
        default: return nil
        }
    }
}

extension StateKeyPlace {
    /// Whether KMS is asked to open it.
    var isKMS: Bool {
        switch self {
        case .kms: true
        case .file, .passphrase: false
        }
    }

    /// As it is written in `nacre.yaml`.
    fileprivate var written: String {
        switch self {
        case .file(let path): "{file: \(path ?? "PATH")}"
        case .kms(let key): "{kms: {key: \(key)}}"
        case .passphrase(let variable): "{passphrase: {\(variable.map { "env: \($0)" } ?? "")}}"
        }
    }
}

extension Rekeying {
    fileprivate var json: JSON {
        [
            "protectedBy": .string("\(place)"), "before": former.map { .string("\($0)") } ?? .null,
            "encryptedAgain": .integer(Int64(resealed)), "replacedKey": replacedKey.map(JSON.string) ?? .null,
        ]
    }
}
