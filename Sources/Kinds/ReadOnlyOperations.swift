import Model
import NcloudClient

/// Operations of a kind that the cloud alone makes and removes: it is read, for lookups and references.
protocol ReadOnlyOperations: Operations {
    /// The kind's name, for messages.
    var kind: String { get }
}

extension ReadOnlyOperations {
    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        throw .refused(
            "the cloud offers no call that makes a \(kind)", help: "refer to an existing one with {lookup: …}")
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        throw .refused(
            "the cloud offers no call that deletes \(kind) \(live.name ?? live.id)",
            help: "take it out of the state with `nacre state forget`")
    }
}

extension Kind.Procedure {
    /// A procedure that the cloud does not offer.
    static func refused(_ reason: String, advice: String) -> Kind.Procedure {
        Kind.Procedure([], seconds: 0, timeout: 0, ability: .refused(reason: reason, advice: advice))
    }
}

extension StepFailure {
    /// What cannot be done, known before any call is made.
    static func refused(_ message: String, help: String) -> StepFailure {
        .diagnostic(Diagnostic(code: "not-offered", message, help: help))
    }
}
