/// The gateway's limit on calls: so many a second of real time, a quarter of a second's worth at once.
///
/// The real gateways publish no numbers (api/common.md §6.2); this one is for trying out how a client bears a limit.
struct Throttle: Sendable {
    private let rate: Double
    private let burst: Double
    private var tokens: Double
    private var filledAt: Int64?

    /// - Parameter rate: calls a second, above 0.
    init(rate: Double) {
        self.rate = rate
        burst = max(1, rate / 4)
        tokens = burst
    }

    /// Whether a call at `real` (milliseconds) is let through.
    mutating func admits(atReal real: Int64) -> Bool {
        let passed = Double(real - (filledAt ?? real)) / 1000
        tokens = min(burst, tokens + max(0, passed) * rate)
        filledAt = real
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}
