import Model
import NcloudClient
import OrderedJSON

// Bringing the servers and volumes inside a frame or a box to what is desired.

extension ManagedObject {
    /// The lists of one request that makes, changes and removes rows; empty when there is nothing to do but resizing.
    func changes(of rows: [InfraRow]) -> [(String, JSON)] {
        rows.compactMap { list in
            let changes = list.matching(desired, live).map(list.changed) ?? []
            return changes.isEmpty ? nil : (list.member, .array(changes))
        }
    }

    /// The object once it is at rest: while it changes, it takes no other change. Rows that came in meanwhile are in no plan,
    /// and are not removed.
    /// - Throws: ``StepFailure/pending(_:)`` when there are such rows.
    func atRest(of kind: Kind, with rows: [InfraRow]) async throws(StepFailure) -> ManagedObject {
        guard kind.phase(of: live.status) == .pending else { return self }
        let now = seen(as: try await wait(until: .ready))
        for list in rows {
            let known = Set((live.attributes[list.field]?.elements ?? []).compactMap { $0.members.text("id") })
            let removed = list.matching(desired, now.live)?.removed ?? []
            guard removed.allSatisfy({ known.contains($0.text("id") ?? "") }) else {
                throw .pending("its \(list.field) changed meanwhile; run again")
            }
        }
        return now
    }

    /// Sends the request for changes of rows. After a lost answer it is sent again only to an object that neither is at
    /// work nor shows the change: rows that are made twice would be two.
    func changeInfra(
        _ request: APIRequest, of kind: Kind, unless isDone: @escaping @Sendable (ManagedObject) -> Bool
    ) async throws(StepFailure) -> ManagedObject {
        try await change(request) { [self] live in kind.phase(of: live.status) == .pending || isDone(seen(as: live)) }
        return seen(as: try await wait(until: .ready))
    }

    /// Gives each volume of a list the size that is desired, one after the other: while one changes, the object takes no
    /// other change.
    func resize(
        _ volumes: InfraRow, of kind: Kind, by request: (_ volume: String, _ size: Int64) -> APIRequest
    ) async throws(StepFailure) {
        for pair in volumes.matching(desired, live)?.changed ?? [] {
            guard let id = pair.live.text("id"), let size = pair.desired["size"]?.integer else { continue }
            let isDone: @Sendable (LiveObject) -> Bool = { live in
                (live.attributes[volumes.field]?.elements ?? []).contains {
                    $0.members.text("id") == id && $0.members["size"]?.integer == size
                }
            }
            try await change(request(id, size), unless: isDone)
            try await wait(until: "\(pair.live.text("name") ?? id) resized") {
                isDone($0) && kind.phase(of: $0.status) == .ready
            }
        }
    }
}
