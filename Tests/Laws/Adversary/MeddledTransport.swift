import NcloudClient
import Synchronization

/// The way to the cloud, on which something happens before certain calls.
final class MeddledTransport: HTTPTransport {
    private let inner: any HTTPTransport
    private let acts: [Int: @Sendable () async -> Void]
    private let calls = Mutex(0)

    /// - Parameter acts: by the number of the call, from 1.
    init(_ inner: any HTTPTransport, acts: [Int: @Sendable () async -> Void]) {
        self.inner = inner
        self.acts = acts
    }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        let number = calls.withLock { calls in
            calls += 1
            return calls
        }
        await acts[number]?()
        return try await inner.send(request)
    }
}
