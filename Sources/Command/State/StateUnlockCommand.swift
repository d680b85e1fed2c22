import ArgumentParser
import StateStore

struct StateUnlockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock",
        abstract: "Force-release the state lock. Locks of dead processes are released automatically.")

    @OptionGroup var flags: RecordOptions

    func run() async throws {
        try await Session.run(flags, formats: [.text]) { session in
            let state = try session.state(of: session.project(), .readWrite)
            let request = LeaseRequest.current("state unlock", environment: session.environment)
            let holder = try await state.forceUnlock(by: request)
            try session.console.print(holder.map { "Unlocked. It was held by \($0)" } ?? "The state was not locked.")
            return .done
        }
    }
}
