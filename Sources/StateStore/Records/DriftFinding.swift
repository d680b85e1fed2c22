import Model

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One field that the cloud no longer holds as recorded.
public struct DriftFinding: Hashable, Sendable {
    public var address: Address
    /// The field; empty when the object itself is gone.
    public var path: String
    public var recorded: Value
    public var live: Value
    /// Filled in by the state: when it was first seen.
    public var firstSeen: Date?
    /// Filled in by the state: when it was last seen.
    public var lastSeen: Date?

    public init(
        address: Address, path: String, recorded: Value, live: Value, firstSeen: Date? = nil, lastSeen: Date? = nil
    ) {
        self.address = address
        self.path = path
        self.recorded = recorded
        self.live = live
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
    }
}

/// What one look at the cloud changed about the known drift.
public struct DriftRecord: Hashable, Sendable {
    /// Every finding that stands, with its first sight.
    public var standing: [DriftFinding]
    /// Those nobody has been told of yet; see ``SQLiteStateStore/markDriftReported(_:)``.
    public var unreported: [DriftFinding]
    /// Those seen earlier and no longer.
    public var ended: [DriftFinding]
}
