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

    /// Sends one request for a memo and for rows, and waits for its end. After a lost answer it is sent again only to an
    /// object that neither is at work nor shows the change: rows that are made twice would be two.
    func modify(_ request: APIRequest, _ rows: [InfraRow], of kind: Kind) async throws(StepFailure) -> ManagedObject {
        if changes(of: rows).isEmpty {
            try await change(request)
        } else {
            try await change(request) { [self] live in
                let now = seen(as: live)
                return kind.phase(of: live.status) == .pending || now.changes(of: rows).isEmpty && !now.differs("memo")
            }
        }
        return seen(as: try await wait(until: .ready))
    }

    /// A row that changes tells some things again that no answer shows: they have to stand in the manifest.
    func checkRepeated(_ lists: [InfraRow]) throws(StepFailure) {
        for list in lists {
            let needed = list.fields.filter { list.repeated.contains($0.name) && $0.constraints.contains(.givenForNew) }
            for row in list.matching(desired, live)?.changed ?? [] {
                guard let missing = needed.first(where: { row.desired.text($0.name) == nil }) else { continue }
                throw .refused(
                    "\(row.live.text("name") ?? list.field) cannot be changed without its \(missing.name)",
                    help: "write \(missing.name) in its row of \(list.field)")
            }
        }
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
