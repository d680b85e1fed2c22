import Model

/// What to do after an apply that did not do everything.
enum OutcomeAdvice {
    /// Nil when there is nothing left to do.
    /// - Parameter command: what was run, as it is typed.
    static func text(_ outcome: Outcome, _ command: String) -> String? {
        guard !outcome.isComplete else { return nil }
        if !outcome.faults.isEmpty { return "Repair state as described above, then run `\(command)` again." }
        if !outcome.halts.isEmpty {
            let times = outcome.halts.compactMap(\.resumeAfter)
            let when =
                times.count == outcome.halts.count
                ? "in \(Quantity.time(times.max() ?? 0))" : "when the quota has renewed"
            return "Run `\(command) --resume` \(when). Completed steps are recorded in state."
        }
        let standings = Set(outcome.steps.map(\.result.standing))
        if standings.contains(.failed) {
            let rest = standings.contains(.pending) ? " Pending steps are continued automatically." : ""
            return "Fix the errors above and run `\(command)` again.\(rest) State reflects what was done."
        }
        if standings.contains(.pending) {
            return "Run `\(command) --resume` to finish pending steps, or `\(command)` to plan everything again."
        }
        return "Run `\(command)` again to complete the remaining steps."
    }
}
