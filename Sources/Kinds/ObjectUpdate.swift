import Model
import NcloudClient
import OrderedJSON

/// An object on its way to what the manifests say: what it is, what it should be, and the session its calls go through.
public struct ObjectUpdate: Sendable {
    public var live: LiveObject
    public let desired: DesiredObject
    public let session: any Session

    public init(_ live: LiveObject, to desired: DesiredObject, through session: any Session) {
        self.live = live
        self.desired = desired
        self.session = session
    }

    public var id: String { live.id }
}

extension ObjectUpdate {
    /// Whether one of the fields is desired and is not what the object has.
    func differs(_ fields: String...) -> Bool { differs(fields) }

    func differs(_ fields: [String]) -> Bool { fields.contains { desired.differs($0, from: live) } }

    /// What is desired of a field, or what there is when no one says: for calls that replace several fields at once.
    func value(_ field: String) -> Value? { desired.value(field, else: live) }

    /// Sends a call that changes the object; see ``Session/change(_:_:)``.
    func change(_ request: APIRequest, _ repeatable: Repeatability = .idempotent) async throws(StepFailure) {
        try await session.change(request, repeatable)
    }

    /// Waits for the object; see ``Session/wait(for:until:)``.
    @discardableResult
    func wait(until goal: Goal) async throws(StepFailure) -> LiveObject? {
        try await session.wait(for: id, until: goal)
    }

    /// Waits until the object shows the desired value of a field; `words` say so in progress lines.
    func waitToShow(_ field: String, _ words: String) async throws(StepFailure) {
        let target = desired.attributes[field] ?? .null
        let isSet: @Sendable (LiveObject) -> Bool = { live in
            let shown = live.attributes[field] ?? .null
            if case .list(let elements) = target { return Set(shown.elements) == Set(elements) }
            return shown.spelling == target.spelling
        }
        try await wait(until: .condition(words, isSet))
    }
}
