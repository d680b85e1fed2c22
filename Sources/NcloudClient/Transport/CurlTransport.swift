import CLibCurl
import Synchronization

/// HTTP over libcurl: one thread, kept-alive connections, HTTP/2 for reads where offered, TLS always verified.
///
/// Redirects are not followed. Plain http is refused except to this machine. A request that is not repeatable gets a
/// connection of its own: libcurl silently sends again when a reused connection turns out dead before the first byte of
/// the answer, which would double a creation whose connection broke after the server had acted.
public final class CurlTransport: HTTPTransport {
    /// What an exchange may take at most.
    public struct Limits: Sendable, Hashable {
        /// Until connected, TLS included.
        public var connect: Duration
        /// Without a byte either way, which bounds the wait for the first byte of an answer; whole seconds.
        public var stall: Duration
        /// For the whole exchange.
        public var total: Duration
        /// Bytes of an answer's body, decompressed.
        public var bodyBytes: Int

        public init(
            connect: Duration = .seconds(10), stall: Duration = .seconds(60), total: Duration = .seconds(180),
            bodyBytes: Int = 64 << 20
        ) {
            self.connect = connect
            self.stall = stall
            self.total = total
            self.bodyBytes = bodyBytes
        }
    }

    private let limits: Limits
    private let userAgent: String
    private let mailbox = CurlMailbox()
    private let isStarted = Mutex(false)

    /// - Parameter version: Goes into the user agent, `nacre/<version>`.
    public init(limits: Limits = Limits(), version: String = "dev") {
        self.limits = limits
        self.userAgent = "nacre/\(version)"
    }

    deinit { mailbox.stop() }

    public func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        guard PlainHTTP.isAllowed(request.origin) else {
            throw .notSent(.forbidden, detail: "plain http is only for this machine; use https for \(request.origin)")
        }
        guard !Task.isCancelled else { throw .notSent(.cancelled, detail: "cancelled before it was sent") }
        try start()
        let id = mailbox.issueID()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                mailbox.submit(
                    CurlMailbox.Job(id: id, request: request) { continuation.resume(returning: $0) })
                // The handler may have run before the job was in, and found nothing to cancel.
                if Task.isCancelled { mailbox.cancel(id) }
            }
        } onCancel: {
            mailbox.cancel(id)
        }
        return try result.get()
    }

    /// Starts the thread with the first request, so that commands without a call stay cheap.
    private func start() throws(TransportFailure) {
        let isRunning = isStarted.withLock { isStarted in
            if !isStarted { isStarted = CurlThread.start(mailbox: mailbox, limits: limits, userAgent: userAgent) }
            return isStarted
        }
        guard isRunning else { throw .notSent(.other, detail: "the transfer thread could not be started") }
    }
}
