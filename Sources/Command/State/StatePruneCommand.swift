import ArgumentParser
import Model
import OrderedJSON
import StateStore

struct StatePruneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Delete old runs from the history. Objects are not affected.",
        discussion: """
            Every apply also does this at its end. The last run, the last run that changed something, and runs with calls \
            whose result is unknown are always kept.
            """)

    @Option(help: "The most runs to keep (default: spec.history.runs in nacre.yaml, else 200).")
    var runs: Int?

    @Option(help: "Delete runs older than this many days (default: spec.history.days in nacre.yaml, else 365).")
    var days: Int?

    @OptionGroup var flags: RecordOptions

    func validate() throws {
        for (name, value) in [("--runs", runs), ("--days", days)] {
            if let value, value < 1 { throw ValidationError("\(name) must be at least 1") }
        }
    }

    func run() async throws {
        try await Session.run(flags) { session in
            let history = try session.project().history
            let limits = HistoryLimits(runs: runs ?? history.runs, days: days ?? history.days)
            let pruned = try await session.changingState("state prune") { state in
                let pruned = try await state.prune(limits)
                try await state.compact()
                return pruned
            }
            try session.isJSON ? session.console.print(pruned.json) : session.console.print(pruned.text)
            return .done
        }
    }
}

extension PrunedHistory {
    fileprivate var text: String {
        runs == 0
            ? "Nothing to prune: \(kept) \(kept == 1 ? "run" : "runs") kept."
            : "Pruned \(runs) \(runs == 1 ? "run" : "runs") with \(steps) steps and \(intents) calls; \(kept) kept."
    }

    fileprivate var json: JSON {
        [
            "runs": .integer(Int64(runs)), "steps": .integer(Int64(steps)), "intents": .integer(Int64(intents)),
            "events": .integer(Int64(events)), "kept": .integer(Int64(kept)),
        ]
    }
}
