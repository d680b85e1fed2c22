/// How a call that failed for the moment is repeated.
///
/// Exponential back-off with full jitter: each pause is drawn evenly from nothing up to a bound that doubles, so that
/// many callers who failed together do not come back together.
public struct RetryPolicy: Hashable, Sendable {
    /// The first bound.
    public var base: Duration
    /// The bound does not grow beyond this.
    public var ceiling: Duration
    /// After this long no further try is made.
    public var patience: Duration
    /// The same while no call of the run has been answered yet, and after ``triesUnanswered`` tries.
    public var patienceUnanswered: Duration
    /// So often is a cloud tried at least that has not answered yet, however long each try takes.
    public static let triesUnanswered = 4

    public init(
        base: Duration = .milliseconds(200), ceiling: Duration = .seconds(20), patience: Duration = .seconds(300),
        patienceUnanswered: Duration = .seconds(5)
    ) {
        self.base = base
        self.ceiling = ceiling
        self.patience = patience
        self.patienceUnanswered = patienceUnanswered
    }

    /// How long to pause before try number `attempt + 1`. What the server asked for is waited at least.
    /// - Parameter fraction: a random number from 0 up to 1.
    public func pause(after attempt: Int, serverAsked: Duration?, fraction: Double) -> Duration {
        let doublings = min(attempt - 1, 16)
        let bound = min(base * (1 << doublings), ceiling)
        return max(bound * fraction, serverAsked ?? .zero)
    }
}
