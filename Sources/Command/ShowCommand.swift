import ArgumentParser
import Model
import Reporting

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a managed object: what was applied, and what the cloud says now.")

    @Argument(help: "Kind/name.")
    var address: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let workspace = try session.workspace()
            let address = try session.address(address)
            return try await session.reconciling(workspace, .readOnly) { reconciliation in
                let situation = try await reconciliation.situation()
                guard let record = situation.recorded[address] else {
                    throw session.notRecorded(address, situation.recorded)
                }
                let live = record.id.flatMap { situation.live.object(address.kind, id: $0) }
                if session.isJSON {
                    session.console.print(ResourceReport.json(record, live: live))
                } else {
                    session.console.print(ResourceReport.one(record, live: live, style: session.console.style))
                }
                return .done
            }
        }
    }
}
