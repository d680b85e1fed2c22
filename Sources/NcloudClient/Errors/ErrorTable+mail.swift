extension ErrorTable {
    /// The codes of the mail API. Source: api/classic-and-others.md §6, ai-application-service-cloudoutboundmailer.
    static let mail: [ErrorRow] = [
        .mail(405, "77001", .refused, "the mail API does not support this method"),
        .mail(415, "77002", .refused, "the mail API does not support this content type"),
        .mail(
            400, "77101", .refused, "the mail API did not accept the login data", "check the access key (nacre doctor)"),
        .mail(400, "77102", .refused, "the request is not valid"),
        .mail(400, "77103", .gone, "the object does not exist"),
        .mail(
            403, "77201", .refused, "the key lacks the permission for this object",
            "give the sub account permission for the mail service"),
        .mail(
            403, "77202", .refused, "this account has not subscribed to the mail service",
            "subscribe in the console; the API serves accounts that used Cloud Outbound Mailer before it became part of SENS"
        ),
        .mail(
            500, "77301", .refused, "the account has no default project for mails",
            "open the mail service in the console"),
        .mail(500, "77302", .ambiguous, "a system behind the mail service failed"),
        .mail(500, "77303", .ambiguous, "internal error of the mail service"),
    ]
}

extension ErrorRow {
    fileprivate static func mail(
        _ status: Int, _ code: String, _ verdict: Verdict, _ meaning: String, _ nextStep: String? = nil
    ) -> ErrorRow {
        ErrorRow(
            layer: .rest, status: status, code: code, calls: .any, verdict: verdict, meaning: meaning,
            nextStep: nextStep, source: "api/classic-and-others.md §6", services: [Service.mail.name])
    }
}
