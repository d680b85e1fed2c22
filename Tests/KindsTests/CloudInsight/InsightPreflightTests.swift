import Kinds
import Model
import Planning
import Testing

@Suite("checks of groups, templates and rules") struct InsightPreflightTests {
    private static let metrics = [
        ("avg_cpu_used_rto", ["svr"], ["AVG", "MAX"]), ("mem_usert", ["svr"], ["AVG"]), ("fs_usert", ["fs"], ["AVG"]),
    ].map { name, types, calculations in
        LiveObject(
            kind: "Metric", id: "1/\(name)",
            attributes: [
                "product": "1", "name": .string(name), "types": .list(types.map(Value.string)),
                "calculations": .list(calculations.map(Value.string)),
            ])
    }

    private func diagnostics(
        _ kind: String, _ attributes: Attributes, live objects: [LiveObject] = Self.metrics
    ) -> [Diagnostic] {
        let subject = DesiredResource(
            Address(kind: kind, name: "it"), attributes: attributes.merging(["name": "it"]) { own, _ in own })
        var live = LiveSnapshot()
        let kinds = [
            "Metric", "MonitorGroup", "RuleTemplate", "EventRule", "PlannedMaintenance", "MonitoredProduct", "Server",
        ]
        for kind in kinds {
            live.observe(kind, objects.filter { $0.kind == kind })
        }
        let desired = Desired(project: Project(name: "test"), resources: [subject])
        let run = PreflightRun(
            Plan(project: "test", steps: [Step(subject.address, .create, because: .new, desired: subject)]),
            desired: desired, recorded: Recorded(), live: live, catalog: DriverCatalog.ncloud.kinds,
            today: "2027-01-01")
        #expect(kind != "RuleTemplate" || run.parents(of: "Metric") == ["MonitoredProduct": ["1"]])
        return run.diagnostics(live: live)
    }

    private func metric(_ name: String, _ more: Attributes = [:]) -> Value {
        .map(Attributes(["metric": .string(name), "condition": "GT", "threshold": 1]) { $1 }.merging(more) { $1 })
    }

    private func template(_ metrics: Value...) -> [Diagnostic] {
        diagnostics("RuleTemplate", ["product": "1", "metrics": .list(metrics)])
    }

    @Test("what has no number cannot be watched, and a server that is watched is there")
    func targets() {
        func told(_ targets: Value..., product: Value = "460438474722512896") -> [String] {
            let server = LiveObject(kind: "Server", id: "42", attributes: ["name": "web-0"])
            return diagnostics(
                "MonitorGroup", ["product": product, "targets": .list(targets)], live: [server]
            ).map(\.message)
        }
        #expect(told("42") == [])
        #expect(told("42", "43") == ["MonitorGroup/it: there is no Server 43"])
        #expect(told("43", product: "1") == [], "what the numbers of other products are is not known")
        let uuid = "5f0c-7be01d55"
        let words = "cannot be watched: Cloud Insight takes objects by number, such as servers"
        #expect(told(.string(uuid), product: "1") == ["MonitorGroup/it: \(uuid) \(words)"])
        let bucket = Value.reference(Reference(Address(kind: "Bucket", name: "photos")))
        #expect(told(bucket, product: "1") == ["MonitorGroup/it: Bucket/photos \(words)"])
    }

    @Test("a metric that the product lacks is an error that suggests the nearest one")
    func unknownMetric() {
        let found = template(metric("avg_cpu_usd_rto"), metric("mem_usert"))
        #expect(found.map(\.message) == ["RuleTemplate/it: the product has no metric 'avg_cpu_usd_rto'"])
        #expect(found.first?.help == "did you mean 'avg_cpu_used_rto'?" && found.first?.severity == .error)
        #expect(found.first?.notes == ["its metrics: avg_cpu_used_rto, fs_usert, mem_usert"])
        #expect(template(metric("avg_cpu_used_rto", ["dimensions": "type=svr"])) == [])
    }

    @Test("so are types and calculations that are not offered; a product without metrics says nothing")
    func misfits() {
        #expect(
            template(metric("fs_usert", ["dimensions": "type=svr, mnt_nm=/"])).map(\.message)
                == ["RuleTemplate/it: fs_usert is not measured for type=svr"])
        #expect(
            template(metric("mem_usert", ["calculation": "MAX"])).map(\.help) == ["write calculation: AVG"])
        #expect(
            diagnostics("RuleTemplate", ["product": "1", "metrics": [metric("anything")]], live: []) == [])
    }

    @Test("groups and templates of a rule are of its product")
    func product() {
        let live = ["1", "2"].map {
            LiveObject(kind: "MonitorGroup", id: "\($0)/7", attributes: ["name": "web", "product": .string($0)])
        }
        let found = diagnostics(
            "EventRule", ["product": "1", "monitorGroups": ["1/7", "2/7"], "templates": ["1/8"]], live: live)
        #expect(found.map(\.message) == ["EventRule/it: web (2/7) is of another product"])
    }

    @Test("a maintenance begins before it ends")
    func times() {
        let found = diagnostics(
            "PlannedMaintenance",
            [
                "product": "1", "targets": ["5"], "startTime": "2098-01-01T02:00:00+0900",
                "endTime": "2098-01-01T02:00:00+0900",
            ])
        #expect(found.map(\.message) == ["PlannedMaintenance/it: the maintenance ends before it begins"])
    }
}
