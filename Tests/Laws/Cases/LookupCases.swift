extension KindCases {
    /// Kinds that are only asked about.
    static let lookups = [KindCases("GeoLocation"), KindCases("SecurityEvent")]
}
