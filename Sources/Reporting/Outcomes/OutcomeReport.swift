import Model
import OrderedJSON

/// What became of a plan, for people and for programs.
public enum OutcomeReport {
    /// Steps that did not end well first, then what was done, totals, and what to do next. No newline at the end.
    public static func text(_ outcome: Outcome, style: TextStyle = .plain) -> String {
        var lines = [heading(outcome)]
        let groups = StepResult.Standing.allCases.map { standing in
            (standing, outcome.steps.filter { $0.result.standing == standing })
        }
        for (standing, steps) in groups where !steps.isEmpty {
            lines.append(Line())
            lines += OutcomeGroup(standing: standing, steps: steps).lines
        }
        lines.append(Line())
        lines += totals(outcome)
        for halt in outcome.halts { lines.append(Line("stopped: ", .danger, hanging: 9).adding(halt.reason)) }
        for fault in outcome.faults { lines += DiagnosticLines.lines(fault) }
        if let next = OutcomeAdvice.text(outcome) {
            lines.append(Line("next: ", .strong, hanging: 6).adding(next))
        }
        return lines.text(style)
    }

    private static func heading(_ outcome: Outcome) -> Line {
        let done = outcome.steps.filter { $0.result == .done }.count
        let all = Quantity.count(outcome.steps.count, "step")
        if outcome.isComplete { return Line("complete", .good).adding(": all of \(all) done, run \(outcome.run)") }
        let word = outcome.interrupted ? "interrupted" : "incomplete"
        return Line(word, .danger).adding(": \(done) of \(all) done, run \(outcome.run)")
    }

    private static func totals(_ outcome: Outcome) -> [Line] {
        let forecast = outcome.forecast
        var table = Table(indent: 0)
        table.add(
            Line("took"),
            Line("\(Quantity.time(outcome.seconds)) (forecast \(Quantity.time(forecast.seconds)))"))
        let retries = outcome.retries > 0 ? ", \(Quantity.count(outcome.retries, "repetition")) among them" : ""
        table.add(
            Line("calls"),
            Line("\(outcome.calls), reads included (forecast \(forecast.calls) changing ones)\(retries)"))
        return table.lines
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
