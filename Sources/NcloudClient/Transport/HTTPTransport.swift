/// Sends one request and brings the whole answer, whatever its status.
public protocol HTTPTransport: Sendable {
    /// - Throws: ``TransportFailure``, which says whether the request may have reached the server. Cancelling the task
    ///   ends the exchange at once, with the cause ``TransportFailure/Cause/cancelled``.
    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse
}

/// No whole answer came.
public enum TransportFailure: Error, Sendable, Hashable {
    /// No byte of the request left this machine for the server.
    case notSent(Cause, detail: String)
    /// The request may have arrived, wholly or in part; the server may have acted on it.
    case answerLost(Cause, detail: String)

    public enum Cause: String, Sendable, Hashable {
        /// Plain http to somewhere else than this machine, or a malformed address.
        case forbidden = "not allowed"
        case resolve = "host not found"
        case connect = "no connection"
        /// The encrypted connection could not be set up.
        case tls = "TLS handshake failed"
        /// The server's certificate is not trusted, or belongs to another host.
        case certificate = "certificate not trusted"
        case timeout = "timed out"
        /// The connection ended before or within the answer.
        case closed = "connection lost"
        /// The answer is larger than ``CurlTransport/Limits``.
        case tooLarge = "response too large"
        case cancelled = "cancelled"
        case other = "transfer failed"
    }

    public var cause: Cause {
        switch self {
        case .notSent(let cause, _), .answerLost(let cause, _): cause
        }
    }

    public var detail: String {
        switch self {
        case .notSent(_, let detail), .answerLost(_, let detail): detail
        }
    }
}
