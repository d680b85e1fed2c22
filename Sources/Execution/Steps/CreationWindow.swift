import Model

/// When an object must have been created to be the one of a create call without a response.
///
/// A marker that names nothing but a parent matches every new object of that parent, also one that somebody else created: only
/// the time tells them apart.
struct CreationWindow: Sendable {
    /// For how long a call may be on its way, in seconds: the limit of the transport.
    private static let longestCall = 180.0
    /// By how much the clocks of the machine and of the cloud differ where one of several objects is chosen, in seconds.
    private static let clockError = 60.0
    /// By how much they can differ where calls are accepted, in seconds (api/signing.md: they are rejected when off by more than 5
    /// minutes). A date farther ahead is by another clock, as that of a simulator which runs faster.
    private static let mostClockError = 300.0

    /// When the first of the calls was sent, the last one, and the present time: seconds since 1970 by the machine's clock.
    let first: Double
    let last: Double
    let now: Double
    /// Whether the object that is judged was the only new one; otherwise its date has to be closer to the calls.
    let isOnlyOne: Bool

    /// Whether the object, which was not listed before the calls, can only have come from them.
    ///
    /// Without a date that can be compared, that holds while a call could still be on its way: by the machine's clock alone.
    func holds(_ object: LiveObject) -> Bool {
        let end = last + Self.longestCall
        guard let made = object.created.flatMap(CloudDate.seconds(of:)), made <= now + Self.mostClockError else {
            return now <= end + Self.clockError
        }
        let error = isOnlyOne ? Self.mostClockError : Self.clockError
        return made >= first - error && made <= end + error
    }
}
