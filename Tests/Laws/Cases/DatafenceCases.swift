import Model

extension KindCases {
    static let datafence = [
        KindCases(
            "Datafence",
            otherValues: [
                "memo": "handed over", "nas": [["count": 1, "size": 600]],
                "adminServers": [
                    [
                        "spec": "SVR.VFNC.STAND.C004.M016.NET.HDD.B050.G002",
                        "software": "SW.VFNC.OS.LNX64.UBNTU.SVR2004.B050",
                    ]
                ],
            ]),
        KindCases(
            "DatafenceBox",
            otherValues: [
                "blockExternalNetwork": false, "memo": "another study",
                "connectServers": [
                    ["spec": "SVR.VCON.STAND.C002.M008.NET.HDD.B050.G002", "storage": 200],
                    ["spec": "SVR.VCON.STAND.C004.M016.NET.HDD.B050.G002", "storage": 100],
                ],
                "linuxServers": [
                    [
                        "spec": "SVR.VSVR.STAND.C008.M032.NET.HDD.B050.G002",
                        "software": "SW.VSVR.OS.LNX64.UBNTU.SVR2204.B050", "storage": 120,
                    ]
                ],
                "windowsServers": [
                    [
                        "spec": "SVR.VSVR.STAND.C002.M008.NET.HDD.B050.G002",
                        "software": "SW.VSVR.OS.WND64.WND.SVR2019EN.B100", "storage": 100,
                        "userPassword": .secret(Secret("Abcdef1!")),
                    ]
                ],
                "tensorFlowCpuServers": [
                    ["spec": "SVR.VTFLW.STAND.C004.M016.NET.HDD.B050.G002", "storage": 100]
                ],
                "tensorFlowGpuServers": [
                    ["spec": "SVR.VTFLW.GPU.GPU1.C004.M030.NET.SSD.B050.G002", "storage": 100]
                ],
                "hadoop": [
                    [
                        "edgeSpec": "SVR.VCHDP.EDGND.STAND.C004.M016.NET.HDD.B050.G002",
                        "masterSpec": "SVR.VCHDP.MSTDT.STAND.C004.M016.NET.HDD.B050.G002", "masterStorage": 100,
                        "workerSpec": "SVR.VCHDP.MSTDT.STAND.C008.M032.NET.HDD.B050.G002", "workerStorage": 100,
                        "workerCount": 2,
                    ]
                ],
                "nas": [["count": 2, "size": 600]],
            ],
            // A box needs servers for its users: Linux or Windows.
            preconditions: [
                "linuxServers": [
                    "windowsServers": [
                        [
                            "spec": "SVR.VSVR.STAND.C002.M008.NET.HDD.B050.G002",
                            "software": "SW.VSVR.OS.WND64.WND.SVR2019EN.B100", "storage": 100,
                            "userPassword": .secret(Secret("Abcdef1!")),
                        ]
                    ]
                ]
            ],
            status: StatusPlace("fenceBox", "statusCode", ready: "USE")),
        KindCases(
            "DatafenceImportRequest", status: StatusPlace("fenceImport", "statusCode", ready: "IMPORTED"),
            isExportable: false),
        KindCases(
            "DatafenceExportRequest", status: StatusPlace("fenceExport", "statusCode", ready: "UPLOADED"),
            isExportable: false),
        KindCases("DatafenceExportReview", testedInScenarios: ["decisions"], isExportable: false),
    ]
}
