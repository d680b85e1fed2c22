import Model
import NcloudClient

/// Looks whether what a manifest declares of something that no API manages holds: a check for each part of it, made
/// side by side. It changes nothing.
public typealias Probe = @Sendable (_ declared: DesiredResource, _ cloud: LinkageClient) async -> [ExternalCheck]

/// Those of a kind that no API manages: there is nothing to list, and nothing to call.
struct NoOperations: Operations {
    let kind: Kind

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] { [] }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail { .notOffered }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) { throw refusal }

    func update(_ object: ManagedObject) async throws(StepFailure) { throw refusal }

    func delete(_ object: ManagedObject) async throws(StepFailure) { throw refusal }

    private var refusal: StepFailure {
        guard case .refused(let reason, let advice) = kind.life.creation.ability else { return .notMade(kind.name) }
        return .refused(reason, help: advice)
    }
}
