extension ErrorTable {
    /// The codes of S3. Only `UnsupportedOperation` is evidenced at NAVER Cloud; the others are inferred, and their statuses
    /// are not compared. Source: api/objectstorage.md §4.
    static let storage: [ErrorRow] = [
        .storage("NoSuchBucket", .gone, "the bucket does not exist"),
        .storage("NoSuchKey", .gone, "the object does not exist"),
        .storage("NoSuchUpload", .gone, "the upload does not exist"),
        .storage("NoSuchCORSConfiguration", .gone, "the bucket has no CORS rules"),
        .storage("NoSuchLifecycleConfiguration", .gone, "the bucket has no lifecycle rules"),
        .storage(
            "BucketAlreadyExists", .refused, "the bucket name is in use, probably by another account",
            "bucket names are unique over all accounts: choose another name"),
        .storage(
            "BucketAlreadyOwnedByYou", .refused, "this account already has the bucket",
            "to manage it, import it by its name"),
        .storage(
            "BucketNotEmpty", .refused, "the bucket is not empty: it holds objects or unfinished uploads",
            "delete what is in it first, or keep it with lifecycle.onRemove: retain; nacre never empties a bucket"),
        .storage("InvalidBucketName", .refused, "the bucket name is not valid"),
        .storage(
            "TooManyBuckets", .refused, "the limit for buckets of an account is reached",
            "delete unused ones, or request a higher limit"),
        .storage(
            "AccessDenied", .refused, "the key lacks the permission for the bucket or object",
            "give the sub account permission for Object Storage, and check the ACL"),
        .storage(
            "SignatureDoesNotMatch", .unauthenticated, "the signature is not valid",
            "check the secret key and this machine's clock (nacre doctor)"),
        .storage(
            "InvalidAccessKeyId", .unauthenticated, "the access key is not known",
            "check the access key (nacre doctor)"),
        .storage(
            "RequestTimeTooSkewed", .unauthenticated, "this machine's clock differs too much from the service's",
            "correct this machine's clock"),
        .storage(
            "UnsupportedOperation", .refused, "the service does not support this operation",
            "check the region: not every one supports everything"),
        .storage("SlowDown", .retry, "too many requests (throttled)"),
        .storage("ServiceUnavailable", .retry, "the service is overloaded"),
        .storage("InternalError", .ambiguous, "internal error of the service"),
        .storage("OperationAborted", .busy, "another operation on the bucket is running"),
    ]
}

extension ErrorRow {
    fileprivate static func storage(
        _ code: String, _ verdict: Verdict, _ meaning: String, _ nextStep: String? = nil
    ) -> ErrorRow {
        ErrorRow(
            layer: .storage, status: nil, code: code, calls: .any, verdict: verdict, meaning: meaning,
            nextStep: nextStep, source: "api/objectstorage.md §4")
    }
}
