import ArgumentParser
import Model
import OrderedJSON
import Reporting

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check the manifests without calling the cloud.")

    @OptionGroup var flags: ManifestOptions

    func run() async throws {
        try await Session.run(flags, formats: [.text, .json, .sarif]) { session in
            let workspace = try session.workspace(reported: session.options.output != .text)
            switch session.options.output {
            case .text:
                let objects = workspace.desired.resources.count + workspace.desired.externals.count
                let files = Counted.of(workspace.files.count, "file")
                try session.console.print(
                    "\(Counted.of(objects, "object")) in \(files) \(objects == 1 ? "is" : "are") valid")
            case .json: try session.console.print(DiagnosticReport.json(workspace.warnings))
            case .sarif: try session.console.print(DiagnosticReport.sarif(workspace.warnings, site: session.site))
            }
            return .done
        }
    }
}
