import Model
import NcloudClient

/// With whom an own image is shared: the same two calls for either sort of image. Source: api/vserver.md §3.3.
struct ImageSharing {
    /// The actions that begin and end it.
    let add: String
    let remove: String
    /// The parameter that names the image.
    let id: String

    /// Brings the accounts it is shared with from `current` to those wanted.
    func change(
        _ image: String, from current: [String], to wanted: Wanted, through session: any Session
    ) async throws(StepFailure) {
        guard let target = wanted.texts("sharedWith") ?? (wanted.attributes["sharedWith"] == nil ? nil : []) else {
            return
        }
        let missing = target.filter { !current.contains($0) }
        let superfluous = current.filter { !target.contains($0) }
        if !missing.isEmpty { try await call(add, image, missing, through: session) }
        if !superfluous.isEmpty { try await call(remove, image, superfluous, through: session) }
        guard !missing.isEmpty || !superfluous.isEmpty else { return }
        try await session.wait(
            for: image,
            until: .condition("shared as wanted") { live in
                Set(live.attributes["sharedWith"]?.elements.compactMap(\.text) ?? []) == Set(target)
            })
    }

    private func call(
        _ action: String, _ image: String, _ accounts: [String], through session: any Session
    ) async throws(StepFailure) {
        try await session.change(
            .action(.vserver, action, [id: image, "targetLoginIdList": accounts]), .idempotent)
    }
}
