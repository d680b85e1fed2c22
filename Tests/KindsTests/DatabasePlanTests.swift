import Kinds
import Model
import Planning
import Testing

@Suite("plans of databases") struct DatabasePlanTests {
    @Test("a final backup that a manifest asks for along with the change that replaces a cache is taken of the old one")
    func finalBackup() throws {
        let address = Address(kind: "CacheInstance", name: "front")
        let applied: Attributes = ["name": "front", "port": 6379, "finalBackup": false]
        func deletion(_ finalBackup: Bool?) throws -> Step {
            var wanted = applied
            wanted["finalBackup"] = finalBackup.map(Value.bool)
            wanted["port"] = 16_379
            var live = LiveSnapshot()
            live.observe(
                "CacheInstance",
                [
                    LiveObject(
                        kind: "CacheInstance", id: "4", attributes: ["name": "front", "port": 6379], status: "CREAT")
                ])
            let plan = Planner.plan(
                desired: Desired(
                    project: Project(name: "shop"), resources: [DesiredResource(address, attributes: wanted)]),
                recorded: Recorded([RecordedResource(address, id: "4", applied: applied, lastSeen: applied)]),
                live: live, catalog: DriverCatalog.ncloud.kinds, options: PlanOptions(today: "2027-01-15"))
            return try #require(plan.steps.first { $0.action == .deleteReplaced })
        }
        #expect(try deletion(true).calls == ["createCloudCacheManualBackup", "deleteCloudCacheInstance"])
        #expect(try deletion(true).treatment["finalBackup"] == true)
        #expect(try deletion(false).calls == ["deleteCloudCacheInstance"])
        #expect(try deletion(nil).calls == ["deleteCloudCacheInstance"])
    }
}
