import ArgumentParser
import Reporting

struct StateVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that the state is sound: the file, its rows and how they fit together.")

    @OptionGroup var flags: RecordOptions

    func run() async throws {
        try await Session.run(flags) { session in
            let problems = try await session.state(of: session.project(), .readOnly).verify()
            if session.isJSON {
                try session.console.print(DiagnosticReport.json(problems))
            } else if problems.isEmpty {
                try session.console.print("the state is sound")
            } else {
                try session.console.print(DiagnosticReport.text(problems, style: session.console.style))
            }
            return problems.contains { $0.severity == .error } ? .error : .done
        }
    }
}
