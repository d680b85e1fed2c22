import ArgumentParser

struct StateLockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock", abstract: "Show who holds the lock. Exits with 5 when somebody does.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            guard let lease = try await session.state(of: session.project(), .readOnly).currentLease() else {
                session.console.print("nobody holds the lock")
                return .done
            }
            session.console.print("held: \(lease)")
            return .locked
        }
    }
}
