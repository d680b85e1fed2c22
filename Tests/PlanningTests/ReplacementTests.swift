import Model
import Testing

@Suite("Replacing")
struct ReplacementTests {
    @Test("a field that cannot change in place takes a new object, the old one going first")
    func replacement() throws {
        var world = World()
        world.have("Machine/m", "m-1", ["name": "old", "size": 1])
        world.want("Machine/m", ["name": "new", "size": 2])
        let plan = world.plan()
        #expect(
            plan.text == """
                delete old Machine/m (old) [name cannot change in place]
                replace Machine/m [name cannot change in place] after Machine/m (old)
                  name: "old" → "new" (manifest, replace)
                  size: 1 → 2 (manifest, stop/start)
                """)
        #expect(plan.steps.map(\.disruption) == [.dataLoss, .dataLoss])
        #expect(plan.steps.map(\.objectID) == ["m-1", "m-1"])
        #expect(plan.forecast.destroyed == 1)
    }

    @Test("an old object that a dead run left behind goes when its users have turned to the new one")
    func leftBehind() {
        let old = at("Network/a").former(id: "net-1")
        for user in ["Network/a", old.description] {
            var world = World()
            world.have("Network/a", "net-2", ["range": "10.1.0.0/16"])
            world.have("Machine/n", "m-2", ["backup": "net-1"])
            world.records[1].dependencies = [user == old.description ? old : at(user)]
            world.records.append(RecordedResource(old, id: "net-1", condition: .deleting))
            world.see("Network", "net-1", ["range": "10.0.0.0/16"])
            world.want("Network/a", ["range": "10.1.0.0/16"])
            world.want("Machine/n", ["backup": ref("Network/a")])
            let deletion = world.plan().steps.first { $0.address == old }
            #expect(deletion?.waitsFor == [Step.ID(at("Machine/n"))], "\(user)")
        }
    }

    private func cascade() -> World {
        var world = World()
        world.have("Network/a", "net-1", ["range": "10.0.0.0/16"])
        world.have("Machine/m", "m-1", ["network": "net-1"], on: ["Network/a"])
        world.have("Machine/n", "m-2", ["backup": "net-1"], on: ["Network/a"])
        world.want("Network/a", ["range": "10.1.0.0/16"])
        world.want("Machine/m", ["network": ref("Network/a")])
        world.want("Machine/n", ["backup": ref("Network/a")])
        return world
    }

    @Test("replacing an object replaces or updates its users, and says for whose sake")
    func cascading() {
        #expect(
            cascade().plan().text == """
                delete old Machine/m (old) [depends on Network/a, which is replaced]
                delete old Network/a (old) [range cannot change in place] after Machine/m (old)
                replace Network/a [range cannot change in place] after Network/a (old)
                  range: "10.0.0.0/16" → "10.1.0.0/16" (manifest, replace)
                replace Machine/m [depends on Network/a, which is replaced] after Machine/m (old), Network/a
                  network: "net-1" → (known after apply: Network/a) (manifest, replace)
                update Machine/n [fields differ] after Network/a
                  backup: "net-1" → (known after apply: Network/a) (manifest)
                """)
    }

    @Test("an object that would be replaced for two reasons names its own fields")
    func ownReason() {
        var world = cascade()
        world.desired.removeAll { $0.address == at("Machine/m") }
        world.want("Machine/m", ["network": ref("Network/a"), "name": "x"])
        world.objects[1].attributes["name"] = "y"
        #expect(world.plan().outline.contains("replace Machine/m [name, network cannot change in place]"))
    }

    @Test("an object that turns to a new one is replaced for its own field's sake")
    func turning() {
        var world = cascade()
        world.desired.removeAll { $0.address == at("Machine/m") }
        world.want("Network/new", ["range": "10.2.0.0/16"])
        world.want("Machine/m", ["network": ref("Network/new")])
        #expect(world.plan().outline.contains("replace Machine/m [network cannot change in place]"))
    }

    @Test("a protected user keeps the object beneath it from being replaced, and others from being replaced for that")
    func protectedUser() {
        var world = cascade()
        world.have("Machine/o", "m-3", ["network": "net-1"], on: ["Network/a"])
        world.want("Machine/o", ["network": ref("Network/a")])
        world.records[1].protect = true
        let plan = world.plan()
        #expect(
            plan.outline == """
                error Machine/m [it is protected and would be replaced: depends on Network/a, which is replaced]
                error Network/a [it would be replaced: range cannot change in place; Machine/m depends on it and cannot be changed now]
                """)
        #expect(plan.unchanged == [at("Machine/n"), at("Machine/o")])
    }

    @Test("where two may be there at once, the old one goes when nobody uses it any more")
    func createFirst() {
        var world = World()
        world.have("Gateway/g", "g-1", ["model": "1"])
        world.have("Machine/m", "m-1", ["owner": "g-1"], on: ["Gateway/g"])
        world.want("Gateway/g", ["model": "2"])
        world.want("Machine/m", ["owner": ref("Gateway/g")])
        #expect(
            world.plan().outline == """
                replace Gateway/g [model cannot change in place]
                update Machine/m [fields differ] after Gateway/g
                delete old Gateway/g (old) [model cannot change in place] after Gateway/g, Machine/m
                """)
    }

    @Test("one that rests on an object that goes first goes before it, though two of it might be there")
    func createFirstUponDeleteFirst() {
        var world = World()
        world.have("Network/a", "net-1", ["range": "10.0.0.0/16"])
        world.have("Gateway/g", "g-1", ["network": "net-1", "model": "1"], on: ["Network/a"])
        world.want("Network/a", ["range": "10.1.0.0/16"])
        world.want("Gateway/g", ["network": ref("Network/a"), "model": "2"])
        #expect(
            world.plan().outline == """
                delete old Gateway/g (old) [model cannot change in place]
                delete old Network/a (old) [range cannot change in place] after Gateway/g (old)
                replace Network/a [range cannot change in place] after Network/a (old)
                replace Gateway/g [model cannot change in place] after Gateway/g (old), Network/a
                """)
    }

    @Test("a removed object whose user can only turn away later goes without waiting for it")
    func circle() {
        var world = World()
        world.have("Network/a", "net-1", ["range": "10.0.0.0/16"])
        world.have("Firewall/f", "f-1", ["network": "net-1"], on: ["Network/a"])
        world.have("Machine/m", "m-1", ["backup": "net-1", "owner": "f-1"], on: ["Firewall/f", "Network/a"])
        world.want("Network/a", ["range": "10.1.0.0/16"])
        world.want("Machine/m", ["backup": ref("Network/a"), "owner": "nobody"])
        #expect(
            world.plan().outline == """
                delete Firewall/f [no longer in the manifests]
                delete old Network/a (old) [range cannot change in place] after Firewall/f
                replace Network/a [range cannot change in place] after Network/a (old)
                update Machine/m [fields differ] after Network/a
                """)
    }

    @Test("a protected object is not replaced, by its state or by its manifest", arguments: [true, false])
    func protected(inState: Bool) {
        var world = World()
        world.have("Machine/m", "m-1", ["name": "old"]) { $0.protect = inState }
        world.want("Machine/m", ["name": "new"]) { $0.lifecycle.protect = !inState }
        #expect(
            world.plan().outline
                == "error Machine/m [it is protected and would be replaced: name cannot change in place]")
    }

    @Test("what cannot be made again is not replaced")
    func notOffered() {
        var world = World()
        world.have("Frame/f", "f-1", ["region": "1"])
        world.want("Frame/f", ["region": "2"])
        #expect(world.plan().outline == "error Frame/f [it cannot be replaced: frames are closed to new users]")
    }

    @Test("what a dead run's replacement kept goes only when the new object is there")
    func keptUntilThere() {
        var world = World()
        world.remember("Gateway/g", nil) { $0.condition = .creating }
        world.have("Gateway/g~g-1", "g-1", ["model": "old"]) { $0.condition = .deleting }
        world.want("Gateway/g", ["model": "new"])
        let plan = world.plan()
        #expect(plan.steps.map(\.action) == [.create, .resume(.deleting)])
        #expect(plan.steps.last?.waitsFor == [Step.ID(at("Gateway/g"))])
    }
}
