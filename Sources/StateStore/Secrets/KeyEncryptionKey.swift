import CLibCrypto
import Model

/// A key that wraps the data key of a state: from a key file, from `NACRE_STATE_KEY`, or made of a passphrase.
struct KeyEncryptionKey: Sendable, CustomStringConvertible, CustomReflectable {
    private static let context = Array("nacre/data-key/1".utf8)

    private let bytes: SecretBytes

    init(_ bytes: [UInt8]) { self.bytes = SecretBytes(bytes) }

    /// Reads 64 hexadecimal digits; nil when `text` is something else.
    init?(hexadecimal text: String) {
        let digits = text.filter { !$0.isWhitespace }.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == 2 * StateKeys.length, text.filter({ !$0.isWhitespace }).utf8.count == digits.count else {
            return nil
        }
        self.init((0..<StateKeys.length).map { UInt8(digits[2 * $0] << 4 | digits[2 * $0 + 1]) })
    }

    /// A key of its own for one purpose.
    func derived(_ purpose: String) -> [UInt8] {
        HMACSHA256.code(of: Array(purpose.utf8), key: bytes.withBytes(Array.init))
    }

    func wrap(_ keys: StateKeys) throws(SealedBox.Failure) -> [UInt8] {
        try SealedBox.seal(keys.material, context: Self.context, key: derived("nacre/wrap/1"))
    }

    /// Nil when another key wrapped it, or it was changed.
    func unwrap(_ wrapped: [UInt8]) -> StateKeys? {
        SealedBox.open(wrapped, context: Self.context, key: derived("nacre/wrap/1"))
            .flatMap(StateKeys.init(material:))
    }

    /// The check value of a state that was made before data keys were wrapped.
    var formerCheck: String { Hexadecimal.text(derived("nacre/check/1").prefix(8)) }

    /// A new key as 64 hexadecimal digits, for a file; nil when the system gives no randomness.
    static func random() -> String? { Randomness.bytes(StateKeys.length).map { Hexadecimal.text($0) } }

    var description: String { "(key)" }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Makes a key of a passphrase with scrypt (RFC 7914), whose cost makes guessing slow: about half a second and 128 MiB
/// for each try as it is made today.
struct Scrypt: Hashable, Sendable {
    /// The cost, a power of two.
    var cost: UInt64
    var blockSize: UInt64 = 8
    var parallelism: UInt64 = 1
    var salt: [UInt8]

    /// The most that is done for a passphrase: what stands in a file must not be able to exhaust the machine. Bytes.
    private static let mostMemory: UInt64 = 1 << 30

    /// Nil when the parameters are none, or cost too much.
    func key(from passphrase: SecretBytes) -> KeyEncryptionKey? {
        guard blockSize <= 64, parallelism <= 16 else { return nil }
        let (memory, overflow) = (128 * blockSize).multipliedReportingOverflow(by: cost)
        guard !overflow, memory <= Self.mostMemory else { return nil }
        var output = [UInt8](repeating: 0, count: StateKeys.length)
        defer { OPENSSL_cleanse(&output, output.count) }
        let done = passphrase.withBytes { text in
            EVP_PBE_scrypt(
                text.bindMemory(to: CChar.self).baseAddress, text.count, salt, salt.count, cost, blockSize, parallelism,
                Self.mostMemory + (64 << 20), &output, output.count)
        }
        return done == 1 ? KeyEncryptionKey(output) : nil
    }
}
