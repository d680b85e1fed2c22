import Model
import NcloudClient
import OrderedJSON

/// An object that a step is about: what it is, what it should be, and the session its calls go through.
public struct ManagedObject: Sendable {
    /// The object as it was last seen.
    public var live: LiveObject
    /// The object as the manifests describe it. Of a deletion, nothing.
    public let desired: DesiredObject
    public let session: any CallSession

    public init(_ live: LiveObject, to desired: DesiredObject, through session: any CallSession) {
        self.live = live
        self.desired = desired
        self.session = session
    }

    /// An object that is to be deleted.
    public init(deleting live: LiveObject, through session: any CallSession) {
        self.init(live, to: DesiredObject(Address(kind: live.kind, name: live.name ?? live.id), [:]), through: session)
    }

    public var id: String { live.id }

    /// The same object as it is by now.
    func seen(as live: LiveObject?) -> ManagedObject {
        var object = self
        if let live { object.live = live }
        return object
    }
}

// MARK: Fields

extension ManagedObject {
    /// The text of a field as it was last seen; nil when it is missing or empty.
    func text(_ field: String) -> String? { live.attributes.text(field) }

    /// Whether one of the fields is desired and is not what the object has.
    func differs(_ fields: String...) -> Bool { differs(fields) }

    func differs(_ fields: [String]) -> Bool { fields.contains { desired.differs($0, from: live) } }

    /// What is desired of a field, or what there is when no one says: for calls that replace several fields at once.
    func value(_ field: String) -> Value? {
        let value = desired.attributes[field] ?? live.attributes[field]
        return value.flatMap { $0.isAbsent ? nil : $0 }
    }
}

// MARK: Calls

extension ManagedObject {
    /// Sends a call that changes the object; see ``CallSession/change(_:_:)``.
    func change(_ request: APIRequest, _ repeatable: Repeatability = .idempotent) async throws(StepFailure) {
        try await session.change(request, repeatable)
    }

    /// Sends a call that changes the object, again only when it does not show its effect.
    func change(
        _ request: APIRequest, unless isDone: @escaping @Sendable (LiveObject) -> Bool
    ) async throws(StepFailure) {
        try await session.change(request, .unless(id: id, isDone))
    }

    /// Makes a change on the way to a deletion; what is gone already needs none.
    func changeUnlessGone(_ request: APIRequest) async throws(StepFailure) {
        do throws(StepFailure) { try await change(request) } catch .api(let failure) {
            guard failure.classification == .gone else { throw .api(failure) }
        }
    }

    /// Sends the call that deletes the object; see ``CallSession/delete(_:id:)``.
    func delete(_ request: APIRequest) async throws(StepFailure) { try await session.delete(request, id: id) }

    /// Waits for the object; see ``CallSession/wait(for:until:)``.
    @discardableResult
    func wait(until goal: Goal) async throws(StepFailure) -> LiveObject? {
        try await session.wait(for: id, until: goal)
    }

    /// Waits for the object to be so; `words` say what in progress lines.
    /// - Returns: the object as it is then.
    @discardableResult
    func wait(
        until words: String, _ isMet: @escaping @Sendable (LiveObject) -> Bool
    ) async throws(StepFailure) -> ManagedObject {
        seen(as: try await wait(until: .condition(words, isMet)))
    }

    /// Waits until the object shows the desired value of a field; `words` say so in progress lines.
    func waitToShow(_ field: String, _ words: String) async throws(StepFailure) {
        let target = desired.attributes[field] ?? .null
        try await wait(until: words) { live in
            let shown = live.attributes[field] ?? .null
            if case .list(let elements) = target { return Set(shown.elements) == Set(elements) }
            return shown.spelling == target.spelling
        }
    }
}
