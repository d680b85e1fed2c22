/// A value that is never shown: printing, interpolating, dumping and encoding it give its fingerprint at most.
///
/// It is neither `Codable` nor compared as text. Two secrets are told apart by their fingerprints, or, before they have
/// any, by a hash under a key that this process drew. The bytes are wiped when the last copy is gone.
public struct Secret: Hashable, Sendable {
    /// The value itself while a run holds it; nil in what was read back from state.
    private let bytes: SecretBytes?
    /// A keyed hash of the value, by which a change is seen without the value (state holds the key).
    public let fingerprint: String?

    /// A value from a manifest's secret source, not yet sealed.
    public init(_ plaintext: String) {
        self.init(SecretBytes(plaintext), fingerprint: nil)
    }

    /// What state remembers of a value.
    public init(fingerprint: String) {
        self.init(nil, fingerprint: fingerprint)
    }

    /// A value that is fetched only by commands that need it; it stands for none until then.
    public static let pending = Secret(nil, fingerprint: nil)

    private init(_ bytes: SecretBytes?, fingerprint: String?) {
        self.bytes = bytes
        self.fingerprint = fingerprint
    }

    /// Whether it stands for a value that was not fetched.
    public var isPending: Bool { bytes == nil && fingerprint == nil }

    /// Whether it is known by its fingerprint alone, as state keeps it: it can be compared, not sent.
    public var isFingerprintOnly: Bool { bytes == nil && fingerprint != nil }

    /// The same value with the fingerprint `hash` gives it; a value without its plaintext stays as it is.
    public func sealed(by hash: (String) -> String) -> Secret {
        guard let bytes else { return self }
        return Secret(bytes, fingerprint: hash(bytes.text))
    }

    /// Hands out the value for the one place that sends it.
    public func reveal() -> String? { bytes?.text }

    /// Sealed secrets are equal when their fingerprints are; unsealed ones when their values are.
    public static func == (left: Secret, right: Secret) -> Bool {
        if let one = left.fingerprint, let other = right.fingerprint { return one == other }
        return left.bytes?.digest == right.bytes?.digest && left.fingerprint == right.fingerprint
    }

    public func hash(into hasher: inout Hasher) {
        if let fingerprint { hasher.combine(fingerprint) } else { hasher.combine(bytes?.digest) }
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "(secret)" }
    public var debugDescription: String { "(secret)" }
    /// Keeps the value out of `dump` and of crash output that walks children.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
