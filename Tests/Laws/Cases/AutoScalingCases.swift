extension KindCases {
    static let autoScaling = [KindCases("LaunchConfiguration")]
}
