import Model
import OrderedJSON

/// What became of a plan, for people and for programs.
public enum OutcomeReport {
    /// Steps that did not end well first, then what was done, totals, and what to do next. No newline at the end.
    /// - Parameters:
    ///   - command: what was run, as it is typed behind `nacre`.
    ///   - canResume: whether that takes `--resume`.
    public static func text(
        _ outcome: Outcome, command: String, canResume: Bool, style: TextStyle = .plain
    ) -> String {
        var lines = [heading(outcome, command)]
        let groups = StepResult.Standing.allCases.map { standing in
            (standing, outcome.steps.filter { $0.result.standing == standing })
        }
        for (standing, steps) in groups where !steps.isEmpty {
            lines.append(Line())
            lines += OutcomeGroup(standing: standing, steps: steps).lines
        }
        lines.append(Line())
        lines += totals(outcome)
        for halt in outcome.halts { lines.append(Line("Stopped: ", .danger, hanging: 9).adding(halt.reason)) }
        for fault in outcome.faults { lines += DiagnosticLines.lines(fault) }
        if let next = OutcomeAdvice.text(
            outcome, "nacre \(command)", resumed: canResume ? "nacre \(command) --resume" : nil)
        {
            lines.append(Line("Next: ", .strong, hanging: 6).adding(next))
        }
        return lines.text(style)
    }

    /// `Apply complete: 2 steps (1 created, 1 updated). Run 9dc31d89.`
    private static func heading(_ outcome: Outcome, _ command: String) -> Line {
        let verb = command.prefix { $0 != " " }
        let title = verb.prefix(1).uppercased() + verb.dropFirst()
        let steps = Quantity.count(outcome.steps.count, "step")
        let run = "Run \(outcome.run.prefix(8))."
        let done = outcome.steps.filter { $0.result == .done }
        if outcome.isComplete {
            return Line("\(title) complete", .good).adding(": \(steps)\(counts(done)). \(run)")
        }
        let word = outcome.interrupted ? "interrupted" : "incomplete"
        return Line("\(title) \(word)", .danger).adding(": \(done.count) of \(steps) done\(counts(done)). \(run)")
    }

    /// ` (1 created, 1 updated)`, in the order of first occurrence.
    private static func counts(_ done: [StepOutcome]) -> String {
        // The deletion of a replaced object is a part of its replacement.
        let words = done.map(\.step).filter { $0.action != .deleteReplaced }.map(\.done)
        let counts = Quantity.tally(words).map { "\($0.count) \($0.word)" }
        return counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))"
    }

    private static func totals(_ outcome: Outcome) -> [Line] {
        let forecast = outcome.forecast
        let time = "\(Quantity.time(outcome.seconds)) (\(Quantity.time(forecast.seconds)) planned)"
        let retries = outcome.retries > 0 ? ", \(Quantity.count(outcome.retries, "retry", plural: "retries"))" : ""
        let writes = Quantity.count(forecast.calls, "write")
        return [Line("Duration: \(time)"), Line("API calls: \(outcome.calls) (\(writes) planned)\(retries)")]
    }
}

extension Outcome {
    /// What the plan had promised.
    var forecast: Plan.Forecast { Plan(project: "", steps: steps.map(\.step)).forecast }
}

extension StepResult {
    /// A result without its particulars, the worst first.
    enum Standing: String, CaseIterable {
        case failed
        case pending
        case blocked
        case notStarted = "not started"
        case done

        var tone: Tone {
            switch self {
            case .failed: .danger
            case .pending, .blocked: .change
            case .notStarted: .faint
            case .done: .good
            }
        }
    }

    var standing: Standing {
        switch self {
        case .done: .done
        case .failed: .failed
        case .pending: .pending
        case .blocked: .blocked
        case .notStarted: .notStarted
        }
    }
}
