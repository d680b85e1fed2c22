import Model

// What cannot be finished is not begun: how far a refusal reaches back.

extension Planner {
    /// The steps that would destroy something though what comes after cannot be done, as refusals by address.
    ///
    /// An object is not deleted while something that rests on it has to stay, nor made anew while what its new form needs
    /// cannot come. Only what a refusal holds up at once is found; planned again, others may have no reason to go any
    /// more, or turn out to be held up by what is refused now.
    func unfinishable(_ ordered: [Step]) -> [Address: Step] {
        var refused: [Step.ID: Step] = [:]
        for step in ordered where step.isRefused { refused[step.id] = step }
        guard !refused.isEmpty else { return [:] }
        var found = heldPlaces(ordered)
        /// Steps that wait for a refused one, with that.
        var behind: [Step.ID: Step] = [:]
        for step in ordered where !step.isRefused {
            guard let ahead = step.waitsFor.lazy.compactMap({ refused[$0] ?? behind[$0] }).first else { continue }
            if step.destroys || step.action == .replace {
                hold(step, for: ahead, &found)
                // What is deleted for its own sake stays for certain, and so does all that it rests on: a long chain is held
                // at once.
                if step.destroys, step.action != .deleteReplaced { refused[step.id] = found[step.address] }
            } else {
                behind[step.id] = ahead
            }
        }
        return found
    }

    /// Refuses the step, and keeps the refusal that is the reason, which might not come about without it.
    private func hold(_ step: Step, for ahead: Step, _ found: inout [Address: Step]) {
        found[ahead.address] = held[ahead.address] ?? ahead
        guard found[step.address] == nil else { return }
        let rests = recorded[ahead.address]?.dependencies.contains(step.address) ?? false
        let why =
            rests
            ? "\(ahead.address) depends on it and cannot be changed now"
            : "it depends on \(ahead.address), which cannot be planned"
        found[step.address] = steps.refusal(
            of: step, because: why, advice: "fix the error of \(ahead.address) first")
    }

    /// Objects that would make room for new ones that are refused.
    private func heldPlaces(_ ordered: [Step]) -> [Address: Step] {
        let places = placesForRefused()
        guard !places.isEmpty else { return [:] }
        let all = Dictionary(ordered.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var found: [Address: Step] = [:]
        for (former, heir) in places {
            guard let step = all[former], let ahead = all[heir] else { continue }
            found[heir.address] = held[heir.address] ?? ahead
            found[step.address] = steps.refusal(
                of: step, because: "\(heir.address), which replaces it, cannot be planned",
                advice: "fix the error of \(heir.address) first")
        }
        return found
    }
}
