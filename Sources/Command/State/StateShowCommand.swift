import ArgumentParser
import Reporting

struct StateShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one object as recorded in state, without API calls.")

    @Argument(help: "The object's address: Kind/name.")
    var address: String

    @OptionGroup var flags: RecordOptions

    func run() async throws {
        try await Session.run(flags) { session in
            let recorded = try await session.state(of: session.project(), .readOnly).recorded()
            let address = try session.address(address)
            guard let record = recorded[address] else { throw session.notRecorded(address, recorded) }
            if session.isJSON {
                try session.console.print(ResourceReport.json(record))
            } else {
                try session.console.print(ResourceReport.one(record, style: session.console.style))
            }
            return .done
        }
    }
}
