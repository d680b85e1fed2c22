extension KindCases {
    static let serverClassic = [
        KindCases(
            "ClassicServer",
            otherValues: ["power": "off", "protectTermination": true, "serverProduct": "SPSVRSTAND000005"])
    ]
}
