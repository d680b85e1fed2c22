import ArgumentParser
import OrderedJSON
import StateStore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct StateHistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "List the runs, newest first, or show one run in full.")

    @Argument(help: "A run's id, or its first characters.")
    var run: String?

    @Option(help: "How many runs to list (default: 20).")
    var limit: Int?

    @OptionGroup var flags: RecordOptions

    func validate() throws {
        guard run == nil || limit == nil else { throw ValidationError("--limit cannot be used with a run") }
        if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
    }

    func run() async throws {
        try await Session.run(flags) { session in
            let state = try session.state(of: session.project(), .readOnly)
            if let run {
                try show(try await state.run(run), session)
            } else {
                let limit = limit ?? 20
                let runs = try await state.history(limit: limit)
                var steps: [String: [StepRecord]] = [:]
                for run in runs where Self.ofOneObject.contains(run.command) {
                    steps[run.id] = try await state.run(run.id).steps
                }
                try list(runs, steps, try await state.events(limit: limit), session)
            }
            return .done
        }
    }

    /// The commands whose runs are about one object and count nothing.
    private static let ofOneObject = ["purge", "rotate"]

    private func list(
        _ runs: [Run], _ steps: [String: [StepRecord]], _ events: [HistoryEvent], _ session: Session
    ) throws(OutputFailure) {
        if session.isJSON {
            return try session.console.print(
                ["format": "nacre.runs/1", "runs": .array(runs.map(\.json))])
        }
        if runs.isEmpty { try session.console.print("No runs.") }
        for run in runs {
            let subjects = (steps[run.id] ?? []).map { "\($0.address)\($0.message.map { ": \($0)" } ?? "")" }
            try session.console.print(run.line + subjects.joined(separator: ", "))
        }
        for event in events { try session.console.print("\(event.at.formatted(.iso8601))  \(event.text)") }
    }

    private func show(_ details: RunDetails, _ session: Session) throws(OutputFailure) {
        if session.isJSON {
            return try session.console.print(
                [
                    "format": "nacre.run/1", "run": details.run.json,
                    "steps": .array(details.steps.map(\.json)),
                ])
        }
        try session.console.print(details.run.line)
        for step in details.steps {
            let message = step.message.map { ": \($0)" } ?? ""
            try session.console.print("  \(step.outcome.rawValue)  \(step.action) \(step.address)\(message)")
        }
    }
}

extension Run {
    fileprivate var line: String {
        let counts = summary.members.filter { $0.key != "commits" && $0.value != 0 }.map {
            "\($0.key == "notStarted" ? "not started" : $0.key) \($0.value.text ?? "")"
        }.joined(separator: ", ")
        let end = outcome?.rawValue ?? "no result recorded"
        return "\(id)  \(startedAt.formatted(.iso8601))  \(command)  \(end)  \(actor)  \(counts)"
    }

    fileprivate var json: JSON {
        [
            "id": .string(id), "command": .string(command), "actor": .string(actor),
            "job": job.map(JSON.string) ?? .null, "started": .string(startedAt.formatted(.iso8601)),
            "finished": finishedAt.map { .string($0.formatted(.iso8601)) } ?? .null,
            "result": outcome.map { .string($0.rawValue) } ?? .null, "summary": summary,
        ]
    }
}

extension StepRecord {
    fileprivate var json: JSON {
        [
            "address": .string(address.description), "action": .string(action), "result": .string(outcome.rawValue),
            "message": message.map(JSON.string) ?? .null, "seconds": .number(seconds),
            "calls": .integer(Int64(calls)),
        ]
    }
}
