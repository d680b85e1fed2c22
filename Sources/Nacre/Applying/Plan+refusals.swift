import Model

extension Plan {
    /// What cannot be done, one problem for each refused step, with what to do instead.
    public var refusalDiagnostics: [Diagnostic] {
        refusals.map { step in
            let advice: String? = if case .refuse(let advice) = step.action { advice } else { nil }
            return Diagnostic(
                code: "refused", "\(step.address): \(step.reason.text)", at: step.desired?.span,
                help: advice.flatMap { $0.isEmpty ? nil : $0 })
        }.sorted()
    }
}
