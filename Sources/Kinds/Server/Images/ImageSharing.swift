import Model
import NcloudClient

extension ActionOperations.Change {
    /// With whom an own image is shared: the same two calls for either sort of image. Source: api/vserver.md §3.3.
    /// - Parameter noun: the image inside the names of the calls.
    static func sharing(of noun: String) -> ActionOperations.Change {
        let (begin, end) = ("add\(noun)SharingPermission", "remove\(noun)SharingPermission")
        return ActionOperations.Change(fields: ["sharedWith"], calls: [begin, end], comparesItself: true) {
            image, operations throws(StepFailure) in
            let current = image.live.attributes["sharedWith"]?.elements.compactMap(\.text) ?? []
            let target = image.desired.texts("sharedWith") ?? []
            let missing = target.filter { !current.contains($0) }
            let superfluous = current.filter { !target.contains($0) }
            for (call, accounts) in [(begin, missing), (end, superfluous)] where !accounts.isEmpty {
                try await image.change(
                    .action(
                        operations.service, call, [operations.id: image.id, "targetLoginIdList": accounts]))
            }
            guard !missing.isEmpty || !superfluous.isEmpty else { return }
            try await image.waitToShow("sharedWith", "shared as desired")
        }
    }
}
