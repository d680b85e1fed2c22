import OrderedJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Encryption with the versions of one key, for one call. Source: api/kms.md §2, §6.
struct KMSCipher {
    private let key: Record
    private let world: World
    /// Nil for a key that is not convergent: it needs none.
    private let context: [UInt8]?

    /// - Throws: a refusal when a convergent key lacks its context, or has one that is too long.
    init(_ key: Record, _ body: JSON, _ world: World) throws(Failure) {
        self.key = key
        self.world = world
        guard key.flag("isConvergent") else {
            context = nil
            return
        }
        guard case .string(let text)? = body["context"], let bytes = Data(base64Encoded: text),
            (1...50).contains(bytes.count)
        else { throw .kms(.invalidRequest) }
        context = Array(bytes)
    }

    /// Limits count the plain bytes. (inferred)
    private var limit: Int { key["keyType"] == "AES256" ? 32_768 : 190 }

    /// Encrypts with the current version.
    func seal(_ plaintext: [UInt8]) throws(Failure) -> String {
        guard plaintext.count <= limit else { throw .kms(.invalidRequest) }
        guard let version = key.kmsVersions.last else { throw .kms(.internalError) }
        let payload =
            key["keyType"] == "AES256"
            ? AESKey(bytes: version.material).seal(plaintext, context: context)
            : PrivateKey(der: version.material).encrypt(plaintext)
        guard let payload else { throw .kms(.internalError) }
        return VersionedText(version: version.number, payload: payload).text
    }

    /// Decrypts with the version that the text names.
    func open(_ ciphertext: String) throws(Failure) -> [UInt8] {
        guard let sealed = VersionedText(ciphertext) else { throw .kms(.invalidRequest) }
        let version = try key.kmsVersion(sealed.version, world)
        let plaintext =
            key["keyType"] == "AES256"
            ? AESKey(bytes: version.material).open(sealed.payload, context: context)
            : PrivateKey(der: version.material).decrypt(sealed.payload)
        guard let plaintext else { throw .kms(.invalidRequest) }
        return plaintext
    }
}

extension Record {
    /// The version of a key that a call names.
    func kmsVersion(_ number: Int64, _ world: World) throws(Failure) -> KMSVersion {
        guard let version = kmsVersions.first(where: { $0.number == number }) else { throw .kms(.notFound) }
        guard version.status == "ENABLE" else { throw .kmsStatus(world) }
        return version
    }
}
