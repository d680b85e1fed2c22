import Model

/// When an object must have been created to be the one of a create call without a response.
///
/// A marker that names nothing but a parent matches every new object of that parent, also one that somebody else created: only
/// the time tells them apart.
struct CreationWindow: Sendable {
    /// For how long a call may be on its way, in seconds: the limit of the transport.
    private static let longestCall = 180.0
    /// By how much the clocks of the machine and of the cloud may differ, in seconds.
    private static let clockError = 60.0
    /// How far ahead of the machine a clock can be that accepts its calls, in seconds (api/signing.md: they are rejected when off
    /// by more than 5 minutes). A later date is by another clock, as that of a simulator which runs faster.
    private static let farthestAhead = 300.0

    /// When the first of the calls was sent, the last one, and the present time: seconds since 1970 by the machine's clock.
    let first: Double
    let last: Double
    let now: Double

    /// Whether the object, which was not listed before the calls, can only have come from them.
    ///
    /// Without a date that can be compared, that holds while a call could still be on its way.
    func holds(_ object: LiveObject) -> Bool {
        let end = last + Self.longestCall + Self.clockError
        guard let made = object.created.flatMap(CloudDate.seconds(of:)), made <= now + Self.farthestAhead else {
            return now <= end
        }
        return made >= first - Self.clockError && made <= end
    }
}
