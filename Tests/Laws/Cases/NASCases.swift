import Model

extension KindCases {
    static let nas = [
        KindCases(
            "NasVolume",
            otherValues: [
                "size": 700, "access": [["server": .example("Server", "web-0"), "writeAccess": false]],
                "snapshots": ["percent": 20, "hour": 4], "returnProtection": true,
            ],
            status: StatusPlace("nasVolume", "nasVolumeInstanceStatus", ready: "CREAT"))
    ]
}
