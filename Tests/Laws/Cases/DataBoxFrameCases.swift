extension KindCases {
    static let dataBoxFrame = [
        KindCases("DataBoxFrame", otherValues: ["memo": "handed over"]),
        KindCases(
            "DataBox",
            otherValues: ["blockExternalNetwork": false, "memo": "another study"],
            status: StatusPlace("box", "statusCode", ready: "USE"),
            isExportable: false),
    ]
}
