extension ErrorTable {
    /// The codes of Certificate Manager, which come with the status of success. Source: api/loadbalancer.md §7,
    /// security-certificatemanager.
    static let certificates: [ErrorRow] = [
        .certificates("1002", .refused, "the certificate is not valid PEM"),
        .certificates(
            "1004", .refused, "the certificate is in use, or there is none of this number and name",
            "remove it from listeners and edges first, or keep it with lifecycle.onRemove: retain"),
        .certificates("2200", .gone, "the certificate does not exist"),
        .certificates("2201", .refused, "the names of the certificate are not valid"),
        .certificates("26034", .refused, "the certificate is not valid", "check that its chain belongs to it"),
        .certificates("26040", .refused, "the private key does not belong to the certificate"),
    ]
}

extension ErrorRow {
    fileprivate static func certificates(
        _ code: String, _ verdict: Verdict, _ meaning: String, _ nextStep: String? = nil
    ) -> ErrorRow {
        ErrorRow(
            layer: .rest, status: 200, code: code, calls: .any, verdict: verdict, meaning: meaning,
            nextStep: nextStep, source: "api/loadbalancer.md §7", services: [Service.certificateManager.name])
    }
}
