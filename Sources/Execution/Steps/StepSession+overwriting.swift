import Kinds
import Model
import NcloudClient

extension StepSession {
    /// Stops a create that would overwrite an object which somebody else created after the plan, or would be answered as if it
    /// had made that one. It is the last look before the first try: whatever comes between the two is not seen.
    ///
    /// A create that was cut off is not stopped by what it made: recovery and the search after a lost response take that
    /// before another create is tried.
    func refuseOverwriting() async throws(StepFailure) {
        let kind = driver.kind
        guard kind.life.creationOverwrites else { return }
        for object in try await alike(quickly: true) where kind.wouldMeet(object, creating: desired.attributes) {
            guard try await isThere(object) else { continue }
            throw .diagnostic(
                Diagnostic(
                    code: "created-meanwhile",
                    "\(kind.name) \"\(object.name ?? object.id)\" was created by someone else after the plan was made",
                    at: step.place ?? step.desired?.span,
                    notes: [
                        "its id is \(object.id)",
                        "nothing was sent: the create would have overwritten it or added to it",
                    ],
                    help: "plan again; to manage that one, write import: {id: \"\(object.id)\"}"))
        }
    }

    /// Whether what a list shows is there. The list may still show what this run has deleted under the same id, which counts
    /// only if the object itself is shown.
    private func isThere(_ object: LiveObject) async throws(StepFailure) -> Bool {
        switch try await asked(object.id, driver) {
        case .shown: true
        case .missing: false
        case .notOffered: object.id != context.recorded[step.address]?.id
        }
    }
}
