import Model
import NcloudClient

/// A bucket and a key in it: `pages/assets/logo.png`. Source: api/objectstorage.md §7.
struct ObjectPlace: Hashable, Sendable {
    let bucket: BucketPlace
    let key: String

    init(_ bucket: BucketPlace, _ key: String) {
        self.bucket = bucket
        self.key = key
    }

    /// Nil for an id without a key.
    init?(id: String) {
        guard let slash = id.firstIndex(of: "/") else { return nil }
        self.init(BucketPlace(id: id[..<slash]), String(id[id.index(after: slash)...]))
        guard !key.isEmpty else { return nil }
    }

    /// The object of a manifest, its bucket resolved.
    init(_ desired: DesiredObject) {
        self.init(BucketPlace(id: desired.text("bucket") ?? ""), desired.text("name") ?? desired.address.name)
    }

    var id: String { "\(bucket.id)/\(key)" }

    /// What a copy is told of its source.
    var source: HTTPHeader { HTTPHeader("x-amz-copy-source", AWSSignature.encodedPath("/\(bucket.name)/\(key)")) }

    func request(
        _ operation: String, _ method: APIRequest.Method, _ resource: String? = nil, headers: [HTTPHeader] = [],
        content: [UInt8]? = nil
    ) -> APIRequest {
        var query = Parameters()
        if let resource { query.add(resource, "") }
        return .storage(
            bucket.service, operation, method, "\(bucket.path)/\(key)", query: query, headers: headers, content: content
        )
    }
}
