import Model

/// KMS as secrets need it: it opens what it has closed, and closes what is new.
public struct KMSAccess: Sendable {
    /// Why KMS did not do it, for people.
    public struct Failure: Error, Hashable, Sendable {
        public var message: String
        /// What to do about it.
        public var help: String?
        /// Whether it was encrypted with another key, or changed.
        public var isWrongKey: Bool

        public init(_ message: String, help: String? = nil, isWrongKey: Bool = false) {
            self.message = message
            self.help = help
            self.isWrongKey = isWrongKey
        }
    }

    /// Encrypts with the key of this tag. The ciphertext is for KMS alone, and begins with `ncpkms:v`.
    public var encrypt: @Sendable (_ key: String, SecretBytes) async throws(Failure) -> String
    /// Decrypts with the key of this tag.
    public var decrypt: @Sendable (_ key: String, _ ciphertext: String) async throws(Failure) -> SecretBytes

    public init(
        encrypt: @escaping @Sendable (_ key: String, SecretBytes) async throws(Failure) -> String,
        decrypt: @escaping @Sendable (_ key: String, _ ciphertext: String) async throws(Failure) -> SecretBytes
    ) {
        self.encrypt = encrypt
        self.decrypt = decrypt
    }
}
