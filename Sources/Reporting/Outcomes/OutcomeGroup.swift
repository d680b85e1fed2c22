import Model

/// The steps of an outcome that ended alike.
struct OutcomeGroup {
    let standing: StepResult.Standing
    let steps: [StepOutcome]

    var lines: [Line] {
        let heading = Line(standing.rawValue, standing.tone).adding(" \(steps.count)")
        switch standing {
        case .failed: return [heading] + steps.flatMap(failure)
        case .pending, .blocked, .done: return [heading] + table
        case .notStarted: return [heading] + [names]
        }
    }

    private func failure(_ outcome: StepOutcome) -> [Line] {
        var line = Line("\(outcome.step.word) ", .danger, indent: 2)
        line.add(outcome.step.address.description, .strong)
        line.add(Self.particulars(outcome))
        guard case .failed(let diagnostic) = outcome.result else { return [line] }
        return [line] + DiagnosticLines.lines(diagnostic, indent: 4)
    }

    private var table: [Line] {
        var table = Table()
        for outcome in steps {
            table.add(
                Line(outcome.step.word, outcome.step.action.tone),
                Line(outcome.step.address.description, .strong), Line(remark(outcome)))
        }
        return table.lines
    }

    private func remark(_ outcome: StepOutcome) -> String {
        switch outcome.result {
        case .pending(let text): text + Self.particulars(outcome)
        case .blocked(let id): "by \(id)"
        case .done:
            [outcome.objectID.map { "id \($0)" }, Quantity.time(outcome.seconds), Self.retries(outcome)]
                .compactMap { $0 }.joined(separator: ", ")
        case .failed, .notStarted: ""
        }
    }

    private var names: Line {
        let names = steps.map { "\($0.step.word) \($0.step.id)" }
        return Line(names.joined(separator: ", "), indent: 2)
    }

    /// ` (id 12, 4 s, 2 retries)`.
    private static func particulars(_ outcome: StepOutcome) -> String {
        let facts = [
            outcome.objectID.map { "id \($0)" },
            outcome.seconds > 0 ? "after \(Quantity.time(outcome.seconds))" : nil, retries(outcome),
        ].compactMap { $0 }
        return facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))"
    }

    private static func retries(_ outcome: StepOutcome) -> String? {
        outcome.retries > 0 ? Quantity.count(outcome.retries, "retry", plural: "retries") : nil
    }
}
