import Model

extension KindCases {
    static let cloudInsight = [
        KindCases(
            "MonitorGroup",
            otherValues: [
                "name": "all-servers", "description": "the servers of all shops",
                "targets": [.example("Server", "web-0"), .example("Server", "web-xen")],
            ]),
        KindCases(
            "RuleTemplate",
            otherValues: [
                "name": "full-servers", "description": "what fills up",
                "metrics": [
                    [
                        "metric": "avg_cpu_used_rto", "dimensions": "type=svr", "condition": "GE", "threshold": 95,
                        "durationMinutes": 10, "level": "CRITICAL", "calculation": "MAX",
                    ],
                    [
                        "metric": "fs_usert", "dimensions": "type=fs, mnt_nm=/data", "condition": "GT",
                        "threshold": .number(80.25),
                    ],
                ],
            ]),
        KindCases(
            "EventRule",
            otherValues: [
                "description": "all shops are busy",
                "recipientGroups": [["group": "1002", "notify": ["SMS"], "whenClosed": true]],
                "recipients": [["recipient": "1003", "notify": ["EMAIL"], "reminderMinutes": 60]],
            ], testedInScenarios: ["monitorGroups", "templates"]),
        KindCases(
            "PlannedMaintenance",
            otherValues: [
                "name": "newer-kernel", "description": "a newer one", "dimensions": "type=fs, mnt_nm=/data",
                "targets": ["990001"], "startTime": "2098-12-01T01:00:00+0900", "endTime": "2098-12-01T05:00:00+0900",
            ],
            testedInScenarios: ["product"]),
        KindCases("MonitoredProduct"),
        KindCases("Metric"),
        KindCases("Recipient"),
        KindCases("RecipientGroup"),
    ]
}
