import ArgumentParser
import Reporting

struct StateListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the managed objects.")

    @OptionGroup var flags: RecordOptions

    func run() async throws {
        try await Session.run(flags) { session in
            let recorded = try await session.state(of: session.project(), .readOnly).recorded()
            if session.isJSON {
                try session.console.print(ResourceReport.json(recorded.resources))
            } else {
                try session.console.print(ResourceReport.list(recorded.resources, style: session.console.style))
            }
            return .done
        }
    }
}
