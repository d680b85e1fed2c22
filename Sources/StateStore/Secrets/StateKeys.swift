import CLibCrypto
import Model

/// The data key of a state: one half makes fingerprints, the other seals values.
///
/// Never printed, encoded or compared; its bytes are wiped when nobody holds them any more.
public struct StateKeys: Sendable, CustomStringConvertible, CustomReflectable {
    /// The length of each half in bytes.
    static let length = 32

    private let fingerprinting: SecretBytes
    private let sealing: SecretBytes
    /// Tells whether a key is the one a state was written with.
    let check: String

    private init(fingerprinting: [UInt8], sealing: [UInt8]) {
        self.fingerprinting = SecretBytes(fingerprinting)
        self.sealing = SecretBytes(sealing)
        let code = HMACSHA256.code(of: Array("nacre/check/2".utf8) + fingerprinting, key: sealing)
        check = Hexadecimal.text(code.prefix(8))
    }

    /// The key as ``material`` gives it out; nil when `material` has another length.
    init?(material: [UInt8]) {
        guard material.count == 2 * Self.length else { return nil }
        self.init(
            fingerprinting: Array(material.prefix(Self.length)), sealing: Array(material.dropFirst(Self.length)))
    }

    /// The data key of a state that was made before data keys were wrapped: both halves come from the key in its file.
    init(former key: KeyEncryptionKey) {
        self.init(
            fingerprinting: key.derived("nacre/fingerprint/1"), sealing: key.derived("nacre/encryption/1"))
    }

    /// Both halves, to be wrapped.
    var material: [UInt8] { fingerprinting.withBytes(Array.init) + sealing.withBytes(Array.init) }

    /// A keyed hash by which a change of a secret is seen without the secret. Same key and value, same text.
    public func fingerprint(_ plaintext: String) -> String {
        Hexadecimal.text(HMACSHA256.code(of: Array(plaintext.utf8), key: fingerprinting.withBytes(Array.init)))
    }

    func seal(_ plaintext: String, context: String) throws -> [UInt8] {
        try SealedBox.seal(
            Array(plaintext.utf8), context: Array(context.utf8), key: sealing.withBytes(Array.init))
    }

    /// Nil when the bytes were not sealed with this key and context, or were changed.
    func open(_ sealed: [UInt8], context: String) -> String? {
        SealedBox.open(sealed, context: Array(context.utf8), key: sealing.withBytes(Array.init)).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// The key of files that were sealed for their own sake. It stays when the sealing key changes: they are elsewhere.
    private var fileKey: [UInt8] {
        HMACSHA256.code(of: Array("nacre/file/1".utf8), key: fingerprinting.withBytes(Array.init))
    }

    /// Seals a text that is kept outside the state.
    func sealFile(_ plaintext: String, context: String) throws(SealedBox.Failure) -> [UInt8] {
        try SealedBox.seal(Array(plaintext.utf8), context: Array(context.utf8), key: fileKey)
    }

    /// Nil when another state sealed it, or it was changed.
    func openFile(_ sealed: [UInt8], context: String) -> String? {
        SealedBox.open(sealed, context: Array(context.utf8), key: fileKey).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The same fingerprints, so that no secret appears to have changed, and another key for what is sealed; nil when the
    /// system gives no randomness.
    func renewed() -> StateKeys? {
        Randomness.bytes(Self.length).map {
            StateKeys(fingerprinting: fingerprinting.withBytes(Array.init), sealing: $0)
        }
    }

    public var description: String { "(keys)" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// A new data key; nil when the system gives no randomness.
    static func random() -> StateKeys? { Randomness.bytes(2 * length).flatMap(StateKeys.init(material:)) }
}

enum Randomness {
    /// Nil when the system has none.
    static func bytes(_ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return RAND_bytes(&bytes, Int32(count)) == 1 ? bytes : nil
    }
}

enum HMACSHA256 {
    static func code(of message: [UInt8], key: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &output, &count)
        return output
    }
}
