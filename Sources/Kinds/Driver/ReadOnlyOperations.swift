import Model
import NcloudClient

/// The operations of a kind that is only read: the cloud makes its objects, and no call changes or deletes one.
protocol ReadOnlyOperations: Operations {
    /// The name of the kind.
    var kind: String { get }
}

extension ReadOnlyOperations {
    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        throw .notMade(kind)
    }

    func update(_ object: ManagedObject) async throws(StepFailure) {}

    func delete(_ object: ManagedObject) async throws(StepFailure) { throw .notDeleted(object.live) }
}
