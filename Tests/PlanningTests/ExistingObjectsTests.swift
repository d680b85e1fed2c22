import Model
import Planning
import Testing

@Suite("Existing objects that manifests describe")
struct ExistingObjectsTests {
    private func existing(_ world: World) -> ExistingObjects {
        ExistingObjects(
            desired: world.wanted, recorded: world.recorded, live: world.live, catalog: TestCatalog.kinds)
    }

    @Test("an object is found by its marker and every field that cannot change, its parents first")
    func chain() {
        var world = World()
        world.see("Network", "n-1", ["name": "net", "range": "10.0.0.0/16"])
        world.see("Machine", "m-1", ["name": "web", "network": "n-1"])
        world.see("Machine", "m-2", ["name": "web", "network": "n-9"])
        world.want("Network/net", ["name": "net", "range": "10.0.0.0/16"])
        world.want("Machine/web", ["name": "web", "network": ref("Network/net")])
        let found = existing(world)
        #expect(found.matches == [at("Network/net"): "n-1", at("Machine/web"): "m-1"])
        #expect(found.areMost)
    }

    @Test("an object that differs where it cannot change is another one")
    func another() {
        var world = World()
        world.see("Network", "n-1", ["name": "net", "range": "10.9.0.0/16"])
        world.want("Network/net", ["name": "net", "range": "10.0.0.0/16"])
        #expect(existing(world).matches.isEmpty && !existing(world).areMost)
    }

    @Test("two that agree are asked about, and neither is chosen")
    func several() {
        var world = World()
        for id in ["m-1", "m-2"] { world.see("Machine", id, ["name": "web"]) }
        world.want("Machine/web", ["name": "web"])
        #expect(existing(world).matches.isEmpty)
        #expect(existing(world).ambiguous == [at("Machine/web"): ["m-1", "m-2"]])
    }

    @Test("one object answers one manifest, and what state has is nobody else's")
    func once() {
        var world = World()
        world.have("Machine/mine", "m-1", ["name": "web"])
        world.see("Machine", "m-2", ["name": "db"])
        for name in ["a", "b"] { world.want("Machine/\(name)", ["name": "db"]) }
        world.want("Machine/c", ["name": "web"])
        #expect(existing(world).matches == [at("Machine/a"): "m-2"])
    }

    @Test("what an import names counts neither way, nor does what cannot be created")
    func others() {
        var world = World()
        world.see("Frame", "f-1", ["name": "box"])
        world.want("Frame/box", ["name": "box"])
        world.want("Machine/new", ["name": "new"])
        world.want("Machine/old", ["name": "old"]) { $0.adoption = .id("m-1") }
        #expect(existing(world).creatable == 1 && !existing(world).areMost)
    }
}
