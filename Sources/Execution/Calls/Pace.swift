#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How many calls a second a host is sent, learned from the host: a value that is told what happened and when.
///
/// Unlimited until the host throttles. Then the pace halves, comes back within half a second to just below what the
/// host last let through, and feels its way up. How fast depends on what is known. A host that throttles twice at about
/// the same rate has its limit there: slowly then, and faster the longer nothing happens, since it may have moved. A
/// rate seen once says little, for a burst after a rest is throttled at any rate: doubling then, until the host objects.
public struct Pace: Hashable, Sendable {
    /// How far below the rate last let through the pace settles.
    static let margin = 0.97
    /// Seconds until a halved pace is back there.
    static let recovery = 0.5
    /// Throttled answers this close together, in seconds, are one event: they were under way already.
    static let echo = 0.3
    /// Over how many seconds the rate that is let through is measured.
    static let window = 2.0
    /// How many seconds a pace that is not sure of the limit takes to double.
    static let doubling = 2.0
    /// Measured rates that differ by less than this part are the same limit.
    static let likeness = 0.2

    /// Calls a second that the host let through when it last throttled; nil before it ever did.
    private var known: Double?
    /// Whether ``known`` was measured twice.
    private var isSure = false
    private var throttledAt = -Double.infinity
    /// When calls were let through within the window, oldest first.
    private var passed: [Double] = []

    public init() {}

    /// A call was answered, and not throttled, at `now` (seconds on any clock that does not go back).
    public mutating func passed(at now: Double) {
        passed.append(now)
        forget(before: now - Self.window)
    }

    /// A call was throttled at `now`.
    public mutating func throttled(at now: Double) {
        guard now - throttledAt > Self.echo else { return }
        forget(before: now - Self.window)
        let span = max(now - (passed.first ?? now), 0.25)
        let measured = max(Double(passed.count) / span, 1)
        isSure = known.map { abs(measured - $0) < $0 * Self.likeness } ?? false
        // One bad moment must not make the pace forget a rate that held before.
        known = known.map { min(max(measured, $0 * 0.5), max($0, measured)) } ?? measured
        throttledAt = now
    }

    /// Calls a second at `now`; nil means as fast as they come.
    public func rate(at now: Double) -> Double? {
        guard let known else { return nil }
        let since = now - throttledAt
        let settled = known * Self.margin
        if since < Self.recovery {
            return settled * (0.5 + 0.5 * max(0, since) / Self.recovery)
        }
        let calm = since - Self.recovery
        guard isSure else { return settled * exp2(calm / Self.doubling) }
        return settled * (1 + 0.01 * calm + 0.002 * calm * calm)
    }

    private mutating func forget(before time: Double) {
        passed.removeFirst(passed.firstIndex { $0 >= time } ?? passed.endIndex)
    }
}
