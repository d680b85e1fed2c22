/// What a failed call means for the caller: whether it may have happened, and what may be done next.
public enum Classification: Sendable, Hashable {
    /// Certainly not performed; any call may be repeated after a back-off.
    case retry
    /// The service may have performed it. Reads repeat; a write that is not idempotent looks for its effect first.
    case ambiguous
    /// Not performed, because an object it touches is in operation: wait for the object, then repeat.
    case busy(String)
    /// Refused for its timestamp. ``NcloudClient`` has corrected its clock already: repeat once, at once.
    case clockSkew(serverDate: ServerDate)
    /// The object the call is about does not exist.
    case gone
    /// The account's quota of calls is used up; repeating soon does not help.
    case quota
    /// Not performed, because the keys are not accepted and there are no others: no call will pass.
    case unauthenticated
    /// Not performed, and repeating does not help: permission, validation, limits, conflicts.
    case refused
}

/// The server's idea of the time: milliseconds since 1970-01-01 UTC, true to a second.
public struct ServerDate: Sendable, Hashable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }
}
