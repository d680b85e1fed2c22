import ArgumentParser
import OrderedJSON

struct StateLockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock", abstract: "Show who holds the state lock. Exits with 5 if it is held.")

    @OptionGroup var flags: RecordOptions

    func run() async throws {
        try await Session.run(flags) { session in
            let lease = try await session.state(of: session.project(), .readOnly).currentLease()
            if session.isJSON {
                try session.console.print(["holder": lease.map { .string("\($0)") } ?? .null])
            } else {
                try session.console.print(lease.map { "held by \($0)" } ?? "The state is not locked.")
            }
            return lease == nil ? .done : .locked
        }
    }
}
