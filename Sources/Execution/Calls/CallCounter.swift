import Synchronization

/// Counts calls, for reports: all of them, and how many were repetitions.
public final class CallCounter: Sendable {
    public struct Count: Hashable, Sendable {
        public var calls = 0
        public var retries = 0
        /// By endpoint.
        public var byEndpoint: [String: Int] = [:]
        /// Whether the cloud has answered at all, if only to refuse.
        public var isAnswered = false

        public init() {}
    }

    private let state = Mutex(Count())

    public init() {}

    public var count: Count { state.withLock(\.self) }

    func noteAnswer() { state.withLock { $0.isAnswered = true } }

    func add(_ endpoint: String, isRetry: Bool) {
        state.withLock { count in
            count.calls += 1
            count.retries += isRetry ? 1 : 0
            count.byEndpoint[endpoint, default: 0] += 1
        }
    }
}
