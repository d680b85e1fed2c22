import Model
import OrderedJSON

extension OutcomeReport {
    /// The version of the outcome's JSON.
    public static let format = "nacre.outcome/2"

    /// The outcome for programs, steps in the plan's order. Secrets are `{"$secret": true}`.
    public static func json(_ outcome: Outcome) -> JSON {
        JSON(members: [
            ("format", .string(format)),
            ("run", .string(outcome.run)),
            ("complete", .bool(outcome.isComplete)),
            ("interrupted", .bool(outcome.interrupted)),
            ("halts", outcome.halts.isEmpty ? nil : .array(outcome.halts.map(\.json))),
            ("faults", outcome.faults.isEmpty ? nil : .array(outcome.faults.map(\.json))),
            ("totals", totals(outcome)),
            ("forecast", outcome.forecast.json),
            ("steps", .array(outcome.steps.map(\.json))),
        ])
    }

    private static func totals(_ outcome: Outcome) -> JSON {
        let counts = StepResult.Standing.allCases.map { standing -> (String, JSON?) in
            (standing.code, JSON(outcome.steps.filter { $0.result.standing == standing }.count))
        }
        return JSON(
            members: counts + [
                ("calls", JSON(outcome.calls)), ("retries", JSON(outcome.retries)),
                ("seconds", JSON(seconds: outcome.seconds)),
            ])
    }
}

extension Halt {
    fileprivate var json: JSON {
        JSON(members: [("reason", .string(reason)), ("resumeAfterSeconds", resumeAfter.map(JSON.init(seconds:)))])
    }
}

extension StepResult.Standing {
    /// A stable name for programs.
    var code: String {
        switch self {
        case .failed, .pending, .blocked, .done: rawValue
        case .notStarted: "not-started"
        }
    }
}

extension StepOutcome {
    var json: JSON {
        JSON(members: [
            ("address", JSON(step.address)),
            ("action", .string(step.code)),
            ("result", .string(result.standing.code)),
            ("diagnostic", diagnostic?.json),
            ("waitingFor", pendingText.map(JSON.string)),
            ("blockedBy", blocker?.json),
            ("id", objectID.map(JSON.string)),
            ("seconds", JSON(seconds: seconds)),
            ("calls", JSON(calls)),
            ("retries", JSON(retries)),
        ])
    }

    private var diagnostic: Diagnostic? {
        if case .failed(let diagnostic) = result { return diagnostic }
        return nil
    }

    private var pendingText: String? {
        if case .pending(let text) = result { return text }
        return nil
    }

    private var blocker: Step.ID? {
        if case .blocked(let id) = result { return id }
        return nil
    }
}
