import Model

/// What is known of a running apply. A value: events in, lines out.
struct ProgressState {
    private struct Running {
        var step: Step
        var since: Double
        var waitingFor: String?
    }

    private let total: Int
    private let start: Double
    /// How long running steps may go on after an interrupt, in seconds.
    private let grace: Int
    /// How often the user has asked to stop.
    private var interrupts = 0
    private var running: [Step.ID: Running] = [:]
    private var counts: [StepResult.Standing: Int] = [:]

    init(total: Int, start: Double, grace: Int) {
        self.grace = grace
        self.total = total
        self.start = start
    }

    /// Takes one event in and gives the lines that stay. Terse leaves out what a tree shows: beginnings and waits.
    mutating func take(_ event: ProgressEvent, at time: Double, isTerse: Bool) -> [Line] {
        switch event {
        // What cannot be planned only ends.
        case .started(let step) where step.isRefused: return []
        case .started(let step):
            running[step.id] = Running(step: step, since: time)
            return isTerse ? [] : [Self.line(step.id, "\(step.doing)…")]
        case .waiting(let id, let what):
            guard running[id]?.waitingFor != what else { return [] }
            running[id]?.waitingFor = what
            return isTerse ? [] : [Self.line(id, "waiting: \(what)")]
        case .finished(let outcome):
            running[outcome.step.id] = nil
            counts[outcome.result.standing, default: 0] += 1
            return Self.lines(outcome)
        case .interrupted:
            interrupts += 1
            return [Line(interruption, .change)]
        case .note(let text):
            return [Line(text, .note)]
        }
    }

    /// What an interrupt does: the first one lets running steps end, the second one does not.
    private var interruption: String {
        guard interrupts > 1 else {
            return "Interrupted: no new steps; waiting up to \(Quantity.time(grace)) for running ones. "
                + "Press Ctrl-C again to stop waiting."
        }
        return "Stopped waiting: \(Quantity.count(running.count, "step")) recorded as pending."
    }

    /// The running steps, the longest first, under a line of totals.
    func tree(at time: Double, rows: Int) -> [Line] {
        let steps = running.values.sorted { ($0.since, $0.step.id) < ($1.since, $1.step.id) }
        var table = Table()
        for one in steps.prefix(rows) {
            table.add(
                Line(one.step.doing, one.step.action.tone), Line(one.step.address.description, .strong),
                Line(Self.elapsed(time - one.since)), Line(one.waitingFor.map { "waiting: \($0)" } ?? "", .faint))
        }
        var lines = [totals(at: time)] + table.lines
        if steps.count > rows { lines.append(Line("and \(steps.count - rows) more", .faint, indent: 2)) }
        return lines
    }

    private func totals(at time: Double) -> Line {
        var line = Line("\(counts[.done] ?? 0) of \(Quantity.count(total, "step")) done", .strong)
        line.add(", \(running.count) running")
        for standing in StepResult.Standing.allCases where standing != .done {
            guard let count = counts[standing] else { continue }
            line.add(", ")
            line.add("\(count) \(standing.rawValue)", standing.tone)
        }
        line.add(", \(Self.elapsed(time - start))")
        if interrupts > 0 { line.add(", stopping", .change) }
        return line
    }

    private static func elapsed(_ seconds: Double) -> String { Quantity.time(max(0, seconds).rounded(.down)) }

    private static func line(_ id: Step.ID, _ text: String) -> Line { Line("\(id): ").adding(text) }

    private static func lines(_ outcome: StepOutcome) -> [Line] {
        var line = Line("\(outcome.step.id): ")
        switch outcome.result {
        case .done: line.add(outcome.step.done + particulars(outcome), .good)
        case .failed(let diagnostic):
            line.add("failed", .danger)
            line.add(": \(diagnostic.message)\(particulars(outcome))")
        case .pending(let text):
            line.add("pending", .change)
            line.add(": \(text)\(particulars(outcome))")
        case .blocked(let id): line.add("blocked by \(id)", .change)
        case .notStarted: line.add("not started", .faint)
        }
        return [line]
    }

    private static func particulars(_ outcome: StepOutcome) -> String {
        let retries = outcome.retries > 0 ? Quantity.count(outcome.retries, "retry", plural: "retries") : nil
        let facts = [outcome.objectID.map { "id \($0)" }, Quantity.time(outcome.seconds), retries].compactMap { $0 }
        return " (\(facts.joined(separator: ", ")))"
    }
}

extension Step {
    /// What is going on, to follow an address.
    var doing: String { isImport ? "importing" : action.doing }

    /// What has been done, to follow an address.
    var done: String { isImport ? "imported" : action.done }
}

extension Step.Action {
    /// What is going on, to follow an address.
    fileprivate var doing: String {
        switch self {
        case .create: "creating"
        case .update: "updating"
        case .replace: "recreating"
        case .deleteReplaced: "deleting (replace)"
        case .delete: "deleting"
        case .adopt: "adopting"
        case .move: "moving"
        case .forget: "forgetting"
        case .resume: "resuming"
        case .updateLifecycle: "recording lifecycle settings"
        case .refuse: "skipping"
        }
    }

    /// What has been done, to follow an address.
    fileprivate var done: String {
        switch self {
        case .create: "created"
        case .update: "updated"
        case .replace: "recreated"
        case .deleteReplaced: "deleted (replace)"
        case .delete: "deleted"
        case .adopt: "adopted"
        case .move: "moved"
        case .forget: "forgotten"
        case .resume: "completed"
        case .updateLifecycle: "lifecycle settings recorded"
        case .refuse: "skipped"
        }
    }
}
