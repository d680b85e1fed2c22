import ArgumentParser
import Reporting

struct StateListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the managed objects.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let recorded = try await session.state(of: session.project(), .readOnly).recorded()
            if session.isJSON {
                session.console.print(ResourceReport.json(recorded.resources))
            } else {
                session.console.print(ResourceReport.list(recorded.resources, style: session.console.style))
            }
            return .done
        }
    }
}
