import Model
import NcloudClient

/// The operations of a kind that fits the form of its service but for some functions, which it writes out. They take the
/// place of the form's, and may call those.
protocol AdaptedOperations: Operations {
    associatedtype Form: Operations

    var form: Form { get }
}

extension AdaptedOperations {
    var calls: CallNames? { form.calls }

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await form.list(scope, from: cloud)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await form.detail(of: id, knownAs: attributes, from: cloud)
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        try await form.create(desired, through: session)
    }

    func update(_ object: ManagedObject) async throws(StepFailure) { try await form.update(object) }

    func delete(_ object: ManagedObject) async throws(StepFailure) { try await form.delete(object) }
}
