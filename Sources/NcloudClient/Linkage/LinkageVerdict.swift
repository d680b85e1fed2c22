/// What a check of a key for one service came to. Source: api/linkage.md §4.
public enum LinkageVerdict: Sendable, Hashable {
    /// The key is good and the service answers it.
    case good
    /// There is no such pair of id and secret.
    case wrongKey
    /// The key is good, but the service is not selected in its application, or not subscribed to.
    case notSelected
    /// The same answer is given to both: the service is not selected, or its daily or monthly limit is used up.
    case notSelectedOrQuotaExceeded
    /// The key is good, and more calls were made than are allowed.
    case quotaExceeded
    /// The application belongs to another host, of this name.
    case hostMoved(to: LinkageHost.Generation, host: String)
    /// No answer of the service; the text says why.
    case unreachable(String)
    /// An answer that says nothing about the key; the text shows it.
    case unknown(String)
}

extension LinkageVerdict {
    /// A word for programs.
    public var code: String {
        switch self {
        case .good: "good"
        case .wrongKey: "wrong-key"
        case .notSelected: "not-selected"
        case .notSelectedOrQuotaExceeded: "not-selected-or-quota"
        case .quotaExceeded: "quota-exceeded"
        case .hostMoved: "host-moved"
        case .unreachable: "unreachable"
        case .unknown: "unknown"
        }
    }
}
