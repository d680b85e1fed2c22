extension ErrorTable {
    /// The codes of CDN+ and Global CDN. Source: api/classic-and-others.md §5; networking-cdn-getglobalcdninstancelist. That an
    /// instance whose status does not allow a call allows it later is (inferred).
    static let cdn: [ErrorRow] = [
        .cdn("24109", .gone, "the CDN instance does not exist"),
        .cdn("29100", .refused, "the settings of the CDN instance are not valid"),
        .cdn(
            "29101", .busy, "the status of the CDN instance does not allow this",
            "if it is stopped, start it in the console"),
        .cdn("29102", .refused, "the purge request is not valid", "check the paths"),
        .cdn("29103", .refused, "the type of the service domain is not valid"),
        .cdn("29104", .refused, "the forward host header is missing"),
        .cdn("29105", .refused, "the origin is not valid"),
        .cdn("29106", .refused, "the ports of the origin are not valid"),
        .cdn("29107", .refused, "the File Storage container of the origin is not valid"),
    ]
}

extension ErrorRow {
    fileprivate static func cdn(
        _ code: String, _ verdict: Verdict, _ meaning: String, _ nextStep: String? = nil
    ) -> ErrorRow {
        ErrorRow(
            layer: .action, status: nil, code: code, calls: .any, verdict: verdict, meaning: meaning,
            nextStep: nextStep, source: "api/classic-and-others.md §5")
    }
}
