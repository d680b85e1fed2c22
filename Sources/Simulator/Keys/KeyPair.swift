/// An access key with its secret, and whose it is.
struct KeyPair: Sendable {
    /// What a key's owner is to the account whose world is simulated.
    enum Owner: Sendable, Hashable {
        /// The main account.
        case main
        /// A sub account of it: the same objects, another user.
        case sub
        /// A sub account that was made by a call: the id.
        case user(String)
        /// A role that a server of the account has; its keys end by themselves.
        case role
        /// Somebody else's account, with a world of its own.
        case foreign
    }

    let accessKey: String
    let secretKey: String
    let owner: Owner
    /// A stopped key is refused like one that nobody knows. Source: api/signing.md §3, §4.
    var isStopped = false
    /// The virtual time when it ends, in milliseconds since 1970; nil for a lasting one.
    var end: Int64?

    /// Whether requests that it signs are let in.
    func isUsable(at now: Int64) -> Bool { !isStopped && end.map { now < $0 } ?? true }

    /// Known besides the pair that the options name, so that a change of key, user or account can be tried.
    static let additional = [
        KeyPair(accessKey: Simulator.subAccessKey, secretKey: "SIMULATORSECRETKEY0000000000000000000002", owner: .sub),
        KeyPair(
            accessKey: Simulator.foreignAccessKey, secretKey: "SIMULATORSECRETKEY0000000000000000000003",
            owner: .foreign),
    ]
}

extension Simulator {
    /// The access key of a sub account of the same account; its secret ends with 2.
    public static let subAccessKey = "SIMULATORACCESSKEY02"
    /// The access key of another account; its secret ends with 3.
    public static let foreignAccessKey = "SIMULATORACCESSKEY03"
}
