/// How far a request's timestamp may lie from the gateway's clock. Source: api/signing.md §1.
public struct SigningWindow: Sendable, Hashable {
    /// In milliseconds, either way.
    public var limit: Int64

    /// The gateway's own window: five minutes.
    public static let gateway = SigningWindow(limit: 300_000)

    /// Beyond this a refusal is blamed on the clock. Tighter than the gateway's window, because the `Date` header is true
    /// to a second only and is set by a machine other than the one that compares.
    static let trusted = SigningWindow(limit: 60_000)

    /// Whether `timestamp`, decimal milliseconds, is within the limit of `now`.
    public func accepts(_ timestamp: String, at now: Int64) -> Bool {
        guard let sent = Int64(timestamp) else { return false }
        let (difference, isOverflow) = sent.subtractingReportingOverflow(now)
        return !isOverflow && difference.magnitude <= limit.magnitude
    }
}
