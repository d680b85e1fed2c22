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
                let objects = workspace.desired.resources + workspace.desired.externals
                // Settings and contents are read too, and have no objects.
                let files = Set(objects.compactMap(\.span?.file)).count
                let place = files == 0 ? "" : " in \(Counted.of(files, "file"))"
                try session.console.print(
                    "\(Counted.of(objects.count, "object"))\(place) \(objects.count == 1 ? "is" : "are") valid")
            case .json: try session.console.print(DiagnosticReport.json(workspace.warnings))
            case .sarif: try session.console.print(DiagnosticReport.sarif(workspace.warnings, site: session.site))
            }
            return .done
        }
    }
}
