import OrderedJSON

/// Something that performs a call of the cloud's API: the client itself, or what wraps it with retry and limits.
public protocol APICaller: Sendable {
    /// Performs one call.
    /// - Returns: The payload. For an action the object under `<action>Response`; for REST the body, or null when empty.
    /// - Throws: ``APIFailure`` with the classification that says what may be done next.
    func call(_ request: APIRequest) async throws(APIFailure) -> JSON

    /// Waits before a list is read again that changed while it was read; the longer, the more often it did.
    /// - Parameter attempt: how often it was read in vain, from 1.
    func pause(beforeReadingAgain attempt: Int) async
}

extension APICaller {
    /// No pause, for callers that know no clock.
    public func pause(beforeReadingAgain attempt: Int) async {}
}
