import Model
import Testing

@Suite("Attachments and growth")
struct AttachmentTests {
    private func plan(applied: Attributes, live: Attributes? = nil, wanted: Attributes) -> String {
        var world = World()
        world.have("Machine/m", "m-1", applied, live: live)
        world.want("Machine/m", wanted)
        return world.plan().text
    }

    @Test("attaching what was free disturbs nobody; taking it away and moving it do")
    func disruption() {
        #expect(
            plan(applied: ["size": 1], wanted: ["size": 1, "host": "a"]) == """
                update Machine/m [fields differ]
                  host: (none) → "a" (manifest)
                """)
        #expect(
            plan(applied: ["host": "a"], wanted: ["host": "b"]) == """
                update Machine/m [fields differ]
                  host: "a" → "b" (manifest, restart)
                """)
    }

    @Test("an attachment taken out of the manifest is undone, one that was never ours is left alone")
    func removal() {
        #expect(
            plan(applied: ["host": "a"], wanted: [:]) == """
                update Machine/m [fields differ]
                  host: "a" → (none) (manifest, restart)
                """)
        #expect(plan(applied: ["host": .null], wanted: [:]) == "")
        #expect(plan(applied: ["size": 1], live: ["size": 1, "host": "a"], wanted: ["size": 1]) == "")
    }

    @Test("what can only grow grows in place, and is not made smaller")
    func growth() {
        #expect(
            plan(applied: ["capacity": 100], wanted: ["capacity": 200]) == """
                update Machine/m [fields differ]
                  capacity: 100 → 200 (manifest)
                """)
        let shrunk = plan(applied: ["capacity": 200], wanted: ["capacity": 100])
        #expect(shrunk.contains("error Machine/m [capacity cannot shrink from 200 to 100"), "\(shrunk)")
    }

    @Test("an object is not adopted to be made smaller")
    func adoption() {
        var world = World()
        world.see("Machine", "m-1", ["name": "m", "capacity": 200])
        world.want("Machine/m", ["capacity": 100]) { $0.adoption = .id("m-1") }
        #expect(world.plan().text.contains("capacity cannot shrink from 200 to 100"))
    }
}
