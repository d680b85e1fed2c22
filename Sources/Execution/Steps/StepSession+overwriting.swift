import Kinds
import Model
import NcloudClient

extension StepSession {
    /// Stops a create that would overwrite an object which was created after the plan, or would be answered as if it had made
    /// that one. It is the last look before the first try, shared with the creates of the kind that begin at about the same
    /// time (``RecentLists``): whatever comes between the two is not seen.
    ///
    /// A create that was cut off is not stopped by what it made: recovery and the search after a lost response take that
    /// before another create is tried. What comes to be listed later than that stops it, and may be its own.
    func refuseOverwriting() async throws(StepFailure) {
        guard driver.kind.life.creationOverwrites else { return }
        let question = RecentLists.Question(kind: driver.kind.name, parents: parents, names: namesLookedFor)
        let list = try await context.recentLists.list(question) { [self] in
            do throws(StepFailure) { return .success(try await alike(quickly: true)) } catch { return .failure(error) }
        }
        guard var object = met(in: list.objects) else { return }
        if !list.isOwn {
            guard let still = met(in: try await alike(quickly: true)) else { return }
            object = still
        }
        guard try await isThere(object) else { return }
        throw .diagnostic(occupied(by: object))
    }

    /// The object in a list that the create would meet.
    private func met(in list: [LiveObject]) -> LiveObject? {
        list.first { driver.kind.wouldMeet($0, creating: desired.attributes) }
    }

    private func occupied(by object: LiveObject) -> Diagnostic {
        let name = "\(driver.kind.name) \"\(object.name ?? object.id)\""
        let isResumed = step.reason == .interrupted(.creating)
        return Diagnostic(
            code: "created-meanwhile",
            isResumed
                ? "\(name) exists already: it may be the one that the interrupted run created"
                : "\(name) was created after the plan was made",
            at: step.place ?? step.desired?.span,
            notes: [
                "its id is \(object.id)",
                "nothing was sent: the create would have overwritten it or added to it",
            ],
            help: isResumed
                ? "if it is that one, or to manage it in any case, write import: {id: \"\(object.id)\"}; otherwise delete it"
                : "plan again; to manage that one, write import: {id: \"\(object.id)\"}")
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
