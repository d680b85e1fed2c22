import Model
import NcloudClient
import OrderedJSON

extension Kind.Life {
    /// That of what is only looked up.
    static func offeredByCloud(_ reason: String, advice: String) -> Kind.Life {
        Kind.Life(creation: .refused(reason, advice: advice), deletion: .refused(reason))
    }
}

/// Lists that are looked at, and never changed.
struct LookupOperations: ReadOnlyOperations {
    let kind: String
    let path: String
    let id: String
    let columns: [Column]

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        // The documents do not always say whether the answer is the list or has it.
        try await cloud.elements(of: .rest(.cloudInsight, .get, path), under: "content", orWhole: true).compactMap {
            wire in
            wire.nonEmpty(id).map { columns.object(kind, id: $0, wire) }
        }
    }
}
