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
                if step.action == .delete { refused[step.id] = found[step.address] }
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
        found[step.address] = refusal(of: step, why, advice: "fix the error of \(ahead.address) first")
    }

    private func refusal(of half: Step, _ why: String, advice: String) -> Step {
        // A deletion for its own sake has no other half to look for among what may be thousands of steps.
        let new = half.action == .delete ? nil : steps.first { $0.address == half.address && $0.action == .replace }
        let step = new ?? half
        let reason = new.map { "it would be replaced: \($0.reason.text); \(why)" } ?? why
        return step.refused(because: reason, advice: advice)
    }

    /// Objects that would make room for new ones that are refused.
    private func heldPlaces(_ ordered: [Step]) -> [Address: Step] {
        var found: [Address: Step] = [:]
        for (former, heir) in placesForRefused() {
            guard let step = ordered.first(where: { $0.id == former }),
                let ahead = ordered.first(where: { $0.id == heir })
            else { continue }
            found[heir.address] = held[heir.address] ?? ahead
            found[step.address] = refusal(
                of: step, "\(heir.address), which replaces it, cannot be planned",
                advice: "fix the error of \(heir.address) first")
        }
        return found
    }
}
