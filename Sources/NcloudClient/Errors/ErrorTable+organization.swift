extension ErrorTable {
    /// The codes of Organization that calls which only read may get. Source: organization-overview.
    static let organization: [ErrorRow] = [
        .organization(401, "COMMON_201", .refused, "only the main account can do this, and no sub account"),
        .organization(403, "COMMON_101", .refused, "the account is not the master account of an organization"),
        .organization(403, "COMMON_103", .ambiguous, "internal error of the service"),
        .organization(403, "COMMON_104", .retry, "too many requests"),
    ]
}

extension ErrorRow {
    fileprivate static func organization(
        _ status: Int, _ code: String, _ verdict: Verdict, _ meaning: String
    ) -> ErrorRow {
        ErrorRow(
            layer: .rest, status: status, code: code, calls: .any, verdict: verdict, meaning: meaning, nextStep: nil,
            source: "api/common.md §6.1; organization-overview")
    }
}
