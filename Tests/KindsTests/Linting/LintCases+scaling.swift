extension LintCase {
    static let scaling = [
        LintCase(
            "schedule-sizes", in: "scaling", "the sizes of the group are fine",
            broken: scheduled(minSize: 2, maxSize: 8), mended: scheduled(minSize: 1, maxSize: 4)),
        LintCase(
            "schedule-sizes", in: "scaling", "sizes that the group leaves to others are fine",
            broken: scheduled(minSize: 2, maxSize: 4), mended: scheduled(minSize: 2, maxSize: 4, ignored: "minSize")),
    ]

    /// A group of 1 to 4 servers with a schedule of these sizes.
    private static func scheduled(minSize: Int, maxSize: Int, ignored: String? = nil) -> String {
        let lifecycle = ignored.map { "lifecycle: {ignore: [{path: \($0), reason: scheduled}]}\n" } ?? ""
        return """
            apiVersion: ncloud/v1
            kind: AutoScalingGroup
            metadata: {name: web}
            \(lifecycle)spec:
              launchConfiguration: {id: "1"}
              vpc: {id: "2"}
              subnet: {id: "3"}
              accessControlGroups: [{id: "4"}]
              minSize: 1
              maxSize: 4
            ---
            apiVersion: ncloud/v1
            kind: ScalingSchedule
            metadata: {name: mornings}
            spec: {group: web, minSize: \(minSize), maxSize: \(maxSize), recurrence: "0 8 * * *"}
            """
    }
}
