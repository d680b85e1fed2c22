import ArgumentParser
import Execution
import Kinds
import Model
import Nacre
import StateStore

struct RotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Regenerate a secret, such as an API Gateway key.",
        discussion: """
            The old secret stops working immediately. The new one is written to a file that only its owner can read, or \
            to standard output. If that fails, state keeps it encrypted, and "nacre state secret --reveal" prints it.
            """)

    @Argument(help: "The object: ApiKey/name.")
    var address: String

    @Option(help: "The secret to regenerate: primary or secondary.")
    var key = "primary"

    @Option(help: ArgumentHelp("The file for the new secret.", valueName: "file"))
    var out: String?

    @Flag(name: [.customLong("reveal"), .customLong("show")], help: "Write the new secret to standard output.")
    var reveal = false

    @Option(help: "How long to wait for the state lock, in seconds.")
    var lockTimeout = 0

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        // Of a kind without such a secret, the run says what to do instead.
        if let kind = Address(address)?.kind, let driver = DriverCatalog.ncloud[kind], driver.rotation == nil { return }
        guard (out != nil) != reveal else {
            throw ValidationError("choose where to write the new secret: --out FILE or --reveal")
        }
    }

    func run() async throws {
        try await Session.run(global, formats: [.text]) { session in
            let workspace = try session.workspace()
            let request = RotationRequest(
                address: try session.address(address), secret: key,
                lease: LeaseRequest.current("rotate", environment: session.environment),
                lockTimeout: .seconds(lockTimeout))
            // The place for the new secret is there before the old secret is gone.
            let file = try out.map { try place($0, session) }
            try OutputStream.results.check()
            do {
                try await rotate(request, in: workspace, to: file, session)
            } catch {
                file?.discardIfEmpty()
                throw error
            }
            return .done
        }
    }

    private func rotate(
        _ request: RotationRequest, in workspace: Workspace, to file: PrivateFile?, _ session: Session
    ) async throws {
        try await Interrupts.heeded { interrupts in
            try await session.reconciling(
                workspace, .readWrite, lockTimeout: request.lockTimeout, needsSecrets: false
            ) { reconciliation in
                try await reconciliation.rotate(
                    request, note: { session.console.note($0) }, begins: { interrupts.enter(.finishing) },
                    deliver: { try deliver($0, to: file, session) })
            }
        }
    }

    private func place(_ path: String, _ session: Session) throws -> PrivateFile {
        do throws(StepFailure) {
            return try PrivateFile(at: path, in: session.options.root, sparing: session.ownFiles)
        } catch {
            guard case .diagnostic(var problem) = error else { throw error }
            problem.help =
                "make the path writable, or choose another file; the \(key) key of \(address) was not changed"
            throw problem
        }
    }

    private func deliver(_ secret: String, to file: PrivateFile?, _ session: Session) throws {
        do {
            if let file {
                let former = try file.write(secret + "\n")
                session.console.note(
                    "the new \(key) key of \(address) is in \(file.path)"
                        + (former.map { "; what was there is in \($0)" } ?? ""))
            } else {
                try session.console.print(secret)
            }
        } catch {
            session.console.alert(
                "the \(key) key of \(address) was regenerated but could not be written: state keeps it encrypted, and "
                    + "\"nacre state secret \(address) \(key) --reveal\" prints it")
            throw error
        }
    }
}
