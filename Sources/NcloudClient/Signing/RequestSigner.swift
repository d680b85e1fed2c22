/// The signatures of the gateway: pure functions of the request line, the time and the keys. Source: api/signing.md §1, §2.
public enum RequestSigner {
    /// Base64 of the HMAC-SHA256 over `METHOD target⏎timestamp⏎accessKey`; the body and other headers are not covered.
    /// - Parameters:
    ///   - target: Path and query exactly as they go over the wire; nothing is sorted or encoded anew.
    ///   - timestamp: Milliseconds since 1970 in decimal, the same text as in the header.
    public static func signature(method: String, target: String, timestamp: String, credentials: Credentials) -> String
    {
        let message = "\(method) \(target)\n\(timestamp)\n\(credentials.accessKey)"
        return Base64.encode(AuthenticationCode.of(message, key: Array(credentials.secretKey.utf8)))
    }

    /// The older signature with a line for an API Gateway API key. Source: api/signing.md §2.
    public static func signatureV1(
        method: String, target: String, timestamp: String, apiKey: String, credentials: Credentials
    ) -> String {
        let message = "\(method) \(target)\n\(timestamp)\n\(apiKey)\n\(credentials.accessKey)"
        return Base64.encode(AuthenticationCode.of(message, key: Array(credentials.secretKey.utf8)))
    }

    /// The headers of a signed request. Signature v1 brings its API key along.
    static func headers(
        method: APIRequest.Method, target: String, timestamp: String, credentials: Credentials,
        version: SignatureVersion
    ) -> [HTTPHeader] {
        let common = [
            HTTPHeader("x-ncp-apigw-timestamp", timestamp), HTTPHeader("x-ncp-iam-access-key", credentials.accessKey),
        ]
        switch version {
        case .v2:
            let signature = signature(
                method: method.rawValue, target: target, timestamp: timestamp, credentials: credentials)
            return common + [HTTPHeader("x-ncp-apigw-signature-v2", signature)]
        case .v1(let apiKey):
            let signature = signatureV1(
                method: method.rawValue, target: target, timestamp: timestamp, apiKey: apiKey,
                credentials: credentials)
            return common + [
                HTTPHeader("x-ncp-apigw-api-key", apiKey), HTTPHeader("x-ncp-apigw-signature-v1", signature),
            ]
        }
    }
}
