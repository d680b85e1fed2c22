import Model

/// An object as the manifests describe it, every reference resolved.
public struct DesiredObject: Sendable {
    public var address: Address
    public var attributes: Attributes
    /// Whether an earlier run was cut off in the middle of changing the object: what it left half done is ended too.
    public var isResumed: Bool

    public init(_ address: Address, _ attributes: Attributes, isResumed: Bool = false) {
        self.address = address
        self.attributes = attributes
        self.isResumed = isResumed
    }

    public subscript(field: String) -> Value? {
        guard let value = attributes[field], !value.isAbsent else { return nil }
        return value
    }

    /// The text of a field; nil when it is left out.
    public func text(_ field: String) -> String? { self[field]?.spelling }
    public func integer(_ field: String) -> Int64? { self[field]?.integer }
    public func bool(_ field: String) -> Bool? { self[field]?.bool }
    /// The texts of a list; nil when it is left out.
    public func texts(_ field: String) -> [String]? { self[field]?.elements.compactMap(\.spelling) }
    public func elements(_ field: String) -> [Attributes] { self[field]?.elements.map(\.members) ?? [] }
    /// The value of a secret field, for the request that sends it.
    public func secret(_ field: String) -> String? {
        guard case .secret(let secret)? = self[field] else { return nil }
        return secret.reveal()
    }

    /// Whether the field is desired and is not what `live` has.
    public func differs(_ field: String, from live: LiveObject) -> Bool {
        guard let value = attributes[field] else { return false }
        let current = live.attributes[field] ?? .null
        return value != current && !(value.isAbsent && current.isAbsent)
    }
}
