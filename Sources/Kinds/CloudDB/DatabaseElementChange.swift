import Model
import NcloudClient

/// Brings the elements of one list of an instance to what is desired. After each call the service sets the instance up
/// anew, and takes no other call until it runs (api/clouddb.md §1).
struct DatabaseElementChange: Sendable {
    private let elements: DatabaseElements
    private let database: CloudDatabase
    private let object: ManagedObject
    private let added: [Attributes]
    private let changed: [Attributes]
    private let removed: [Attributes]

    /// - Parameter object: an instance whose list is known, secrets as they were last applied among it.
    init(_ elements: DatabaseElements, _ database: CloudDatabase, of object: ManagedObject) {
        self.elements = elements
        self.database = database
        self.object = object
        guard let desired = object.desired.attributes[elements.field] else {
            (added, changed, removed) = ([], [], [])
            return
        }
        let before = elements.byKey(object.live.attributes[elements.field])
        let after = elements.byKey(desired)
        let wanted = desired.elements.map(\.members)
        added = wanted.filter { before[elements.key(of: $0)] == nil }
        changed = wanted.compactMap { element in
            before[elements.key(of: element)].flatMap { elements.change(from: $0, to: element) }
        }
        removed = before.filter { after[$0.key] == nil }.sorted { $0.key < $1.key }.map(\.value)
    }

    func add() async throws(StepFailure) {
        for batch in added.batches(of: DatabaseElements.batch) {
            try await call(elements.addCall, batch, "added") { keys in keys.isSuperset(of: batch.map(elements.key)) }
        }
    }

    func change() async throws(StepFailure) {
        guard elements.canChange else { return }
        for batch in changed.batches(of: DatabaseElements.batch) {
            try await object.change(request(elements.changeCall, batch))
            try await object.wait(until: .ready)
        }
    }

    func remove() async throws(StepFailure) {
        for batch in removed.batches(of: DatabaseElements.batch) {
            try await call(elements.removeCall, batch, only: elements.key, "deleted") { keys in
                keys.isDisjoint(with: batch.map(elements.key))
            }
        }
    }

    /// A call that is sent again only when its effect does not show.
    private func call(
        _ name: String, _ batch: [Attributes], only fields: [String]? = nil, _ done: String,
        isDone: @escaping @Sendable (Set<String>) -> Bool
    ) async throws(StepFailure) {
        let shows: @Sendable (LiveObject) -> Bool = { [elements] live in
            live.attributes[elements.field].map { isDone(Set(elements.byKey($0).keys)) } ?? false
        }
        try await object.change(request(name, batch, only: fields), unless: shows)
        try await object.wait(until: "\(elements.field) \(done)") { live in
            shows(live) && CloudDatabase.statuses.phase(of: live.status ?? "CREAT") == .ready
        }
    }

    private func request(_ name: String, _ batch: [Attributes], only fields: [String]? = nil) -> APIRequest {
        .action(
            database.service, name, elements.parameters(batch, of: object.id, database, only: fields),
            sensitive: elements.sensitive)
    }
}

extension DatabaseElements {
    /// What a call says that makes one element of another: all of it, but a secret only where that is another one. Nil
    /// where they are alike.
    func change(from live: Attributes, to desired: Attributes) -> Attributes? {
        let secrets = Set(members.filter { $0.type == .secret }.map(\.name))
        let differing = members.filter { member in
            guard member.isComparable, let value = desired[member.name] else { return false }
            let shown = live[member.name] ?? member.initial ?? .null
            return value != shown && value.spelling != shown.spelling || secrets.contains(member.name) && value != shown
        }.map(\.name)
        guard !differing.isEmpty else { return nil }
        let whole = live.merging(desired) { _, desired in desired }
        return whole.filter { !secrets.contains($0.key) || differing.contains($0.key) }
    }
}
