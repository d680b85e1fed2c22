/// Why something that may be there could not be read: the account is not allowed to see it.
public struct Hidden: Hashable, Sendable {
    /// The call that was refused.
    public var call: String
    /// What the cloud said, and which permission is missing, in a sentence.
    public var reason: String

    public init(call: String, reason: String) {
        self.call = call
        self.reason = reason
    }
}

extension LiveSnapshot {
    /// Of what is hidden nothing is known: it is neither there nor gone.
    public func isHidden(_ kind: String, id: String?) -> Bool { hidden(kind, id: id) != nil }

    /// Why the object with this id cannot be told to be there or gone; without an id, why none of its kind can.
    public func hidden(_ kind: String, id: String?) -> Hidden? {
        if let why = hiddenKinds[kind] { return why }
        return id.flatMap { hiddenObjects[kind]?[$0] }
    }
}
