import ArgumentParser
import Model
import Nacre
import Planning
import Reporting

struct DriftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract: "Report managed objects that were changed or deleted outside nacre. Exits with 2 if there is drift.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let workspace = try session.workspace()
            let report = try await session.reconciling(
                workspace, session.driftAccess(workspace), cloud: .readOnly,
                needsSecrets: !workspace.desired.externals.isEmpty
            ) { reconciliation in
                let situation = try await reconciliation.situation(checking: Selection())
                var report = reconciliation.drift(situation, today: session.today, now: session.now)
                if let lost = reconciliation.lostState(situation, today: session.today) {
                    // What state does not know cannot differ: without a word, a lost state would look sound for ever.
                    guard report.checked > 0 else { throw RunFailure.guarded([lost]) }
                    report.warnings.append(lost)
                }
                return try await reconciliation.remembered(report)
            }
            if session.isJSON {
                try session.console.print(DriftReporting.json(report))
            } else {
                try session.console.print(DriftReporting.text(report, style: session.console.style))
            }
            return report.findings.isEmpty ? .done : .differs
        }
    }
}
