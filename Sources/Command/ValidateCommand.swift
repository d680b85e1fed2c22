import ArgumentParser
import Model
import OrderedJSON
import Reporting

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check the manifests without calling the cloud.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global, formats: [.text, .json, .sarif]) { session in
            let workspace = try session.workspace(reported: session.options.output != .text)
            switch session.options.output {
            case .text:
                let objects = workspace.desired.resources.count
                let files = Counted.of(workspace.files.count, "file")
                session.console.print(
                    "\(Counted.of(objects, "object")) in \(files) \(objects == 1 ? "is" : "are") valid")
            case .json: try session.console.deliver(DiagnosticReport.json(workspace.warnings))
            case .sarif: try session.console.deliver(DiagnosticReport.sarif(workspace.warnings, site: session.site))
            }
            return .done
        }
    }
}
