/// One object that is no longer as nacre left it.
public struct DriftFinding: Hashable, Sendable {
    public enum Drift: Hashable, Sendable {
        /// Recorded in state, gone from the cloud.
        case missing
        /// Fields nacre owns hold other values; sorted by path.
        case changed([FieldChange])
        /// The account may not see it: it may be as it was, changed or gone. The text says what was refused.
        case unknown(String)
        /// It is no object of the account, and its checks failed; sorted as they are declared.
        case failedChecks([ExternalCheck])
    }

    public var address: Address
    public var objectID: String?
    public var drift: Drift
    /// When it was first seen, as ISO 8601 text; filled in from earlier runs.
    public var since: String?

    public init(_ address: Address, objectID: String?, _ drift: Drift, since: String? = nil) {
        self.address = address
        self.objectID = objectID
        self.drift = drift
        self.since = since
    }
}

/// What a drift check found.
public struct DriftReport: Hashable, Sendable {
    public var project: String
    /// Sorted by address.
    public var findings: [DriftFinding]
    /// How many objects were compared.
    public var checked: Int
    /// How many parts of what no API manages were checked.
    public var externalChecks: Int
    public var warnings: [Diagnostic]

    public init(
        project: String, findings: [DriftFinding], checked: Int, externalChecks: Int = 0, warnings: [Diagnostic] = []
    ) {
        self.project = project
        self.findings = findings
        self.checked = checked
        self.externalChecks = externalChecks
        self.warnings = warnings
    }
}
