/// A clock of any sort, started with a run: tells how long it has been going, and sleeps.
public struct RunClock: Sendable {
    /// Time since the run began.
    public let elapsed: @Sendable () -> Duration
    /// Sleeps for the duration; ends early with an error when the task is cancelled.
    public let sleep: @Sendable (Duration) async throws -> Void

    public init<C: Clock>(_ clock: C) where C.Duration == Duration {
        let start = clock.now
        elapsed = { start.duration(to: clock.now) }
        sleep = { try await clock.sleep(until: clock.now.advanced(by: $0), tolerance: nil) }
    }
}

extension RunClock {
    /// What `body` comes to, or nil when it takes longer than `limit`; it is cancelled then.
    public func result<Answer: Sendable>(
        within limit: Duration, of body: @escaping @Sendable () async -> Answer
    ) async -> Answer? {
        await withTaskGroup(of: Answer?.self) { group in
            group.addTask { await body() }
            group.addTask {
                try? await sleep(limit)
                return nil
            }
            guard let first = await group.next() else { return nil }
            group.cancelAll()
            return first
        }
    }
}

extension Duration {
    /// The duration in seconds, fractions included.
    public var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
