/// When Key Management Service refuses. The codes and texts are documented; that the HTTP statuses are these is
/// (inferred), and so is which code a case below has where the documents name none. Source: api/kms.md §7.
enum KMSRefusal: String {
    /// A field, a size, the Base64 text or the type of the key is wrong; a ciphertext does not belong to the key.
    case invalidRequest = "INVALID_REQUEST"
    /// An unknown, expired or revoked token.
    case unauthorized = "UNAUTHORIZED"
    /// The token is of another key, or its address is not allowed.
    case forbidden = "FORBIDDEN"
    /// Unknown key or version.
    case notFound = "NOT_FOUND"
    /// The key or version is in a state that does not allow the call.
    case invalidStatus = "INVALID_STATUS"
    /// The same, where the quirk ``Quirk/kmsUnprocessable`` is set.
    case unprocessable = "UNPROCESSABLE_ENTITY"
    case internalError = "INTERNAL_SERVER_ERROR"

    private var status: Int {
        switch self {
        case .invalidRequest: 400
        case .unauthorized: 401
        case .forbidden: 403
        case .notFound: 404
        case .invalidStatus: 409
        case .unprocessable: 422
        case .internalError: 500
        }
    }

    private var message: String {
        switch self {
        case .invalidRequest: "Invalid request"
        case .unauthorized: "Unauthorized"
        case .forbidden: "Forbidden"
        case .notFound: "Not found"
        case .invalidStatus, .unprocessable: "Invalid status"
        case .internalError: "Server internal error"
        }
    }

    var failure: Failure { Failure(layer: .coded, status: status, code: rawValue, message: message) }
}

extension Failure {
    static func kms(_ refusal: KMSRefusal) -> Failure { refusal.failure }

    /// The refusal for a wrong state; two codes are documented with the same text.
    static func kmsStatus(_ world: World) -> Failure {
        .kms(world.switches.quirks.contains(.kmsUnprocessable) ? .unprocessable : .invalidStatus)
    }
}
