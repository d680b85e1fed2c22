/// A value that is never shown: printing, dumping and encoding it give its fingerprint at most.
public struct Secret: Hashable, Sendable {
    /// The value itself while a run holds it; nil in what was read back from state.
    private let plaintext: String?
    /// A keyed hash of the value, by which a change is seen without the value (state holds the key).
    public let fingerprint: String?

    /// A value from a manifest's secret source, not yet sealed.
    public init(_ plaintext: String) {
        self.plaintext = plaintext
        fingerprint = nil
    }

    /// What state remembers of a value.
    public init(fingerprint: String) {
        plaintext = nil
        self.fingerprint = fingerprint
    }

    private init(plaintext: String?, fingerprint: String?) {
        self.plaintext = plaintext
        self.fingerprint = fingerprint
    }

    /// The same value with the fingerprint `hash` gives it; a value without its plaintext stays as it is.
    public func sealed(by hash: (String) -> String) -> Secret {
        guard let plaintext else { return self }
        return Secret(plaintext: plaintext, fingerprint: hash(plaintext))
    }

    /// Hands out the value for the one place that sends it.
    public func reveal() -> String? { plaintext }

    /// Sealed secrets are equal when their fingerprints are; unsealed ones when their values are.
    public static func == (left: Secret, right: Secret) -> Bool {
        if let one = left.fingerprint, let other = right.fingerprint { return one == other }
        return left.plaintext == right.plaintext && left.fingerprint == right.fingerprint
    }

    public func hash(into hasher: inout Hasher) {
        if let fingerprint { hasher.combine(fingerprint) } else { hasher.combine(plaintext) }
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "(secret)" }
    public var debugDescription: String { "(secret)" }
    /// Keeps the value out of `dump` and of crash output that walks children.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
