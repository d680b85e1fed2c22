import CLibCrypto

/// AWS Signature Version 4, which Object Storage takes instead of the gateway's: a pure function of a request, a moment and
/// the keys. Source: api/objectstorage.md §2.
///
/// The path is signed as it is sent, as S3 wants it: encoded once, with no segment removed.
public struct AWSSignature: Sendable, Hashable {
    public var method: String
    /// The percent-encoded path, with its first slash; nothing of it is normalized.
    public var path: String
    /// The query items, not percent-encoded; a sub-resource such as `acl` has an empty value.
    public var query: [Parameter]
    /// The headers to sign; `host`, `x-amz-date` and, for S3, `x-amz-content-sha256` are among them.
    public var headers: [HTTPHeader]
    /// The hexadecimal SHA-256 of the body, or ``unsignedPayload``.
    public var payloadHash: String

    /// Stands in the place of the hash of a body that is not signed.
    public static let unsignedPayload = "UNSIGNED-PAYLOAD"
    /// The name of the algorithm, which begins the header and the text to sign.
    public static let algorithm = "AWS4-HMAC-SHA256"

    public init(method: String, path: String, query: [Parameter] = [], headers: [HTTPHeader], payloadHash: String) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.payloadHash = payloadHash
    }
}

extension AWSSignature {
    /// Where and when a signature is valid: a day, a region and a service.
    public struct Scope: Sendable, Hashable, CustomStringConvertible {
        /// `yyyyMMdd'T'HHmmss'Z'`, the same text as in the header `x-amz-date`.
        public var timestamp: String
        public var region: String
        public var service: String

        public init(timestamp: String, region: String, service: String = "s3") {
            self.timestamp = timestamp
            self.region = region
            self.service = service
        }

        public var day: Substring { timestamp.prefix(8) }
        public var description: String { "\(day)/\(region)/\(service)/aws4_request" }
    }
}

extension AWSSignature {
    /// The names of the signed headers: lower case, sorted, separated by semicolons.
    public var signedHeaders: String { canonicalHeaders.map(\.name).joined(separator: ";") }

    /// The request in the one spelling that is hashed.
    public var canonicalRequest: String {
        let lines = canonicalHeaders.map { "\($0.name):\($0.value)\n" }.joined()
        return [method, path, canonicalQuery, lines, signedHeaders, payloadHash].joined(separator: "\n")
    }

    /// The text that the signature is computed over.
    public func stringToSign(_ scope: Scope) -> String {
        let hash = Self.hash(of: Array(canonicalRequest.utf8))
        return [Self.algorithm, scope.timestamp, scope.description, hash].joined(separator: "\n")
    }

    /// The signature in lower-case hexadecimal.
    public func signature(_ scope: Scope, secretKey: String) -> String {
        let parts = [String(scope.day), scope.region, scope.service, "aws4_request"]
        let key = parts.reduce(Array("AWS4\(secretKey)".utf8)) { AuthenticationCode.of($1, key: $0) }
        return Self.hexadecimal(AuthenticationCode.of(stringToSign(scope), key: key))
    }

    /// The value of the header `Authorization`.
    func authorization(_ scope: Scope, credentials: Credentials) -> String {
        let signature = signature(scope, secretKey: credentials.secretKey)
        return "\(Self.algorithm) Credential=\(credentials.accessKey)/\(scope), SignedHeaders=\(signedHeaders), "
            + "Signature=\(signature)"
    }

    /// The items encoded and sorted by name, then by value.
    private var canonicalQuery: String {
        query.map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value)) }
            .sorted { $0 < $1 }.map { "\($0)=\($1)" }.joined(separator: "&")
    }

    /// Headers by name; values of one name are joined in their order, and runs of blanks are one space.
    private var canonicalHeaders: [(name: String, value: String)] {
        var values: [String: [String]] = [:]
        for header in headers {
            let words = header.value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
            values[header.name.lowercased(), default: []].append(words)
        }
        return values.sorted { $0.key < $1.key }.map { ($0.key, $0.value.joined(separator: ",")) }
    }
}

extension AWSSignature {
    /// The hexadecimal SHA-256 of a body; of no bytes for none.
    public static func hash(of bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        EVP_Digest(bytes, bytes.count, &digest, &count, EVP_sha256(), nil)
        return hexadecimal(digest)
    }

    /// The path of a bucket or a key as S3 encodes it: letters, digits, `-._~` and the slashes stay. Source: api/objectstorage.md §2.
    public static func encodedPath(_ path: String) -> String { PercentEncoding.encode(path, keeping: "/") }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
