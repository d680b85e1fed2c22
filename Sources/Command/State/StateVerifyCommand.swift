import ArgumentParser
import Reporting

struct StateVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that the state is sound: the file, its rows and how they fit together.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let problems = try await session.state(of: session.project(), .readOnly).verify()
            if session.isJSON {
                session.console.print(DiagnosticReport.json(problems))
            } else if problems.isEmpty {
                session.console.print("the state is sound")
            } else {
                session.console.print(DiagnosticReport.text(problems, style: session.console.style))
            }
            return problems.contains { $0.severity == .error } ? .error : .done
        }
    }
}
