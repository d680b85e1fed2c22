/// How much of the past a state keeps: runs with their steps and calls.
public struct HistoryLimits: Hashable, Sendable {
    /// The most runs that are kept.
    public var runs: Int
    /// Days after which a run is dropped, however few there are.
    public var days: Int

    /// This many runs stay whatever their age is: a clock that was wrong for a moment must not take everything.
    public static let ageless = 20

    public init(runs: Int = 200, days: Int = 365) {
        self.runs = runs
        self.days = days
    }
}
