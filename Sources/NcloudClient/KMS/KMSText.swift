/// A ciphertext or signature of Key Management Service, kept exactly as it is: `ncpkms:v<N>:<base64>`.
/// Source: api/kms.md §6.
struct KMSText: Sendable, Hashable {
    let text: String
    /// The version of the key that made it.
    let version: Int

    /// - Parameter name: what messages call it.
    /// - Throws: ``KMSFailure`` for a text that the service cannot have made. The text is not shown: somebody may have
    ///   written a plaintext there.
    init(_ text: String, named name: String) throws(KMSFailure) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "ncpkms", parts[1].first == "v", let version = Int(parts[1].dropFirst()),
            version > 0
        else {
            throw KMSFailure(
                .badValue, "the \(name) does not begin with ncpkms:v and the number of a version",
                help: "give the whole text that the service returned: ncpkms:v1:…")
        }
        guard let payload = Base64.decode(parts[2]), !payload.isEmpty else {
            throw KMSFailure(
                .badValue, "the \(name) is not valid Base64 after ncpkms:v\(version):",
                help: "give the whole text that the service returned; it may be incomplete")
        }
        self.text = text
        self.version = version
    }
}

/// How many bytes a value may have. Source: api/kms.md §2, §6 (that they count before Base64 is inferred).
struct KMSLimit: Sendable {
    let name: String
    let most: Int

    static let signed = KMSLimit(name: "the data to sign", most: 8192)
    static let context = KMSLimit(name: "the context", most: 50)

    /// - Parameter type: nil when it is not known.
    static func plaintext(of type: KMSKey.KeyType?) -> KMSLimit {
        KMSLimit(name: "the plaintext", most: type == .rsa2048 ? 190 : 32_768)
    }

    func check(_ bytes: [UInt8]) throws(KMSFailure) {
        guard !bytes.isEmpty else { throw KMSFailure(.badValue, "\(name) is empty") }
        guard bytes.count <= most else {
            throw KMSFailure(
                .badValue, "\(name) has \(bytes.count) bytes; at most \(most) are allowed",
                help: name == "the plaintext" ? "encrypt it with a data key, and only that with the key" : nil)
        }
    }
}
