extension KindCases {
    /// Nothing of them changes in place.
    static let cdn = [KindCases("CdnPlus"), KindCases("GlobalCdn")]
}
