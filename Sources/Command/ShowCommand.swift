import ArgumentParser
import Model
import Nacre
import Reporting

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a managed object: last applied and live values.")

    @Argument(help: "The object's address: Kind/name.")
    var address: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let workspace = try session.workspace()
            let address = try session.address(address)
            return try await session.reconciling(workspace, .readOnly, needsSecrets: false) { reconciliation in
                let situation = try await reconciliation.situation()
                guard let record = situation.recorded[address] else {
                    throw session.notRecorded(address, situation.recorded)
                }
                let live = await view(of: record, in: situation.live, reconciliation)
                if session.isJSON {
                    try session.console.print(ResourceReport.json(record, live: live))
                } else {
                    try session.console.print(ResourceReport.one(record, live: live, style: session.console.style))
                }
                return .done
            }
        }
    }

    /// An object that a kind's list lacks is gone; of a kind that was not read nothing is known.
    private func view(of record: RecordedResource, in live: LiveSnapshot, _ reconciliation: Reconciliation) async
        -> LiveView
    {
        guard let id = record.id else { return .notAsked }
        if let object = live.object(record.address.kind, id: id) {
            return .found(await reconciliation.whole(object))
        }
        return live.observedKinds.contains(record.address.kind) ? .gone : .unknown
    }
}
