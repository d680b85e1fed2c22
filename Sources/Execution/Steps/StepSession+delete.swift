import Kinds
import Model
import NcloudClient
import OrderedJSON
import StateStore

extension StepSession {
    func delete(_ request: APIRequest, id: String) async throws(StepFailure) {
        let request = request.deleting
        var last: APIFailure?
        for attempt in 1...Self.triesWhenLost {
            let intent = try await open(.delete, request, attempt: attempt)
            let answer: JSON
            do throws(APIFailure) {
                answer = try await send(request, id: id) { [kind = driver.kind] object in
                    object.map { kind.status?.isLeaving($0.status) ?? false } ?? true
                }
            } catch {
                if try await isOver(id, after: error, of: request, intent, attempt) { return }
                last = error
                continue
            }
            if request.isDeletionAnswered(by: answer) { return notes.deleted(intent, .succeeded) }
            if try await isDeleted(id, after: request, intent, attempt, isAccepted: true) { return }
        }
        throw .unclear(request, tries: Self.triesWhenLost, after: last)
    }

    /// Whether nothing is left to do after a deletion that failed; false when it is to be sent again.
    private func isOver(
        _ id: String, after failure: APIFailure, of request: APIRequest, _ intent: Intent, _ attempt: Int
    ) async throws(StepFailure) -> Bool {
        switch failure.classification {
        case .gone:
            notes.deleted(intent, .succeeded)
            return true
        case .ambiguous:
            let isAccepted = failure.status.map { (200..<300).contains($0) } ?? false
            return try await isDeleted(id, after: request, intent, attempt, isAccepted: isAccepted)
        case .quota, .unauthenticated:
            throw try await leftWhole(await refused(intent, failure))
        case .retry, .busy, .clockSkew, .refused:
            let refusal = await refused(intent, failure)
            // Refusing to delete what is not there is no failure (api/common.md §6.4). Asked once before, in this run or
            // in one that died: what is on its way out refuses.
            guard let object = try await look(for: id) else {
                notes.deleted(intent, .found)
                return true
            }
            let wasAsked = attempt > 1 || step.reason == .interrupted(.deleting)
            if wasAsked, driver.kind.status?.isLeaving(object.status) ?? false { return true }
            throw try await leftWhole(refusal)
        }
    }

    /// Records that the object was not deleted.
    private func leftWhole(_ failure: StepFailure) async throws(StepFailure) -> StepFailure {
        notes.deletionRefused()
        try await write([.saveResource(notes.record)])
        return failure
    }

    /// Whether a deletion that got no clear answer took effect. Deleting again is harmless; an object already on its way
    /// out refuses, and is seen to go.
    /// - Parameter isAccepted: whether it was answered with a status of success, though without what proves it. The object may
    ///   then only be listed for a while longer, and another deletion be refused: it is looked for again and again.
    private func isDeleted(
        _ id: String, after request: APIRequest, _ intent: Intent, _ attempt: Int, isAccepted: Bool
    ) async throws(StepFailure) -> Bool {
        notes.deletionMayHaveHappened()
        let window = isAccepted ? context.settings.settle : .zero
        let isOver: Bool? = try await look(within: window, atLeast: 1) { () throws(StepFailure) -> Looked<Bool> in
            guard let object = try await look(for: id, after: request), !driver.kind.isDeleted(object) else {
                return .found(true)
            }
            // On its way out: the caller waits for its end.
            let isLeaving = driver.kind.status?.isLeaving(object.status) ?? false
            return isAccepted && isLeaving ? .found(true) : .missing
        }
        guard isOver == nil else {
            notes.deleted(intent, .found)
            return true
        }
        notes.close(intent, .absent)
        try await pause(after: attempt)
        return false
    }
}
