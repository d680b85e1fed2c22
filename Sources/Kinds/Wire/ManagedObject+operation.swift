import Model
import NcloudClient
import OrderedJSON

// The operations of standardized services: a call is answered 202 with one, which is followed to its end.
// Source: api/other-services.md §1.

extension ManagedObject {
    /// Sends a call that is answered with an operation, and follows that.
    /// - Parameter path: where the operations of such calls are.
    /// - Returns: why it failed; nil when it did not.
    /// - Throws: ``StepFailure/pending(_:)`` for an answer that is no operation: what became of the call is not known.
    func carryOut(_ request: APIRequest, operationsAt path: String) async throws(StepFailure) -> OperationFailure? {
        let begun = try await session.change(request, .idempotent)
        guard begun.isOperation, let id = begun.nonEmpty("id") else {
            throw .pending("\(request.endpoint) was accepted, but the response does not show its operation")
        }
        let ended =
            begun["done"]?.bool == true
            ? begun : try await session.follow(.rest(request.service, .get, "\(path)/\(id)"))
        return OperationFailure(ended["error"])
    }

    /// Waits for an operation that a run which died had begun. How it ends shows in the object.
    func awaitEarlierOperation(of service: Service) async throws(StepFailure) {
        guard let path = session.remembered(RecordedResource.operation)?.text else { return }
        do throws(StepFailure) { _ = try await session.follow(.rest(service, .get, path)) } catch .api(let failure) {
            // They are kept for 30 days.
            guard failure.classification == .gone else { throw .api(failure) }
        }
    }
}

/// Why an operation failed.
struct OperationFailure: Hashable, Sendable {
    let code: String
    let message: String

    /// Nil for none.
    init?(_ wire: JSON?) {
        guard let wire, !wire.members.isEmpty else { return nil }
        code = wire.nonEmpty("errorCode") ?? "without a code"
        message = [wire.nonEmpty("message"), wire.nonEmpty("detail")].compactMap(\.self).joined(separator: ": ")
    }
}
