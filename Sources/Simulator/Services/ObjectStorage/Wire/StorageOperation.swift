/// One operation of S3: which requests mean it, and what answers them.
struct StorageOperation: Sendable {
    typealias Handler = @Sendable (inout World, StorageCall) throws(Failure) -> Response

    /// What a path names.
    enum Level: Int, Sendable {
        case account, bucket, object
    }

    /// Who may do it beside the owner: whoever the ACL of the bucket or of the object lets.
    enum Grant: Sendable {
        case none, readBucket, writeBucket, readObject
    }

    let name: String
    let method: String
    let level: Level
    /// The item of the query that marks it, such as `acl`.
    var resource: String?
    /// Further items that it takes.
    var parameters: Set<String> = []
    /// The header that marks it.
    var header: String?
    var grant = Grant.none
    var products: Set<StorageAddress.Product> = [.objectStorage, .ncloudStorage]
    let handler: Handler

    /// Whether a request on a path of its level means it. An item that it does not know makes it another one.
    func isMeant(by request: Request, query: [String: String]) -> Bool {
        guard method == request.method, resource.map({ query[$0] != nil }) ?? true else { return false }
        guard header.map({ request.headers[$0] != nil }) ?? true else { return false }
        return query.keys.allSatisfy { $0 == resource || parameters.contains($0) || $0 == "x-id" }
    }
}

extension StorageOperation {
    /// The documented operations of both services. Source: api/objectstorage.md §3.
    static let all: [StorageOperation] =
        [
            StorageOperation(name: "ListBuckets", method: "GET", level: .account, handler: Buckets.list)
        ] + bucket + object + upload

    private static let listing: Set<String> = ["prefix", "marker", "delimiter", "max-keys", "encoding-type"]

    private static let bucket: [StorageOperation] =
        [
            StorageOperation(name: "CreateBucket", method: "PUT", level: .bucket, handler: Buckets.create),
            StorageOperation(name: "DeleteBucket", method: "DELETE", level: .bucket, handler: Buckets.delete),
            StorageOperation(
                name: "HeadBucket", method: "HEAD", level: .bucket, grant: .readBucket, handler: Buckets.head),
            StorageOperation(
                name: "ListObjects", method: "GET", level: .bucket, parameters: listing, grant: .readBucket,
                handler: ObjectListing.list),
            StorageOperation(
                name: "DeleteObjects", method: "POST", level: .bucket, resource: "delete",
                handler: StoredObjects.deleteAll),
        ] + settings("Acl", "acl", get: AccessGrants.showBucket, put: AccessGrants.setBucket)
        + settings("Cors", "cors", get: BucketCORS.show, put: BucketCORS.set, delete: BucketCORS.remove)
        + settings(
            "Versioning", "versioning", on: [.ncloudStorage], get: BucketVersioning.show, put: BucketVersioning.set)
        + settings(
            "LifecycleConfiguration", "lifecycle", on: [.ncloudStorage], get: BucketDocument.lifecycle.show,
            put: BucketDocument.lifecycle.set, delete: BucketDocument.lifecycle.remove)
        + settings(
            "Encryption", "encryption", on: [.ncloudStorage], get: BucketDocument.encryption.show,
            put: BucketDocument.encryption.set, delete: BucketDocument.encryption.remove)

    private static let object: [StorageOperation] = [
        StorageOperation(
            name: "CopyObject", method: "PUT", level: .object, header: "x-amz-copy-source", handler: StoredObjects.copy),
        StorageOperation(
            name: "PutObject", method: "PUT", level: .object, grant: .writeBucket, handler: StoredObjects.put),
        StorageOperation(
            name: "GetObject", method: "GET", level: .object, grant: .readObject, handler: StoredObjects.get),
        StorageOperation(
            name: "HeadObject", method: "HEAD", level: .object, grant: .readObject, handler: StoredObjects.get),
        StorageOperation(name: "DeleteObject", method: "DELETE", level: .object, handler: StoredObjects.delete),
        StorageOperation(
            name: "GetObjectAcl", method: "GET", level: .object, resource: "acl", handler: AccessGrants.showObject),
        StorageOperation(
            name: "PutObjectAcl", method: "PUT", level: .object, resource: "acl", handler: AccessGrants.setObject),
    ]

    private static let upload: [StorageOperation] = [
        StorageOperation(
            name: "ListMultipartUploads", method: "GET", level: .bucket, resource: "uploads",
            parameters: ["prefix", "delimiter", "max-uploads", "key-marker", "upload-id-marker", "encoding-type"],
            handler: StoredUploads.list),
        StorageOperation(
            name: "CreateMultipartUpload", method: "POST", level: .object, resource: "uploads",
            handler: StoredUploads.create),
        StorageOperation(
            name: "UploadPart", method: "PUT", level: .object, resource: "uploadId", parameters: ["partNumber"],
            handler: StoredUploads.upload),
        StorageOperation(
            name: "CompleteMultipartUpload", method: "POST", level: .object, resource: "uploadId",
            handler: StoredUploads.complete),
        StorageOperation(
            name: "AbortMultipartUpload", method: "DELETE", level: .object, resource: "uploadId",
            handler: StoredUploads.abort),
        StorageOperation(
            name: "ListParts", method: "GET", level: .object, resource: "uploadId",
            parameters: ["max-parts", "part-number-marker"], handler: StoredUploads.listParts),
    ]

    /// The operations of a setting of buckets.
    private static func settings(
        _ name: String, _ resource: String,
        on products: Set<StorageAddress.Product> = [.objectStorage, .ncloudStorage], get: @escaping Handler,
        put: @escaping Handler, delete: Handler? = nil
    ) -> [StorageOperation] {
        let calls: [(String, String, Handler?)] = [
            ("Get", "GET", get), ("Put", "PUT", put), ("Delete", "DELETE", delete),
        ]
        return calls.compactMap { verb, method, handler in
            guard let handler else { return nil }
            return StorageOperation(
                name: "\(verb)Bucket\(name)", method: method, level: .bucket, resource: resource, products: products,
                handler: handler)
        }
    }
}
