import Model
import NcloudClient

/// The operations of a kind whose objects the cloud makes and ends by itself: no call does.
protocol CloudMadeOperations: Operations {
    /// The name of the kind.
    var kind: String { get }
}

extension CloudMadeOperations {
    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        throw .notMade(kind)
    }

    func delete(_ object: ManagedObject) async throws(StepFailure) { throw .notDeleted(object.live) }
}

/// The operations of such a kind of which nothing can be changed either.
protocol ReadOnlyOperations: CloudMadeOperations {}

extension ReadOnlyOperations {
    func update(_ object: ManagedObject) async throws(StepFailure) {}
}
