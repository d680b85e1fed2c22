/// How actions refuse.
///
/// Codes are those of api/common.md §6.3. Where the sheets only say that a call fails, the code ends in 900 and up,
/// outside the numbers known: no client can come to rely on it. (inferred)
extension Failure {
    /// A parameter that is not there. Source: api/common.md §6.3.
    static func missing(_ name: String) -> Failure {
        .action("900", "Required field is not specified. location : \(name)")
    }

    static func invalid(_ name: String) -> Failure { .action("1100000", "Invalid parameter. (\(name))") }

    /// The object still has users, or holds others. (inferred)
    static func inUse(_ family: Int, _ what: String) -> Failure {
        .action("\(family)900", "The \(what) cannot be deleted because it is in use.")
    }

    /// The default object of a VPC or server. (inferred)
    static func isDefault(_ family: Int, _ what: String) -> Failure {
        .action("\(family)901", "This is not possible for the default \(what).")
    }

    /// The object is not in a state for this. (inferred)
    static func notReady(_ family: Int, _ what: String) -> Failure {
        .action("\(family)902", "The \(what) cannot be changed in its present status.")
    }

    /// The name exists in the account. (inferred)
    static func nameTaken(_ family: Int, _ what: String) -> Failure {
        .action("\(family)903", "The \(what) name is already in use.")
    }

    /// More than the documented number. (inferred)
    static func limit(_ family: Int, _ what: String) -> Failure {
        .action("\(family)904", "No more than the allowed number of \(what) is possible.")
    }
}
