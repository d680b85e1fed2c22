import ArgumentParser
import OrderedJSON
import Reporting

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check the manifests without calling the cloud.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let workspace = try session.workspace()
            if session.isJSON {
                session.console.print(DiagnosticReport.json(workspace.warnings))
            } else {
                let objects = workspace.desired.resources.count
                session.console.print("\(objects) objects in \(workspace.files.count) files are valid")
            }
            return .done
        }
    }
}
