import ArgumentParser
import Execution
import Kinds
import Model
import StateStore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The one command that shows a secret, and only when that is asked for in so many words.
struct StateSecretCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret",
        abstract:
            "Print a secret that the API returns only once and state keeps encrypted, such as a login key's private key."
    )

    @Argument(help: "Kind/name.")
    var address: String

    @Argument(help: "The name of the secret, if the object has several, such as privateKey.")
    var name: String?

    @Option(help: "Write it to this file, readable only by its owner. An existing file is not overwritten.")
    var out: String?

    @Flag(help: "Write it to standard output without asking for confirmation.")
    var reveal = false

    @OptionGroup var flags: SealingOptions

    func validate() throws {
        if out != nil, reveal { throw ValidationError("--out and --reveal cannot be used together") }
    }

    func run() async throws {
        try await Session.run(flags, formats: [.text]) { session in
            let address = try session.address(address)
            let state = try session.state(of: session.project(), .readOnly)
            try session.checkKeyFlags(usesKMS: try await state.recordedKeyPlace()?.isKMS ?? false)
            let name = try await chosen(address, state, session)
            if out == nil, !reveal { try await confirm(address, name, session) }
            guard let secret = try await state.secret(address, name) else { throw none(of: address, nil) }
            if let out {
                session.console.note("wrote \(try write(secret, to: out, session)), readable only by you")
            } else {
                try session.console.print(secret.hasSuffix("\n") ? String(secret.dropLast()) : secret)
            }
            if isKeptUntilDelivered(name) { try await drop(name, of: address, session) }
            return .done
        }
    }

    /// Whether the secret is one that "rotate" could not deliver. A private key is kept for good.
    private func isKeptUntilDelivered(_ name: String) -> Bool {
        Address(address).flatMap { DriverCatalog.ncloud[$0.kind]?.rotation }?.names.contains(name) ?? false
    }

    private func drop(_ name: String, of address: Address, _ session: Session) async throws {
        let path = session.statePath(of: try session.project())
        do throws(StateError) {
            let state = try SQLiteStateStore.open(path: path, access: .readWrite)
            try await state.write([.dropSecret(address, name: name)])
        } catch {
            session.console.note("the \(name) of \(address) is still in state: \(error.message)")
        }
    }

    /// The secret that is meant: the one named, or the only one.
    private func chosen(_ address: Address, _ state: SQLiteStateStore, _ session: Session) async throws -> String {
        let recorded = try await state.recorded()
        guard let record = recorded[address] else { throw session.notRecorded(address, recorded) }
        let names = try await state.secretNames(of: address)
        if let name {
            if names.contains(name) { return name }
        } else if let only = names.first, names.count == 1 {
            return only
        }
        guard names.isEmpty else {
            throw Diagnostic(
                code: "secret", "state has several secrets of \(address): \(names.joined(separator: ", "))",
                help: "choose one: nacre state secret \(address) \(names[0])")
        }
        throw none(of: address, record)
    }

    private func none(of address: Address, _ record: RecordedResource?) -> Diagnostic {
        let file = record?.applied["privateKeyFile"]?.text
        return Diagnostic(
            code: "secret", "no secret is stored for \(address)",
            help: file.map { "it was written to \($0) when the object was created" }
                ?? "state stores only values that the API returns once and that the manifest writes to no file")
    }

    private func confirm(_ address: Address, _ name: String, _ session: Session) async throws {
        let question = "Print the \(name) of \(address) to standard output? Enter \"yes\" to confirm: "
        if await session.console.ask(question) == "yes" { return }
        throw Diagnostic(
            code: "secret", "the \(name) of \(address) was not printed",
            help: "write it to a file with --out FILE, or use --reveal to print it to standard output")
    }

    private func write(_ secret: String, to path: String, _ session: Session) throws -> String {
        do throws(StepFailure) {
            return try PrivateFile.write(
                secret, to: path, in: FileManager.default.currentDirectoryPath, sparing: session.ownFiles)
        } catch .diagnostic(let problem) {
            throw problem
        }
    }
}
