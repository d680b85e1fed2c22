import CLibCrypto
import Model

/// The keys derived from the one secret key of a state: one for fingerprints, one for encryption.
///
/// Never printed; it has no description of its own that could.
public struct StateKeys: Sendable, CustomStringConvertible, CustomReflectable {
    static let length = 32

    private let fingerprinting: [UInt8]
    private let encryption: [UInt8]
    /// Tells whether a key is the one a state was written with.
    let check: String

    init(_ key: [UInt8]) {
        fingerprinting = HMACSHA256.code(of: Array("nacre/fingerprint/1".utf8), key: key)
        encryption = HMACSHA256.code(of: Array("nacre/encryption/1".utf8), key: key)
        check = Hexadecimal.text(HMACSHA256.code(of: Array("nacre/check/1".utf8), key: key).prefix(8))
    }

    /// Reads 64 hexadecimal digits; nil when `text` is something else.
    init?(hexadecimal text: String) {
        let digits = text.filter { !$0.isWhitespace }.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == 2 * Self.length, text.filter({ !$0.isWhitespace }).utf8.count == digits.count else {
            return nil
        }
        self.init((0..<Self.length).map { UInt8(digits[2 * $0] << 4 | digits[2 * $0 + 1]) })
    }

    /// A keyed hash by which a change of a secret is seen without the secret. Same key and value, same text.
    public func fingerprint(_ plaintext: String) -> String {
        Hexadecimal.text(HMACSHA256.code(of: Array(plaintext.utf8), key: fingerprinting))
    }

    func seal(_ plaintext: String, context: String) throws -> [UInt8] {
        try SealedBox.seal(Array(plaintext.utf8), context: Array(context.utf8), key: encryption)
    }

    /// Nil when the bytes were not sealed with this key and context, or were changed.
    func open(_ sealed: [UInt8], context: String) -> String? {
        SealedBox.open(sealed, context: Array(context.utf8), key: encryption).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    public var description: String { "(keys)" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// A new key as 64 hexadecimal digits; nil when the system gives no randomness.
    static func random() -> String? {
        var bytes = [UInt8](repeating: 0, count: length)
        return RAND_bytes(&bytes, Int32(length)) == 1 ? Hexadecimal.text(bytes) : nil
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
