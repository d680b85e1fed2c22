import Model

/// How the data key of a state is reached: what is to keep it, and who opens it.
public struct StateKeyring: Sendable {
    /// Why a key was not opened or wrapped, for people.
    public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        public var description: String
        /// Whether the key is at hand and is the wrong one, rather than out of reach.
        public var isWrongKey: Bool

        public init(_ description: String, isWrongKey: Bool = false) {
            self.description = description
            self.isWrongKey = isWrongKey
        }
    }

    /// Encrypts with the KMS key of this tag.
    public typealias Wrap = @Sendable (_ key: String, SecretBytes) async throws(Failure) -> String
    /// Decrypts with the KMS key of this tag.
    public typealias Unwrap = @Sendable (_ key: String, _ ciphertext: String) async throws(Failure) -> SecretBytes
    /// The passphrase in a variable, or, without one, as it is typed; a new one is typed twice.
    public typealias Passphrase = @Sendable (_ variable: String?, _ isNew: Bool) async throws(Failure) -> SecretBytes

    /// What keeps the data key of a new state.
    public var place: StateKeyPlace
    /// The folder that a relative path of a key file begins in.
    public var folder: String
    public var wrap: Wrap
    public var unwrap: Unwrap
    public var passphrase: Passphrase
    /// The cost of scrypt for a new passphrase; a test that is not about it takes less.
    var passphraseCost: UInt64 = 1 << 17

    /// One that knows key files alone.
    public init(place: StateKeyPlace = .file(nil), folder: String = ".") {
        self.place = place
        self.folder = folder
        wrap = { _, _ throws(Failure) in throw Failure("cannot be used here: no cloud is at hand") }
        unwrap = { _, _ throws(Failure) in throw Failure("cannot be used here: no cloud is at hand") }
        passphrase = { _, _ throws(Failure) in throw Failure("cannot be asked for here") }
    }
}
