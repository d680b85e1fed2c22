/// Why Object Storage refuses: the codes of S3. Only `UnsupportedOperation` is evidenced, the others, the statuses and the
/// form of the body are (inferred). Source: api/objectstorage.md §4.
enum StorageRefusal: String, Sendable {
    case accessDenied = "AccessDenied"
    case malformedAuthorization = "AuthorizationHeaderMalformed"
    case invalidAccessKey = "InvalidAccessKeyId"
    case signatureDoesNotMatch = "SignatureDoesNotMatch"
    case timeTooSkewed = "RequestTimeTooSkewed"
    case contentMismatch = "XAmzContentSHA256Mismatch"
    case badDigest = "BadDigest"
    case unsupportedOperation = "UnsupportedOperation"
    case noSuchBucket = "NoSuchBucket"
    case noSuchKey = "NoSuchKey"
    case noSuchUpload = "NoSuchUpload"
    case noSuchCORS = "NoSuchCORSConfiguration"
    case noSuchLifecycle = "NoSuchLifecycleConfiguration"
    case noSuchEncryption = "ServerSideEncryptionConfigurationNotFoundError"
    case bucketExists = "BucketAlreadyExists"
    case bucketIsYours = "BucketAlreadyOwnedByYou"
    case bucketNotEmpty = "BucketNotEmpty"
    case invalidBucketName = "InvalidBucketName"
    case tooManyBuckets = "TooManyBuckets"
    case invalidArgument = "InvalidArgument"
    case invalidRequest = "InvalidRequest"
    case malformedXML = "MalformedXML"
    case invalidRange = "InvalidRange"
    case invalidPart = "InvalidPart"
    case invalidPartOrder = "InvalidPartOrder"
    case entityTooSmall = "EntityTooSmall"
    case slowDown = "SlowDown"
    case internalError = "InternalError"

    var status: Int {
        switch self {
        case .accessDenied, .invalidAccessKey, .signatureDoesNotMatch, .timeTooSkewed: 403
        case .noSuchBucket, .noSuchKey, .noSuchUpload, .noSuchCORS, .noSuchLifecycle, .noSuchEncryption: 404
        case .bucketExists, .bucketIsYours, .bucketNotEmpty: 409
        case .invalidRange: 416
        case .slowDown: 503
        case .internalError: 500
        case .malformedAuthorization, .contentMismatch, .badDigest, .unsupportedOperation, .invalidBucketName,
            .tooManyBuckets, .invalidArgument, .invalidRequest, .malformedXML, .invalidPart, .invalidPartOrder,
            .entityTooSmall:
            400
        }
    }

    var message: String {
        switch self {
        case .accessDenied: "Access Denied"
        case .malformedAuthorization: "The authorization header is malformed."
        case .invalidAccessKey: "The access key does not exist."
        case .signatureDoesNotMatch: "The calculated signature does not match the one provided."
        case .timeTooSkewed: "The difference between the request time and the server's time is too large."
        case .contentMismatch: "The provided x-amz-content-sha256 does not match what was computed."
        case .badDigest: "The Content-MD5 does not match what was received."
        case .unsupportedOperation: "The operation is not supported."
        case .noSuchBucket: "The bucket does not exist."
        case .noSuchKey: "The key does not exist."
        case .noSuchUpload: "The upload does not exist."
        case .noSuchCORS: "The bucket has no CORS configuration."
        case .noSuchLifecycle: "The bucket has no lifecycle configuration."
        case .noSuchEncryption: "The bucket has no encryption configuration."
        case .bucketExists: "The bucket name is taken by another account."
        case .bucketIsYours: "The bucket exists already and is yours."
        case .bucketNotEmpty: "The bucket to delete is not empty."
        case .invalidBucketName: "The bucket name is not valid."
        case .tooManyBuckets: "The account has as many buckets as are allowed."
        case .invalidArgument: "An argument is not valid."
        case .invalidRequest: "The request is not valid."
        case .malformedXML: "The XML is not well-formed or not as expected."
        case .invalidRange: "The requested range cannot be satisfied."
        case .invalidPart: "A part was not uploaded, or its entity tag differs."
        case .invalidPartOrder: "The parts are not in ascending order."
        case .entityTooSmall: "A part other than the last one is too small."
        case .slowDown: "Reduce the request rate."
        case .internalError: "An internal error occurred."
        }
    }
}

extension Failure {
    /// A refusal of Object Storage; `words` replace the usual message.
    static func storage(_ refusal: StorageRefusal, _ words: String? = nil) -> Failure {
        Failure(
            layer: .storage, status: refusal.status, code: refusal.rawValue, message: words ?? refusal.message)
    }

    /// What a fault script or a limit asks for.
    static func storageActed(status: Int, retryAfter: Int64?) -> Failure {
        let refusal: StorageRefusal =
            switch status {
            case 403: .accessDenied
            case 404: .noSuchBucket
            case 429, 503: .slowDown
            case 500...: .internalError
            default: .invalidRequest
            }
        var failure = Failure.storage(refusal)
        failure = Failure(
            layer: .storage, status: status == 429 ? 503 : status, code: failure.code, message: failure.message)
        failure.retryAfter = retryAfter
        return failure
    }

    /// The document of a refusal.
    var storageDocument: [UInt8] {
        let error = XMLElement(
            "Error",
            [
                XMLElement("Code", code), XMLElement("Message", message), XMLElement("Resource", details),
                XMLElement("RequestId", "simulated"),
            ])
        return Array((#"<?xml version="1.0" encoding="UTF-8"?>"# + "\n" + error.serialized).utf8)
    }
}
