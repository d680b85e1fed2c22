@testable import Simulator

/// The operations of Object Storage, and the elements of its documents. Source: api/objectstorage.md §3 (operations), §4 (errors), §6
/// (ACLs), §7 (headers); what the sheet does not spell out is the form of S3. (inferred)
enum StorageFieldTables {
    static let objectStorage: Set<String> = [
        "ListBuckets", "CreateBucket", "DeleteBucket", "HeadBucket", "ListObjects", "DeleteObjects", "GetBucketAcl",
        "PutBucketAcl", "GetBucketCors", "PutBucketCors", "DeleteBucketCors", "ListMultipartUploads", "PutObject",
        "CopyObject", "GetObject", "HeadObject", "DeleteObject", "GetObjectAcl", "PutObjectAcl",
        "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload", "AbortMultipartUpload", "ListParts",
    ]

    /// What Ncloud Storage has beside them.
    static let ncloudStorage: Set<String> = [
        "GetBucketVersioning", "PutBucketVersioning", "GetBucketLifecycleConfiguration",
        "PutBucketLifecycleConfiguration", "DeleteBucketLifecycleConfiguration", "GetBucketEncryption",
        "PutBucketEncryption", "DeleteBucketEncryption",
    ]

    private static func elements(_ root: String, _ names: String) -> Set<String> {
        Set(names.split(separator: " ").map { "\(root)/\($0)" })
    }

    private static let acl = elements(
        "AccessControlPolicy",
        """
        Owner/ID Owner/DisplayName AccessControlList/Grant/Grantee/ID AccessControlList/Grant/Grantee/DisplayName \
        AccessControlList/Grant/Permission
        """)

    /// The elements without further ones in the answer to an operation, by the way to them.
    static let documents: [String: Set<String>] = [
        "ListBuckets": elements(
            "ListAllMyBucketsResult", "Owner/ID Owner/DisplayName Buckets/Bucket/Name Buckets/Bucket/CreationDate"),
        "ListObjects": elements(
            "ListBucketResult",
            """
            Name Prefix Marker MaxKeys IsTruncated Contents/Key Contents/LastModified Contents/ETag Contents/Size \
            Contents/StorageClass Contents/Owner/ID Contents/Owner/DisplayName
            """),
        "DeleteObjects": elements("DeleteResult", "Deleted/Key"), "GetBucketAcl": acl, "GetObjectAcl": acl,
        "GetBucketCors": elements(
            "CORSConfiguration",
            """
            CORSRule/AllowedOrigin CORSRule/AllowedMethod CORSRule/AllowedHeader CORSRule/ExposeHeader \
            CORSRule/MaxAgeSeconds
            """),
        "CopyObject": elements("CopyObjectResult", "LastModified ETag"),
        "CreateMultipartUpload": elements("InitiateMultipartUploadResult", "Bucket Key UploadId"),
        "CompleteMultipartUpload": elements("CompleteMultipartUploadResult", "Location Bucket Key ETag"),
        "ListMultipartUploads": elements(
            "ListMultipartUploadsResult",
            """
            Bucket KeyMarker UploadIdMarker MaxUploads IsTruncated Upload/Key Upload/UploadId Upload/Owner/ID \
            Upload/Owner/DisplayName Upload/StorageClass Upload/Initiated
            """),
        "ListParts": elements(
            "ListPartsResult",
            """
            Bucket Key UploadId PartNumberMarker NextPartNumberMarker MaxParts IsTruncated Part/PartNumber Part/ETag \
            Part/Size Part/LastModified
            """),
    ]

    static let refusal = elements("Error", "Code Message Resource RequestId")

    /// The headers of an answer beside those of every answer, by operation.
    static let headers: [String: Set<String>] = [
        "CreateBucket": ["location"], "PutObject": ["etag"], "UploadPart": ["etag"],
        "GetObject": ["etag", "last-modified", "accept-ranges", "content-language", "x-amz-meta-team"],
        "HeadObject": ["etag", "last-modified", "accept-ranges", "content-language", "x-amz-meta-team"],
    ]

    /// Those of every answer.
    static let always: Set<String> = [
        "x-amz-request-id", "content-type", "content-length", "date", "connection", "server",
    ]
}

extension XMLElement {
    /// The elements without further ones, by the way to them.
    var leaves: Set<String> {
        guard !children.isEmpty else { return [name] }
        return children.reduce(into: []) { all, child in all.formUnion(child.leaves.map { "\(name)/\($0)" }) }
    }
}
