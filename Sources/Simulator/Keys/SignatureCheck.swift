import CLibCrypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Verifies request signatures the way the gateway does. Source: api/signing.md §1–§3.
struct SignatureCheck: Sendable {
    /// Largest difference between a request's timestamp and the clock, in milliseconds.
    static let window: Int64 = 300_000

    /// By access key.
    private(set) var pairs: [String: KeyPair]

    init(_ pairs: [KeyPair]) {
        self.pairs = Dictionary(pairs.map { ($0.accessKey, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Adds a pair, or puts it in the place of one with the same access key.
    mutating func put(_ pair: KeyPair) { pairs[pair.accessKey] = pair }

    mutating func remove(_ accessKey: String) { pairs[accessKey] = nil }

    /// Tells whose key signed the call, in the way of its service.
    func verify(_ call: Call, atReal real: Int64, now: Int64) throws(Failure) -> KeyPair.Owner {
        guard call.isStorage else { return try verify(call.request, atReal: real, now: now) }
        return try StorageSignature.verify(call.request, by: pairs, atReal: real, now: now)
    }

    /// Tells whose key signed the request.
    /// - Parameters:
    ///   - real: the clock that timestamps are judged by.
    ///   - now: the world's clock, which keys end by.
    /// - Throws: the 401 the gateway answers with.
    func verify(_ request: Request, atReal real: Int64, now: Int64) throws(Failure) -> KeyPair.Owner {
        guard let timestamp = request.headers["x-ncp-apigw-timestamp"],
            let access = request.headers["x-ncp-iam-access-key"],
            let signature = request.headers["x-ncp-apigw-signature-v2"] ?? request.headers["x-ncp-apigw-signature-v1"]
        else { throw .unauthenticated("Authentication information are missing.") }
        guard Self.isInWindow(timestamp, atReal: real) else {
            throw .unauthenticated("Timestamp is outside the allowed window.")
        }
        let text = Self.text(request, timestamp: timestamp, accessKey: access)
        guard let pair = pairs[access], pair.isUsable(at: now),
            Self.equal(signature, Self.signature(of: text, secretKey: pair.secretKey))
        else { throw .unauthenticated("Invalid authentication information.") }
        return pair.owner
    }

    /// Whether decimal milliseconds are near enough. A difference of exactly the window is accepted: pages differ there.
    static func isInWindow(_ timestamp: String, atReal real: Int64) -> Bool {
        guard timestamp.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let sent = Int64(timestamp) else {
            return false
        }
        let (difference, isOverflow) = sent.subtractingReportingOverflow(real)
        return !isOverflow && difference.magnitude <= Self.window.magnitude
    }

    /// The signed text. An API key adds a line, whatever the header the signature travels in.
    static func text(_ request: Request, timestamp: String, accessKey: String) -> String {
        var lines = [request.method + " " + request.target, timestamp]
        if let apiKey = request.headers[KeyCheck.header] { lines.append(apiKey) }
        return (lines + [accessKey]).joined(separator: "\n")
    }

    /// Base64 of the HMAC-SHA256.
    static func signature(of text: String, secretKey: String) -> String {
        let key = Array(secretKey.utf8)
        let message = Array(text.utf8)
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &digest, &length)
        return Data(digest.prefix(Int(length))).base64EncodedString()
    }

    /// Compares in a time that does not depend on where the texts differ.
    private static func equal(_ one: String, _ other: String) -> Bool {
        let (one, other) = (Array(one.utf8), Array(other.utf8))
        return one.count == other.count && CRYPTO_memcmp(one, other, one.count) == 0
    }
}
