import ArgumentParser
import Reporting

struct StateVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that state is valid: the file, its rows and their consistency.")

    @OptionGroup var flags: RecordOptions

    func run() async throws {
        try await Session.run(flags) { session in
            let problems = try await session.state(of: session.project(), .readOnly).verify()
            if session.isJSON {
                try session.console.print(DiagnosticReport.json(problems))
            } else if problems.isEmpty {
                try session.console.print("State is valid.")
            } else {
                try session.console.print(DiagnosticReport.text(problems, style: session.console.style))
            }
            return problems.contains { $0.severity == .error } ? .error : .done
        }
    }
}
