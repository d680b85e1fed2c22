import ArgumentParser
import Model
import StateStore

struct StateMoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mv", abstract: "Change the address of an object in state. Nothing changes in the cloud.")

    @Argument(help: "The current address: Kind/name.")
    var from: String

    @Argument(help: "The new address: Kind/new-name.")
    var to: String

    @OptionGroup var flags: RecordOptions

    func run() async throws {
        try await Session.run(flags, formats: [.text]) { session in
            let (old, new) = (try session.address(from), try session.address(to))
            guard old.kind == new.kind else {
                throw Diagnostic(
                    code: "address", "\(old) and \(new) are of different kinds",
                    help: "the kind of an object cannot be changed")
            }
            try await session.changingState("state mv") { try await $0.move(from: old, to: new) }
            session.console.note("\(old) is now \(new); rename it in the manifests as well")
            return .done
        }
    }
}
