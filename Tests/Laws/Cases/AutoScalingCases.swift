extension KindCases {
    static let autoScaling = [
        KindCases("LaunchConfiguration"),
        KindCases(
            "AutoScalingGroup",
            otherValues: [
                "minSize": 2, "maxSize": 5, "desiredCapacity": 3, "serverNamePrefix": "api", "defaultCooldown": 60,
                "healthCheckType": "LOADB", "healthCheckGracePeriod": 120, "suspendedProcesses": ["HTHCK", "SCACT"],
            ], testedInScenarios: ["launchConfiguration"],
            // A group that ends its servers anyway needs nothing resumed.
            occasionalCalls: ["resumeProcesses"]),
        KindCases(
            "ScalingPolicy", otherValues: ["adjustment": "CHANG", "amount": 75, "minimumStep": 3, "cooldown": 60],
            preconditions: ["adjustment": ["minimumStep": .null]]),
        KindCases(
            "ScalingSchedule",
            otherValues: [
                "desiredCapacity": 2, "recurrence": "30 7 * * 1-5", "timeZone": "UTC",
                "startTime": "2099-01-01T00:00:00+0900", "endTime": "2099-12-31T00:00:00+0900",
            ], preconditions: ["recurrence": ["startTime": "2099-06-01T00:00:00+0900"]],
            // The sizes of the group, which is there as well, follow when a schedule comes due.
            testedInScenarios: ["minSize", "maxSize"],
            // A day passes in four seconds otherwise, and the schedule comes due between two looks.
            speed: 500),
    ]
}
