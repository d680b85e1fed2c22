import ArgumentParser
import Execution
import Kinds
import Model
import Nacre
import StateStore

struct RotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Have the cloud make a new secret of an object, such as a key of API Gateway.",
        discussion: """
            Whoever uses the old secret is shut out at once. The new one is written to a file that only its owner can \
            read, or to standard output; it is kept nowhere else.
            """)

    @Argument(help: "The object: ApiKey/name.")
    var address: String

    @Option(help: "Which of its secrets: primary or secondary.")
    var key = "primary"

    @Option(help: ArgumentHelp("The file for the new secret.", valueName: "file"))
    var out: String?

    @Flag(help: "Write the new secret to standard output.")
    var show = false

    @Option(help: "Seconds to wait for a lock that somebody holds.")
    var lockTimeout = 0

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (out != nil) != show else { throw ValidationError("say where the new secret goes: --out FILE or --show") }
    }

    func run() async throws {
        try await Session.run(global) { session in
            let workspace = try session.workspace()
            let request = RotationRequest(
                address: try session.address(address), secret: key,
                lease: LeaseRequest.current("rotate", environment: session.environment),
                lockTimeout: .seconds(lockTimeout))
            try await session.reconciling(workspace, .readWrite, settings: session.settings()) { reconciliation in
                try await reconciliation.rotate(request, note: { session.console.note($0) }) { secret in
                    try deliver(secret, session)
                }
            }
            return .done
        }
    }

    private func deliver(_ secret: String, _ session: Session) throws {
        guard let out else { return session.console.print(secret) }
        do throws(StepFailure) {
            let file = try PrivateFile.write(secret + "\n", to: out, in: session.options.root)
            session.console.note("the new \(key) key of \(address) is in \(file)")
        } catch {
            guard case .diagnostic(let problem) = error else { throw error }
            throw Diagnostic(
                code: problem.code, "the \(key) key was made anew, but \(problem.message)",
                help: "make the place writable and rotate once more: the new key is not kept")
        }
    }
}
