import CLibCrypto

/// The signature of a request: AWS Signature Version 4, in its header. Source: api/objectstorage.md §2.
struct StorageSignature: Sendable {
    private static let algorithm = "AWS4-HMAC-SHA256"
    /// The largest difference between a request's time and the clock, in milliseconds. (inferred)
    private static let window: Int64 = 15 * 60 * 1000

    let accessKey: String
    /// Day, region, service and the fixed last word.
    let scope: [String]
    let signedHeaders: [String]
    let signature: String

    var region: String { scope[1] }

    static func isCarried(by request: Request) -> Bool {
        request.headers["authorization"]?.hasPrefix(algorithm) ?? false
    }

    /// nil for a header that is not in the form of the signature.
    init?(_ request: Request) {
        guard let header = request.headers["authorization"], header.hasPrefix(Self.algorithm + " ") else { return nil }
        var parts: [Substring: String] = [:]
        for part in header.dropFirst(Self.algorithm.count).split(separator: ",") {
            let part = part.drop { $0 == " " }
            let name = part.prefix { $0 != "=" }
            parts[name] = String(part.dropFirst(name.count + 1))
        }
        let words = parts["Credential"]?.split(separator: "/").map(String.init) ?? []
        guard words.count == 5, let signature = parts["Signature"], let names = parts["SignedHeaders"] else {
            return nil
        }
        accessKey = words[0]
        scope = Array(words.dropFirst())
        self.signature = signature
        signedHeaders = names.split(separator: ";").map(String.init)
    }
}

extension StorageSignature {
    /// Tells whose key signed the request. Any region is accepted. (inferred) Source: api/objectstorage.md §2.
    static func verify(
        _ request: Request, by pairs: [String: KeyPair], atReal real: Int64, now: Int64
    ) throws(Failure) -> KeyPair.Owner {
        guard let signature = StorageSignature(request) else {
            throw isCarried(by: request) ? .storage(.malformedAuthorization) : .storage(.accessDenied)
        }
        let time = request.headers["x-amz-date"] ?? ""
        guard let sent = milliseconds(time), signature.scope[0] == time.prefix(8) else {
            throw .storage(.accessDenied, "a valid x-amz-date is required, and the scope must be of its day")
        }
        guard signature.scope[2] == "s3", signature.scope[3] == "aws4_request" else {
            throw .storage(.malformedAuthorization)
        }
        let required = ["host"] + request.headers.keys.filter { $0.hasPrefix("x-amz-") }
        guard let hash = request.headers["x-amz-content-sha256"], required.allSatisfy(signature.signedHeaders.contains)
        else { throw .storage(.accessDenied, "host and all x-amz- headers must be signed") }
        guard abs(real - sent) <= window else { throw .storage(.timeTooSkewed) }
        guard let pair = pairs[signature.accessKey], pair.isUsable(at: now) else { throw .storage(.invalidAccessKey) }
        guard signature.isMade(of: request, hash: hash, time: time, secretKey: pair.secretKey) else {
            throw .storage(.signatureDoesNotMatch)
        }
        try checkBody(of: request, hash: hash)
        return pair.owner
    }

    /// Bodies in signed chunks, which newer SDKs send, are documented nowhere. (inferred) Source: api/objectstorage.md §2.
    private static func checkBody(of request: Request, hash: String) throws(Failure) {
        guard !hash.hasPrefix("STREAMING-"), request.headers["content-encoding"]?.contains("aws-chunked") != true else {
            throw .storage(.unsupportedOperation, "bodies in chunks are not supported: send plain ones")
        }
        guard hash == "UNSIGNED-PAYLOAD" || hash == StorageDigest.sha256(request.body) else {
            throw .storage(.contentMismatch)
        }
        if let given = request.headers["content-md5"], given != StorageDigest.base64(StorageDigest.md5(request.body)) {
            throw .storage(.badDigest)
        }
    }

    private func isMade(of request: Request, hash: String, time: String, secretKey: String) -> Bool {
        let text = [
            Self.algorithm, time, scope.joined(separator: "/"),
            StorageDigest.sha256(Array(canonical(request, hash: hash).utf8)),
        ].joined(separator: "\n")
        let key = scope.reduce(Array(("AWS4" + secretKey).utf8)) { StorageDigest.code(of: $1, key: $0) }
        let (own, given) = (
            Array(StorageDigest.hex(StorageDigest.code(of: text, key: key)).utf8), Array(signature.utf8)
        )
        return own.count == given.count && CRYPTO_memcmp(own, given, own.count) == 0
    }

    private func canonical(_ request: Request, hash: String) -> String {
        let path = Self.encoded(PercentDecoding.decode(request.path, plusIsSpace: false), keeping: "/")
        let query = request.query.split(separator: "&").map { pair -> (String, String) in
            let name = pair.prefix { $0 != "=" }
            return (Self.recoded(name), Self.recoded(pair.dropFirst(name.count + 1)))
        }
        let items = query.sorted { $0 < $1 }.map { $0 + "=" + $1 }.joined(separator: "&")
        let lines = signedHeaders.map { name in
            let words = (request.headers[name] ?? "").split { $0 == " " || $0 == "\t" }.joined(separator: " ")
            return "\(name):\(words)\n"
        }
        return [
            request.method, path, items, lines.joined(), signedHeaders.joined(separator: ";"), hash,
        ].joined(separator: "\n")
    }

    private static func recoded(_ text: Substring) -> String {
        encoded(PercentDecoding.decode(text, plusIsSpace: false))
    }

    /// All but letters, digits and `-._~` as `%41`.
    static func encoded(_ text: String, keeping kept: String = "") -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~\(kept)".utf8)
        return text.utf8.reduce(into: "") { result, byte in
            if plain.contains(byte) {
                result.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
    }

    /// `20150830T123600Z` in milliseconds since 1970.
    private static func milliseconds(_ text: String) -> Int64? {
        let digits = text.filter(\.isNumber)
        guard text.count == 16, digits.count == 14, text.dropFirst(8).first == "T", text.last == "Z" else { return nil }
        func number(_ start: Int, _ count: Int) -> Int64 { Int64(digits.dropFirst(start).prefix(count)) ?? 0 }
        return Timestamp(
            number(0, 4), number(4, 2), number(6, 2), hour: number(8, 2), minute: number(10, 2), second: number(12, 2)
        ).milliseconds
    }
}
