import Model

/// What to do after an apply that did not do everything.
enum OutcomeAdvice {
    /// Nil when there is nothing left to do.
    /// - Parameter command: what was run, as it is typed.
    /// - Parameter resumed: the same with the option that only finishes what is left, for commands that have it.
    static func text(_ outcome: Outcome, _ command: String, resumed: String?) -> String? {
        guard !outcome.isComplete else { return nil }
        let rest = resumed ?? command
        if !outcome.faults.isEmpty { return "Repair state as described above, then run `\(command)` again." }
        if !outcome.halts.isEmpty {
            if outcome.halts.contains(where: { $0.cause == .credentials }) {
                return "Run `\(rest)` once the credentials are in order. Completed steps are recorded in state."
            }
            let times = outcome.halts.compactMap(\.resumeAfter)
            let when =
                times.count == outcome.halts.count
                ? "in \(Quantity.time(times.max() ?? 0))" : "when the quota has renewed"
            return "Run `\(rest)` \(when). Completed steps are recorded in state."
        }
        let standings = Set(outcome.steps.map(\.result.standing))
        if standings.contains(.failed) {
            let pending = standings.contains(.pending) ? " Pending steps are continued automatically." : ""
            return "Fix the errors above and run `\(command)` again.\(pending) State reflects what was done."
        }
        if standings.contains(.pending) {
            guard let resumed else { return "Run `\(command)` again to finish pending steps." }
            return "Run `\(resumed)` to finish pending steps, or `\(command)` to plan everything again."
        }
        return "Run `\(command)` again to complete the remaining steps."
    }
}
