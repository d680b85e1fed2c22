import Model

extension Plan {
    /// The steps of these objects alone.
    ///
    /// A deletion that would have waited for the deletion of something left out is refused, and with it the new form of
    /// an object that would be replaced: the cloud could take along what nobody chose.
    func narrowed(to chosen: Set<Address>) -> Plan {
        let left = Dictionary(
            steps.filter { !chosen.contains($0.address) }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var refusals: [Address: Step] = [:]
        for step in steps where chosen.contains(step.address) && step.destroys {
            guard let above = step.waitsFor.lazy.compactMap({ left[$0] }).first(where: \.destroys) else { continue }
            refusals[step.address] = steps.refusal(
                of: step, because: "\(above.address) depends on it and is not part of this run",
                advice: "include \(above.address), or delete it first")
        }
        var plan = self
        plan.steps = steps.compactMap { step in
            guard chosen.contains(step.address) else { return nil }
            guard let refusal = refusals[step.address] else { return step }
            return step.destroys ? refusal : nil
        }
        return plan
    }
}

extension Plan {
    /// What cannot be done, one problem for each refused step, with what to do instead.
    public var refusalDiagnostics: [Diagnostic] {
        refusals.map { step in
            let advice: String? = if case .refuse(let advice) = step.action { advice } else { nil }
            return Diagnostic(
                code: "cannot-plan", "\(step.address): \(step.reason.text)", at: step.place ?? step.desired?.span,
                help: advice.flatMap { $0.isEmpty ? nil : $0 })
        }.sorted()
    }
}
