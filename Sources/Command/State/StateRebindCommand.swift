import ArgumentParser
import Model
import Nacre
import StateStore

struct StateRebindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebind",
        abstract: "Bind the state to the cloud, region, account and environment of this command.",
        discussion: """
            The first apply binds the state to its cloud and account; commands for another one then fail. Rebind it when \
            the same objects are reached in another way, such as with a new access key or at a new address. Nothing else in \
            it changes.
            """)

    @Flag(help: "Rebind without asking for confirmation.")
    var autoApprove = false

    @OptionGroup var flags: ReadingOptions

    func run() async throws {
        try await Session.run(flags, formats: [.text]) { session in
            let workspace = Workspace.bare(try session.project(), session.options.source)
            let lease = LeaseRequest.current("state rebind", environment: session.environment)
            try await Interrupts.heeded { interrupts in
                try await session.reconciling(workspace, .readWrite) { reconciliation in
                    try await reconciliation.rebind(lease, note: { session.console.note($0) }) { former, target in
                        interrupts.enter(.asking)
                        defer { interrupts.enter(.finishing) }
                        return try await confirm(former, target, session)
                    }
                }
            }
            return .done
        }
    }

    private func confirm(_ former: CloudTarget?, _ target: CloudTarget, _ session: Session) async throws -> Bool {
        try session.console.print("bound to  \(former.map { "\($0)" } ?? "nothing yet")")
        try session.console.print("now       \(target)")
        if autoApprove { return true }
        guard let answer = await session.console.ask("\nRebind the state? Enter \"yes\" to confirm: ") else {
            session.console.alertUnconfirmed("use --auto-approve")
            return false
        }
        return answer == "yes"
    }
}
