/// What the gateway itself may answer instead of an endpoint.
///
/// Of the types' names only AUTHENTICATION_FAILED is known; the others spell the messages of the table of gateway
/// errors. (inferred) Source: api/apigateway.md §4.8, §12.5; the table: api/signing.md §3.
enum GatewayResponseType: String, CaseIterable, Sendable {
    case badRequest = "BAD_REQUEST"
    case authenticationFailed = "AUTHENTICATION_FAILED"
    case permissionDenied = "PERMISSION_DENIED"
    case forbidden = "FORBIDDEN"
    case notFound = "NOT_FOUND"
    case quotaExceeded = "QUOTA_EXCEEDED"
    case throttleLimited = "THROTTLE_LIMITED"
    case rateLimited = "RATE_LIMITED"
    case requestEntityTooLarge = "REQUEST_ENTITY_TOO_LARGE"
    case endpointError = "ENDPOINT_ERROR"
    case endpointTimeout = "ENDPOINT_TIMEOUT"
    case unknownEndpointDomain = "UNKNOWN_ENDPOINT_DOMAIN"
    case connectionClosed = "CONNECTION_CLOSED_BY_ENDPOINT"
    case unexpectedError = "UNEXPECTED_ERROR"

    /// Its status and code, and what it is called.
    var standard: (status: Int, code: String, name: String) {
        switch self {
        case .badRequest: (400, "100", "Bad Request Exception")
        case .authenticationFailed: (401, "200", "Authentication Failed")
        case .permissionDenied: (401, "210", "Permission Denied")
        case .forbidden: (403, "230", "Forbidden")
        case .notFound: (404, "300", "Not Found Exception")
        case .quotaExceeded: (429, "400", "Quota Exceeded")
        case .throttleLimited: (429, "410", "Throttle Limited")
        case .rateLimited: (429, "420", "Rate Limited")
        case .requestEntityTooLarge: (413, "430", "Request Entity Too Large")
        case .endpointError: (503, "500", "Endpoint Error")
        case .endpointTimeout: (504, "510", "Endpoint Timeout")
        case .unknownEndpointDomain: (503, "520", "Unknown Endpoint Domain")
        case .connectionClosed: (503, "530", "Connection Closed By Endpoint")
        case .unexpectedError: (500, "900", "Unexpected Error")
        }
    }
}
