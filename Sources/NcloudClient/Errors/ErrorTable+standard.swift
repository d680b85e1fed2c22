extension ErrorTable {
    /// The words of standardized services. Source: api/other-services.md §1, §4; gov-api-call-std-errorhandling, and the pages of
    /// pub-global-dns-v2.
    static let standard: [ErrorRow] = [
        .standard("BadRequest", .refused, "the request is not valid"),
        .standard("InvalidParameter", .refused, "a parameter is not valid"),
        .standard("InvalidOperation", .refused, "the object does not allow this"),
        .standard("CannotDelete", .refused, "the object cannot be deleted"),
        .standard("AlreadyExists", .refused, "this account already has such an object", "to manage it, import it"),
        .standard("IdempotentParameterMismatch", .refused, "a client token was used again with other parameters"),
        .standard("PreconditionFailed", .refused, "the object was changed meanwhile", "run again"),
        .standard(
            "Forbidden", .refused, "the object does not exist, or the key lacks the permission for it",
            "give the sub account permission for the service"),
        .standard(
            "Unauthorized", .unauthenticated, "authentication failed",
            "check the access key, the secret and this machine's clock (nacre doctor)"),
        .standard("ResourceNotFound", .gone, "the object does not exist"),
    ]
}

extension ErrorRow {
    fileprivate static func standard(
        _ code: String, _ verdict: Verdict, _ meaning: String, _ nextStep: String? = nil
    ) -> ErrorRow {
        ErrorRow(
            layer: .standard, status: nil, code: code, calls: .any, verdict: verdict, meaning: meaning,
            nextStep: nextStep, source: "api/other-services.md §1")
    }
}
