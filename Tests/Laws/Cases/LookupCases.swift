extension KindCases {
    /// Kinds that are only asked about, and the setting beside them.
    static let lookups = [
        KindCases("GeoLocation"), KindCases("SecurityEvent"), KindCases("SecurityReport"),
        KindCases("GeoLocationQuota", otherValues: ["monthlyCalls": "unlimited"]),
    ]
}
