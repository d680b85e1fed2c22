extension ErrorTable {
    /// The codes of GeoLocation and of Security Monitoring. Source: api/classic-and-others.md §3, §4;
    /// ai-application-service-geolocation-setquota, security-securitymonitoring.
    static let lookups: [ErrorRow] = [
        // One page has both numbers for it.
        .lookup(400, "131001", .refused, limit, "set unlimited, or a whole number of calls", 4),
        .lookup(400, "130001", .refused, limit, "set unlimited, or a whole number of calls", 4),
        .lookup(400, "131002", .ambiguous, "internal error of GeoLocation", nil, 4),
        .lookup(
            400, "131004", .refused, "this account has not subscribed to GeoLocation",
            "subscribe in the console: Services > Application Services > GeoLocation > Subscription", 4),
        .lookup(200, "9", .ambiguous, "internal error of Security Monitoring", nil, 3),
        .lookup(
            403, "-1", .refused, "the key lacks the permission for this call",
            "give the sub account permission for the service", 3),
    ]

    private static let limit = "the monthly limit of GeoLocation is not valid"
}

extension APIFailure {
    /// The codes of services that the account has not subscribed to. Source: api/classic-and-others.md §4, §6,
    /// api/apigateway.md §1.3.
    private static let codesOfMissingSubscription: Set<String> = ["131004", "77202", "10008"]

    /// Whether the service says that the account has not subscribed to it. The gateway's own answer to that may also mean a
    /// missing permission: see ``isDenial``.
    public var isMissingSubscription: Bool {
        classification == .refused && code.map(Self.codesOfMissingSubscription.contains) ?? false
    }
}

extension ErrorRow {
    fileprivate static func lookup(
        _ status: Int, _ code: String, _ verdict: Verdict, _ meaning: String, _ nextStep: String?, _ section: Int
    ) -> ErrorRow {
        ErrorRow(
            layer: .rest, status: status, code: code, calls: .any, verdict: verdict, meaning: meaning,
            nextStep: nextStep, source: "api/classic-and-others.md §\(section)",
            services: section == 4 ? [Service.geoLocation.name] : [Service.securityMonitoring.name])
    }
}
