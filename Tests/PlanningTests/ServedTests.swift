import Model
import Planning
import Testing

@Suite("Objects that are gone when they have served")
struct ServedTests {
    private static let past = Value.string("2027-01-10T09:00:00+0900")
    private static let future = Value.string("2027-01-20T09:00:00+0900")

    @Test("one whose time has passed is not made again, and is no drift")
    func served() {
        var world = World.farm
        world.remember("Fair/f", "fair-1", ["name": "f", "day": Self.past])
        world.want("Fair/f", ["name": "f", "day": Self.past])
        let plan = world.plan()
        #expect(plan.isEmpty && plan.warnings.isEmpty && plan.unchanged == [at("Fair/f")])
        let now = Double(DateTime("2027-01-15T00:00:00Z")?.seconds ?? 0)
        func drift(_ now: Double) -> [DriftFinding] {
            DriftDetector.detect(
                recorded: world.recorded, live: world.live, catalog: world.catalog, desired: nil, today: "2027-01-15",
                now: now)
        }
        #expect(drift(now).isEmpty)
        #expect(drift(now - 30 * 86_400).count == 1)
    }

    @Test("one that never was is not made when its time has passed, and that is said")
    func late() {
        var world = World.farm
        world.want("Fair/f", ["name": "f", "day": Self.past])
        let plan = world.plan()
        #expect(plan.isEmpty)
        #expect(plan.warnings.map(\.code) == ["time-passed"])
    }

    @Test("one whose time is still to come, or that recurs, is made again")
    func vanished() {
        for fields: Attributes in [["day": Self.future], ["day": Self.past, "every": "week"]] {
            var world = World.farm
            world.remember("Fair/f", "fair-1", fields.merging(["name": "f"]) { $1 })
            world.want("Fair/f", fields.merging(["name": "f"]) { $1 })
            #expect(world.plan().steps.map(\.action) == [.create])
        }
    }

    @Test("a new time asks for a new one, and one removed from the manifests is forgotten")
    func edited() {
        var world = World.farm
        world.remember("Fair/f", "fair-1", ["name": "f", "day": Self.past])
        #expect(world.plan().steps.map(\.action) == [.forget])
        world.want("Fair/f", ["name": "f", "day": Self.future])
        #expect(world.plan().steps.map(\.action) == [.create])
    }

    @Test("one that is still there is compared as ever")
    func lingering() {
        var world = World.farm
        world.have("Fair/f", "fair-1", ["name": "f", "day": Self.past, "note": "a"])
        world.want("Fair/f", ["name": "f", "day": Self.past, "note": "b"])
        #expect(world.plan().steps.map(\.action) == [.update])
    }
}
