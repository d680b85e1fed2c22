extension KindCases {
    static let dataBoxFrame = [
        KindCases(
            "DataBoxFrame",
            otherValues: [
                "memo": "handed over", "adminServers": [["spec": 1002]], "nas": [["count": 1, "size": 600]],
            ]),
        KindCases(
            "DataBox",
            otherValues: [
                "blockExternalNetwork": false, "memo": "another study",
                "connectServers": [["spec": 4002, "storage": 200], ["spec": 4002, "storage": 100]],
                "tensorFlowCpuServers": [["spec": 5002, "storage": 100]],
                "tensorFlowGpuServers": [["spec": 7001, "storage": 100]],
                "linuxServers": [["spec": 6001, "storage": 50]],
                "hadoop": [
                    [
                        "edgeSpec": 8001, "masterSpec": 9001, "masterStorage": 100, "workerSpec": 10001,
                        "workerCount": 2, "workerStorage": 100,
                    ]
                ],
                "nas": [["count": 2, "size": 600]],
            ],
            status: StatusPlace("box", "statusCode", ready: "USE")),
        KindCases("ImportRequest", status: StatusPlace("importApply", "status", ready: "SCSS"), isExportable: false),
        KindCases(
            "ExportRequest", status: StatusPlace("exportApply", "status", ready: "REQ_CMPL"), isExportable: false),
        KindCases("ExportReview", testedInScenarios: ["decisions"], isExportable: false),
    ]
}
