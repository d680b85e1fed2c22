import OrderedJSON

/// A key of Key Management Service, to encrypt and sign with. The key itself never leaves the service.
///
/// ```swift
/// let key = try KMSKey(tag, through: client)
/// let ciphertext = try await key.encrypt(Array("hunter2".utf8))     // ncpkms:v1:…
/// let plaintext = try await key.decrypt(ciphertext)
/// let dataKey = try await key.createDataKey()                       // 32 bytes, and the same encrypted
/// ```
/// Values are checked before a call is made, plaintexts appear in no error and no log. Source: api/kms.md §4–§6.
public struct KMSKey: Sendable {
    /// Which API a key is used through. Both reach the same global keys.
    public enum API: Sendable, Hashable {
        /// API 1.0, which every site has. Signature v1 takes an API key of API Gateway.
        case version1(signature: SignatureVersion)
        /// API 2.0, which the financial site lacks; always under signature v2.
        case version2
    }

    /// What a key can do.
    public enum KeyType: String, Sendable {
        case aes256 = "AES256"
        case rsa2048 = "RSA2048"
        case ecdsa = "ECDSA"
    }

    public let tag: String
    public let api: API
    /// Nil when it is not known; the service then decides what the key is not for.
    public let type: KeyType?
    let caller: any APICaller

    /// - Parameters:
    ///   - tag: identifies the key; no secret.
    ///   - caller: the client, or what wraps it with retries.
    /// - Throws: ``KMSFailure`` for a text that no key's tag can be.
    public init(
        _ tag: String, through caller: any APICaller, api: API = .version2, type: KeyType? = nil
    ) throws(KMSFailure) {
        let isWord = !tag.isEmpty && tag.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
        guard isWord else {
            throw KMSFailure(
                .badValue, "'\(tag)' is not the tag of a key",
                help: "use the keyTag of the key: lower-case letters and digits, not its name")
        }
        self.tag = tag
        self.caller = caller
        self.api = api
        self.type = type
    }
}

extension KMSKey {
    /// Encrypts with the key's current version.
    /// - Parameters:
    ///   - plaintext: 1 to 32768 bytes, 190 for an RSA key.
    ///   - context: for convergent keys, which need it: 1 to 50 bytes; the same is needed to decrypt.
    /// - Returns: `ncpkms:v<N>:<base64>`, all of which is needed to decrypt.
    public func encrypt(_ plaintext: [UInt8], context: [UInt8]? = nil) async throws(KMSFailure) -> String {
        try require(.aes256, .rsa2048, for: "encryption")
        try KMSLimit.plaintext(of: type).check(plaintext)
        let answer = try await call(
            .encrypt, [("plaintext", .string(Base64.encode(plaintext)))] + member(context), sensitive: ["plaintext"])
        return try ciphertext(in: answer)
    }

    /// Decrypts with the version that the ciphertext names.
    /// - Returns: the plaintext, which the caller must neither log nor show.
    public func decrypt(_ ciphertext: String, context: [UInt8]? = nil) async throws(KMSFailure) -> [UInt8] {
        try require(.aes256, .rsa2048, for: "decryption")
        let sealed = try KMSText(ciphertext, named: "ciphertext")
        let answer = try await call(
            .decrypt, [("ciphertext", .string(sealed.text))] + member(context), sensitive: ["plaintext"], about: sealed)
        guard let plaintext = answer["plaintext"]?.text.flatMap({ Base64.decode($0) }) else {
            throw .unreadable("plaintext")
        }
        return plaintext
    }

    /// Encrypts a ciphertext again with the key's current version; the plaintext does not leave the service.
    public func reEncrypt(_ ciphertext: String, context: [UInt8]? = nil) async throws(KMSFailure) -> String {
        try require(.aes256, .rsa2048, for: "encryption")
        let sealed = try KMSText(ciphertext, named: "ciphertext")
        let answer = try await call(.reEncrypt, [("ciphertext", .string(sealed.text))] + member(context), about: sealed)
        return try self.ciphertext(in: answer)
    }

    /// Makes a data key: random bytes, and the same encrypted with this key.
    /// - Parameter bits: 128, 256 or 512.
    public func createDataKey(bits: Int = 256, context: [UInt8]? = nil) async throws(KMSFailure) -> DataKey {
        try require(.aes256, .rsa2048, for: "data keys")
        guard [128, 256, 512].contains(bits) else {
            throw KMSFailure(.badValue, "a data key cannot have \(bits) bits", help: "use 128, 256 or 512 bits")
        }
        let answer = try await call(
            .createDataKey, [("requestPlainKey", true), ("bits", .integer(Int64(bits)))] + member(context),
            sensitive: ["plaintext"])
        guard let plaintext = answer["plaintext"]?.text.flatMap({ Base64.decode($0) }), plaintext.count == bits / 8
        else { throw .unreadable("plaintext") }
        return DataKey(ciphertext: try ciphertext(in: answer), plaintext: plaintext)
    }

    /// Signs data of 1 to 8192 bytes with the key's current version.
    /// - Returns: `ncpkms:v<N>:<base64>`, all of which is needed to verify.
    public func sign(_ data: [UInt8]) async throws(KMSFailure) -> String {
        try require(.rsa2048, .ecdsa, for: "signatures")
        try KMSLimit.signed.check(data)
        let answer = try await call(.sign, [("data", .string(Base64.encode(data)))], sensitive: ["data"])
        guard let text = answer["signature"]?.text, let signature = try? KMSText(text, named: "signature") else {
            throw .unreadable("signature")
        }
        return signature.text
    }

    /// Whether a signature is the key's, made of this data.
    public func verify(_ signature: String, of data: [UInt8]) async throws(KMSFailure) -> Bool {
        try require(.rsa2048, .ecdsa, for: "signatures")
        try KMSLimit.signed.check(data)
        let signature = try KMSText(signature, named: "signature")
        let answer = try await call(
            .verify, [("data", .string(Base64.encode(data))), ("signature", .string(signature.text))],
            sensitive: ["data"], about: signature)
        // The table of the documents says text, their example shows a Boolean.
        guard let valid = answer["valid"]?.bool else { throw .unreadable("valid") }
        return valid
    }
}

extension KMSKey {
    /// A data key. Only the ciphertext may be kept; the plaintext shows in no description, reflection or dump.
    public struct DataKey: Sendable, CustomStringConvertible, CustomReflectable {
        public let ciphertext: String
        public let plaintext: [UInt8]

        public var description: String { "data key \(ciphertext)" }
        public var customMirror: Mirror { Mirror(self, children: ["ciphertext": ciphertext]) }
    }
}

// MARK: Checks

extension KMSKey {
    private func require(_ types: KeyType..., for use: String) throws(KMSFailure) {
        guard let type, !types.contains(type) else { return }
        throw KMSFailure(
            .badValue, "a key of type \(type.rawValue) is not for \(use)",
            help: "use a key of type \(types.map(\.rawValue).joined(separator: " or "))")
    }

    private func member(_ context: [UInt8]?) throws(KMSFailure) -> [(String, JSON)] {
        guard let context else { return [] }
        try KMSLimit.context.check(context)
        return [("context", .string(Base64.encode(context)))]
    }

    /// The ciphertext of an answer, exactly as it came.
    private func ciphertext(in answer: JSON) throws(KMSFailure) -> String {
        guard let text = answer["ciphertext"]?.text, let sealed = try? KMSText(text, named: "ciphertext") else {
            throw .unreadable("ciphertext")
        }
        return sealed.text
    }
}
