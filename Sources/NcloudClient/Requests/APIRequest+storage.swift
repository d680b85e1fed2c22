import CLibCrypto

extension APIRequest {
    /// A call of Object Storage, or of Ncloud Storage. Source: api/objectstorage.md §3.
    ///
    /// ```swift
    /// APIRequest.storage(.objectStorage, "GetBucketAcl", .get, "/pages", query: ["acl": ""])
    /// ```
    /// - Parameters:
    ///   - operation: its name at S3, for display and limits: the request itself does not carry it.
    ///   - path: `/`, `/bucket` or `/bucket/key`, not percent-encoded.
    ///   - query: items; a sub-resource such as `acl` has an empty value.
    ///   - headers: names in lower case.
    ///   - content: the body; nil for none.
    ///   - document: a body that is a document.
    public static func storage(
        _ service: Service, _ operation: String, _ method: Method, _ path: String, query: Parameters = [:],
        headers: [HTTPHeader] = [], content: [UInt8]? = nil, document: XMLDocument? = nil
    ) -> APIRequest {
        var request = APIRequest(
            service: service, method: method, path: path, parameters: query.flat, body: nil, sensitive: [])
        request.operation = operation
        request.headers = headers
        request.content = content
        if let bytes = document?.bytes {
            request.content = bytes
            // S3 asks for it where settings of buckets are replaced.
            request.headers.append(HTTPHeader("content-md5", md5(of: bytes)))
        }
        return request
    }

    private static func md5(of bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 16)
        EVP_Digest(bytes, bytes.count, &digest, nil, EVP_md5(), nil)
        return Base64.encode(digest)
    }
}
