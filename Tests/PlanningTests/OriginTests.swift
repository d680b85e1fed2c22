import Model
import Testing

@Suite("What captures an object at a moment")
struct OriginTests {
    /// A house, made anew when its name changes, and a photo of it.
    private func album() -> World {
        var world = World.houses
        world.have("Street/s", "s-1", ["name": "s"])
        world.have("House/h", "h-1", ["name": "h", "street": "s-1"], on: ["Street/s"])
        world.have("Photo/p", "p-1", ["name": "p", "of": "h-1"], on: ["House/h"]) {
            $0.declared = ["name": "p", "of": ref("House/h")]
        }
        world.want("Street/s", ["name": "s"])
        return world
    }

    @Test(
        "it is not made anew because its origin is, whether the cloud shows the origin or not",
        arguments: [true, false])
    func replaced(isShown: Bool) {
        var world = album()
        if !isShown { world.objects[2].attributes["of"] = nil }
        world.want("House/h", ["name": "new", "street": ref("Street/s")])
        world.want("Photo/p", ["name": "p", "of": ref("House/h")])
        #expect(world.plan().actions == ["delete old House/h (old)", "replace House/h"])
        let after = world.applyingHouses()
        #expect(after.plan().isEmpty)
    }

    @Test("it is made anew when the manifest names another object")
    func another() {
        var world = album()
        world.have("House/i", "h-2", ["name": "i", "street": "s-1"], on: ["Street/s"])
        world.want("House/h", ["name": "h", "street": ref("Street/s")])
        world.want("House/i", ["name": "i", "street": ref("Street/s")])
        world.want("Photo/p", ["name": "p", "of": ref("House/i")])
        #expect(world.plan().actions == ["delete old Photo/p (old)", "replace Photo/p"])
    }

    @Test("its origin may go without it, and it may stay by a word of its own")
    func free() {
        var world = album()
        world.records[2].protect = true
        #expect(
            Set(world.plan(destroy: true).actions) == ["error Photo/p", "delete House/h", "delete Street/s"])
        #expect(world.plan(targets: ["House/h"], destroy: true).actions == ["delete House/h"])
        world.records[2].protect = false
        #expect(
            world.plan(excludes: ["Photo/p"], destroy: true).actions == ["delete House/h", "delete Street/s"])
        // Of two that go, it goes first: some clouds may want it so.
        #expect(world.plan(destroy: true).actions == ["delete Photo/p", "delete House/h", "delete Street/s"])
    }
}

extension World {
    /// The house made anew, as ``OriginTests`` has it.
    fileprivate func applyingHouses() -> World {
        var world = self
        world.objects[1] = LiveObject(kind: "House", id: "h-9", attributes: ["name": "new", "street": "s-1"])
        world.records[1].id = "h-9"
        world.records[1].applied = ["name": "new", "street": "s-1"]
        return world
    }
}
