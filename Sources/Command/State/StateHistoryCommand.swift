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
        commandName: "history", abstract: "List the runs that worked on the state, newest first; or one run in full.")

    @Argument(help: "A run's id.")
    var run: String?

    @Option(help: "How many runs to list.")
    var limit = 20

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let state = try session.state(of: session.project(), .readOnly)
            if let run {
                show(try await state.run(run), session)
            } else {
                list(try await state.history(limit: limit), try await state.events(limit: limit), session)
            }
            return .done
        }
    }

    private func list(_ runs: [Run], _ events: [HistoryEvent], _ session: Session) {
        if session.isJSON { return session.console.print(JSON.array(runs.map(\.json))) }
        if runs.isEmpty { session.console.print("no runs yet") }
        for run in runs { session.console.print(run.line) }
        for event in events { session.console.print("\(event.at.formatted(.iso8601))  \(event.text)") }
    }

    private func show(_ details: RunDetails, _ session: Session) {
        if session.isJSON {
            var json = details.run.json.members
            json["steps"] = .array(details.steps.map(\.json))
            return session.console.print(JSON.object(json))
        }
        session.console.print(details.run.line)
        for step in details.steps {
            let message = step.message.map { ": \($0)" } ?? ""
            session.console.print("  \(step.outcome.rawValue)  \(step.action) \(step.address)\(message)")
        }
    }
}

extension Run {
    fileprivate var line: String {
        let counts = summary.members.map { "\($0.key) \($0.value.text ?? "")" }.joined(separator: ", ")
        let end = outcome?.rawValue ?? "no end recorded"
        return "\(id)  \(startedAt.formatted(.iso8601))  \(command)  \(end)  \(actor)  \(counts)"
    }

    fileprivate var json: JSON {
        [
            "id": .string(id), "command": .string(command), "actor": .string(actor),
            "job": job.map(JSON.string) ?? .null, "started": .string(startedAt.formatted(.iso8601)),
            "finished": finishedAt.map { .string($0.formatted(.iso8601)) } ?? .null,
            "outcome": outcome.map { .string($0.rawValue) } ?? .null, "summary": summary,
        ]
    }
}

extension StepRecord {
    fileprivate var json: JSON {
        [
            "address": .string(address.description), "action": .string(action), "outcome": .string(outcome.rawValue),
            "message": message.map(JSON.string) ?? .null, "seconds": .number(seconds),
            "calls": .integer(Int64(calls)),
        ]
    }
}
