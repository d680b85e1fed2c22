/// Signs requests of Object Storage: every header that is sent with them, and the body. Source: api/objectstorage.md §2.
enum StorageSigner {
    /// The headers of a signed request.
    /// - Parameter now: milliseconds since 1970-01-01 UTC.
    static func headers(
        for wire: HTTPRequest, of request: APIRequest, in place: StoragePlace, at now: Int64, credentials: Credentials
    ) -> [HTTPHeader] {
        let scope = AWSSignature.Scope(timestamp: AWSTimestamp.text(now), region: place.region)
        let hash = AWSSignature.hash(of: wire.body ?? [])
        let own = [HTTPHeader("x-amz-date", scope.timestamp), HTTPHeader("x-amz-content-sha256", hash)]
        let host = HTTPHeader("host", wire.origin.drop { $0 != "/" }.drop { $0 == "/" }.description)
        let signature = AWSSignature(
            method: wire.method.rawValue, path: String(wire.target.prefix { $0 != "?" }), query: request.parameters,
            headers: wire.headers + own + [host], payloadHash: hash)
        return own + [HTTPHeader("authorization", signature.authorization(scope, credentials: credentials))]
    }
}
