import Model

// What the cloud offers no call for.

extension Kind.Procedure {
    /// A procedure that the cloud does not offer.
    /// - Parameter advice: what to do instead; of a deletion, if nothing else is given, that the object can be left.
    static func refused(_ reason: String, advice: String = Refusals.leaving) -> Kind.Procedure {
        Kind.Procedure([], seconds: 0, timeout: 0, ability: .refused(reason: reason, advice: advice))
    }
}

enum Refusals {
    /// What to do about an object that the cloud does not delete.
    static let leaving = "remove it from state: nacre state forget"
}

extension StepFailure {
    /// What cannot be done, known before any call is made.
    static func refused(_ message: String, help: String) -> StepFailure {
        .diagnostic(Diagnostic(code: "not-offered", message, help: help))
    }

    /// Objects of the kind are made by the cloud alone.
    static func notMade(_ kind: String) -> StepFailure {
        .refused("the API cannot create \(kind.withArticle)", help: "refer to an existing one with {lookup: …}")
    }

    /// The object is removed by the cloud alone.
    static func notDeleted(_ live: LiveObject) -> StepFailure {
        .refused(
            "the API cannot delete \(live.kind) \(live.name ?? live.id)",
            help: Refusals.leaving)
    }
}
