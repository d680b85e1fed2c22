extension ErrorTable {
    /// The words of standardized services. Source: api/other-services.md §1, §4; gov-api-call-std-errorhandling, and the pages of
    /// pub-global-dns-v2 and pub-iam-v2.
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
        .standard("NotFound", .gone, "an object that the request names does not exist"),
        .standard("SubAccountNotFound", .gone, "the sub account does not exist"),
        .standard("AccessKeyNotFound", .gone, "the access key does not exist"),
        .standard("GroupNotFound", .gone, "the group does not exist"),
        .standard("PolicyNotFound", .gone, "the policy does not exist"),
        .standard("RoleNotFound", .gone, "the role does not exist"),
        .standard(
            "LimitExceeded", .refused, "a limit of the service is reached",
            "delete what is not needed, or request a higher limit"),
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
