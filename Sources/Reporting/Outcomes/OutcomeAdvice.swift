import Model

/// What to do after an apply that did not do everything.
enum OutcomeAdvice {
    /// Nil when there is nothing left to do.
    static func text(_ outcome: Outcome) -> String? {
        guard !outcome.isComplete else { return nil }
        if !outcome.faults.isEmpty { return "repair the state as told above, then run `nacre apply` again" }
        if !outcome.halts.isEmpty {
            let times = outcome.halts.compactMap(\.resumeAfter)
            let when =
                times.count == outcome.halts.count
                ? "in \(Quantity.time(times.max() ?? 0))" : "when the quota has renewed"
            return "run `nacre apply --resume` \(when); what is done is recorded and stays done"
        }
        let standings = Set(outcome.steps.map(\.result.standing))
        if standings.contains(.failed) {
            let rest = standings.contains(.pending) ? "; what is pending is taken up again by itself" : ""
            return "put right what failed, then run `nacre apply` again\(rest). State is true as it stands"
        }
        if standings.contains(.pending) {
            return "run `nacre apply --resume` to see the end of what is pending, or `nacre apply` to go on with all"
        }
        return "run `nacre apply` again to do the rest; what is done stays done"
    }
}
