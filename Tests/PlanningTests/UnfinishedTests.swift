import Model
import Testing

@Suite("What cannot be finished is not begun")
struct UnfinishedTests {
    /// Two houses on a street, the first of which is protected.
    private func street() -> World {
        var world = World.houses
        world.have("Street/s", "s-1", ["range": "10.0.0.0/16"])
        for number in 1...2 {
            world.have(
                "House/h-\(number)", "h-\(number)", ["name": .string("h-\(number)"), "street": "s-1"], on: ["Street/s"]
            ) { $0.protect = number == 1 }
        }
        return world
    }

    private func wanted(_ range: Value) -> World {
        var world = street()
        world.want("Street/s", ["range": range])
        for number in 1...2 {
            world.want("House/h-\(number)", ["name": .string("h-\(number)"), "street": ref("Street/s")]) {
                $0.lifecycle.protect = number == 1
            }
        }
        return world
    }

    @Test("nothing is destroyed for what a refusal holds up, up to the top")
    func neighbours() {
        let plan = wanted("10.1.0.0/16").plan()
        #expect(plan.actions == ["error House/h-1", "error Street/s"])
        #expect(plan.forecast.destroyed == 0 && plan.unchanged == [at("House/h-2")])
        #expect(plan.steps.last?.reason.text.contains("House/h-1 depends on it and cannot be changed now") == true)
    }

    @Test("what is to go by itself goes, up to what has to stay")
    func removals() {
        #expect(street().plan().actions == ["error House/h-1", "delete House/h-2", "error Street/s"])
    }

    @Test("an object is not torn down for a new form that needs what cannot come")
    func needed() {
        var world = World.houses
        world.have("Street/s", "s-1", ["range": "10.0.0.0/16"])
        world.have("House/h", "h-1", ["name": "h", "street": "s-1"], on: ["Street/s"])
        world.want("Street/s", ["range": "10.0.0.0/16"])
        world.want("Street/t", ["range": "10.1.0.0/16"]) { $0.adoption = .id("s-9") }
        world.want("House/h", ["name": "h", "street": ref("Street/t")])
        let plan = world.plan()
        #expect(plan.actions == ["error House/h", "error Street/t"])
        #expect(plan.steps.first?.reason.text.contains("it depends on Street/t, which cannot be planned") == true)
    }

    @Test("an object does not make room for one that is refused")
    func successor() {
        var world = World.houses
        world.have("Street/s", "s-1", ["range": "10.0.0.0/16"])
        world.have("House/old", "h-1", ["name": "corner", "street": "s-1"], on: ["Street/s"])
        world.want("Street/s", ["range": "10.0.0.0/16"])
        world.want("House/new", ["name": "corner", "street": ref("Street/s")]) { $0.renamedFrom = at("House/olt") }
        let plan = world.plan()
        #expect(plan.refusals.map(\.address) == [at("House/new"), at("House/old")])
        #expect(plan.forecast.destroyed == 0)
    }

    @Test("what stays in the cloud holds what it lies in")
    func retained() {
        var world = street()
        world.records[1].protect = false
        world.records[1].onRemove = .retain
        let plan = world.plan()
        #expect(plan.actions.contains("forget House/h-1") && plan.actions.contains("error Street/s"))
    }

    @Test(
        "what the cloud offers no more is not replaced, is kept when it is dropped, and is made where the project allows it"
    )
    func ended() throws {
        var world = World.houses
        world.have("Antique/a", "a-1", ["size": 1])
        world.want("Antique/a", ["size": 2])
        let plan = world.plan(today: "2026-06-01")
        #expect(
            plan.outline == "error Antique/a [it cannot be replaced: since 2026-06-01 nobody makes them any more]")
        #expect(world.plan(today: "2026-05-31").actions == ["delete old Antique/a (old)", "replace Antique/a"])
        world.want("Antique/b", ["size": 2])
        #expect(world.plan(today: "2026-05-31").actions.contains("create Antique/b"))
        #expect(world.plan(today: "2026-06-01").actions.contains("error Antique/b"))
        world.project.capabilities = ["Antique": [.create]]
        let allowed = world.plan(today: "2026-06-01")
        #expect(allowed.actions.contains("create Antique/b") && allowed.actions.contains("error Antique/a"))
        #expect(try #require(HouseCatalog.kinds["Antique"]).defaultRemoval == .retain)
    }

    @Test("only the fields that end are refused, and the project may allow them")
    func endedFields() {
        var world = World.houses
        world.have("Antique/a", "a-1", ["note": "old", "size": 1])
        world.want("Antique/a", ["note": "new", "size": 1])
        #expect(world.plan(today: "2026-11-30").actions == ["update Antique/a"])
        let refused = world.plan(today: "2026-12-01")
        #expect(refused.outline == "error Antique/a [since 2026-12-01 notes are no longer written]")
        guard case .refuse(let advice)? = refused.steps.first?.action else { return #expect(Bool(false)) }
        #expect(advice.contains("capabilities: {Antique: [update]}"))
        world.project.capabilities = ["Antique": [.update]]
        #expect(world.plan(today: "2026-12-01").actions == ["update Antique/a"])
    }

    @Test("a change that ended is refused of what is adopted too")
    func endedAdoption() {
        var world = World.houses
        world.see("Antique", "a-1", ["note": "old", "size": 1])
        world.want("Antique/a", ["note": "new", "size": 1]) { $0.adoption = .id("a-1") }
        #expect(world.plan(today: "2026-11-30").actions == ["adopt Antique/a"])
        #expect(world.plan(today: "2026-12-01").actions == ["error Antique/a"])
    }

    @Test(
        "what ends within 90 days is announced where the workspace has such objects",
        arguments: [
            ("2026-09-01", 0), ("2026-09-02", 1), ("2026-11-30", 1), ("2026-12-01", 0),
        ])
    func comingEnding(today: String, count: Int) {
        var world = World.houses
        world.have("Antique/a", "a-1", ["note": "old"])
        #expect(world.plan(today: today).warnings.filter { $0.code == "ending" }.isEmpty)
        world.want("Antique/a", ["note": "old"])
        let warnings = world.plan(today: today).warnings.filter { $0.code == "ending" }
        #expect(warnings.count == count)
        #expect(warnings.allSatisfy { $0.message.contains("on 2026-12-01: notes are no longer written") })
    }
}
