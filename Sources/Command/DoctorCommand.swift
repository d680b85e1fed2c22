import ArgumentParser
import Execution
import Model
import Nacre
import NcloudClient
import OrderedJSON
import Reporting
import StateStore

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Check manifests, state, lock, credentials, endpoint, clock and the services of lookups, and suggest fixes."
    )

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let checks = await Checkup(session: session).all()
            if session.isJSON {
                try session.console.print(JSON.array(checks.map(\.json)))
            } else {
                for check in checks { try session.console.print(check.text) }
            }
            return checks.contains { !$0.isGood } ? .error : .done
        }
    }
}

/// One thing looked at, and how it is.
struct CheckResult {
    var subject: String
    var isGood: Bool
    /// Nothing that stops nacre, but worth a look.
    var isWarning = false
    var finding: String
    /// What to do about it.
    var fix: String?

    var text: String {
        "\(isGood ? isWarning ? "warning" : "ok     " : "PROBLEM")  \(subject): \(finding)"
            + (fix.map { "\n         fix: \($0)" } ?? "")
    }

    var json: JSON {
        [
            "subject": .string(subject), "ok": .bool(isGood), "warning": .bool(isWarning), "finding": .string(finding),
            "fix": fix.map(JSON.string) ?? .null,
        ]
    }
}
