import Model
import Testing

@Suite("Removing")
struct RemovalTests {
    private func shop() -> World {
        var world = World()
        world.have("Network/a", "net-1", ["range": "10.0.0.0/16"])
        world.have("Machine/m", "m-1", ["network": "net-1"], on: ["Network/a"])
        world.have("Firewall/f", "f-1", ["network": "net-1"], on: ["Network/a"])
        return world
    }

    @Test("objects no longer wanted go in the reverse of the order they came in")
    func reverse() {
        #expect(
            shop().plan().outline == """
                delete Firewall/f [no longer in the manifests]
                delete Machine/m [no longer in the manifests]
                delete Network/a [no longer in the manifests] after Firewall/f, Machine/m
                """)
    }

    @Test("an object goes after its last user has turned to another")
    func afterUpdate() {
        var world = shop()
        world.have("Network/b", "net-2", ["range": "10.1.0.0/16"])
        world.want("Network/b", ["range": "10.1.0.0/16"])
        world.want("Firewall/f", ["network": ref("Network/b")])
        #expect(
            world.plan().outline == """
                update Firewall/f [fields differ]
                delete Machine/m [no longer in the manifests]
                delete Network/a [no longer in the manifests] after Firewall/f, Machine/m
                """)
    }

    @Test("destroy takes everything, whatever the manifests say")
    func destroy() {
        var world = shop()
        world.want("Network/a", ["range": "10.0.0.0/16"])
        world.want("Network/new", ["range": "10.9.0.0/16"])
        #expect(
            world.plan(destroy: true).outline == """
                delete Firewall/f [requested by destroy]
                delete Machine/m [requested by destroy]
                delete Network/a [requested by destroy] after Firewall/f, Machine/m
                """)
    }

    @Test(
        "protection is kept in state: removing the manifest does not lift it, and holds what lies beneath",
        arguments: [
            true, false,
        ])
    func protection(destroy: Bool) {
        var world = shop()
        world.records[1].protect = true
        let reason = destroy ? "requested by destroy" : "no longer in the manifests"
        #expect(
            world.plan(destroy: destroy).outline == """
                delete Firewall/f [\(reason)]
                error Machine/m [it is protected]
                error Network/a [Machine/m depends on it and cannot be changed now]
                """)
    }

    @Test("lifting protection is a step of its own")
    func liftingProtection() {
        var world = World()
        world.have("Machine/m", "m-1", ["size": 1]) { $0.protect = true }
        world.want("Machine/m", ["size": 1])
        #expect(world.plan().outline == "lifecycle Machine/m [lifecycle settings differ from state]")
        world.desired[0].lifecycle.protect = true
        #expect(world.plan().isEmpty)
        world.desired[0].lifecycle.onRemove = .retain
        #expect(world.plan().outline == "lifecycle Machine/m [lifecycle settings differ from state]")
    }

    @Test("an object to be retained is forgotten, one to be confirmed waits for a word")
    func policies() {
        var world = shop()
        world.records[0].onRemove = .confirm
        world.records[1].onRemove = .retain
        #expect(
            world.plan(mayConfirm: false).outline == """
                delete Firewall/f [no longer in the manifests]
                forget Machine/m [will be removed from state and stays in the cloud]
                error Network/a [its removal must be confirmed]
                """)
        let named = world.plan(targets: ["Network/a"], mayConfirm: false)
        #expect(named.actions.contains("delete Network/a"))
        #expect(world.plan(mayConfirm: true).actions.contains("delete Network/a"))
    }

    @Test("a whole kind as target does not confirm anything by name")
    func notNamed() {
        var world = shop()
        world.records[0].onRemove = .confirm
        #expect(world.plan(targets: ["Network"], mayConfirm: false).actions == ["error Network/a"])
    }

    @Test("to forget leaves the object in the cloud, protected or not")
    func forgetting() {
        var world = World()
        world.have("Machine/m", "m-1", [:]) { $0.protect = true }
        world.forgotten = [at("Machine/m"), at("Machine/never-there")]
        #expect(world.plan().outline == "forget Machine/m [will be removed from state and stays in the cloud]")
    }

    @Test("an object that is gone already is only forgotten")
    func vanished() {
        var world = World()
        world.remember("Machine/m", "m-1") { $0.protect = true }
        #expect(world.plan().outline == "forget Machine/m [deleted outside nacre]")
    }

    @Test("what the cloud does not delete is refused")
    func notOffered() {
        var world = World()
        world.have("Frame/f", "f-1")
        #expect(world.plan().outline == "error Frame/f [frames are closed to new users]")
    }

    @Test("a renamed object stays, with its users")
    func renaming() {
        var world = shop()
        world.want("Network/b", ["range": "10.0.0.0/16"]) { $0.renamedFrom = at("Network/a") }
        world.want("Machine/m", ["network": ref("Network/b")])
        world.want("Firewall/f", ["network": ref("Network/b")])
        #expect(world.plan().outline == "move Network/b [renamed from Network/a]")
    }

    @Test("an object may be renamed and changed at once")
    func renamingAndChanging() throws {
        var world = World()
        world.have("Machine/a", "m-1", ["size": 1])
        world.want("Machine/b", ["size": 2]) { $0.renamedFrom = at("Machine/a") }
        #expect(
            world.plan().text == """
                update Machine/b [fields differ]
                  size: 1 → 2 (manifest, stop/start)
                """)
    }

    @Test("an old renamedFrom does nothing once the object is known by its new name")
    func renamedBefore() {
        var world = World()
        world.have("Machine/b", "m-1", ["size": 1])
        world.want("Machine/b", ["size": 1]) { $0.renamedFrom = at("Machine/a") }
        #expect(world.plan().isEmpty)
    }

    @Test("deletions keep their order across a renaming, where the object around is the one that was renamed")
    func renamedAndDeleted() {
        var world = shop()
        world.want("Network/b", ["range": "10.9.0.0/16"]) {
            $0.renamedFrom = at("Network/a")
            $0.isRenamedAlong = true
        }
        #expect(
            world.plan().outline == """
                delete Firewall/f [no longer in the manifests]
                delete Machine/m [no longer in the manifests]
                delete old Network/b (old) [range cannot change in place] after Firewall/f, Machine/m
                replace Network/b [range cannot change in place] after Network/b (old)
                """)
    }

    @Test("an object that another row keeps is let go of, not deleted")
    func keptByAnother() {
        var world = World()
        world.have("Machine/a", "m-1", ["size": 1])
        world.remember("Machine/b", "m-1", ["size": 1])
        world.want("Machine/a", ["size": 1])
        #expect(world.plan().outline == "forget Machine/b [Machine/a is the same object]")
    }

    @Test(
        "what somebody else put into an object keeps it, gone or made anew, and nothing in it is destroyed for its sake"
    )
    func occupied() {
        func street(_ range: Value?, _ stranger: Value?) -> Plan {
            var world = World.houses
            world.have("Street/a", "st-1", ["range": "10.0.0.0/16"])
            world.have("House/h", "h-1", ["street": "st-1"], on: ["Street/a"])
            if let range {
                world.want("Street/a", ["range": range])
                world.want("House/h", ["street": ref("Street/a")])
            }
            if let stranger { world.see("House", "h-2", ["street": stranger]) }
            return world.plan()
        }
        #expect(street(nil, nil).actions.contains("delete Street/a"))
        #expect(street(nil, "st-9").actions.contains("delete Street/a"))
        #expect(
            street(nil, "st-1").outline == """
                delete House/h [no longer in the manifests]
                error Street/a [House h-2 is in it and is not managed here]
                """)
        let replacement = street("10.9.0.0/16", "st-1")
        #expect(replacement.actions.contains("error Street/a"))
        let refused = replacement.steps.first { $0.address == at("Street/a") }
        #expect(
            refused?.reason.text
                == "it would be replaced: range cannot change in place; House h-2 is in it and is not managed here")
        #expect(refused?.desired != nil)
        #expect(!replacement.steps.contains { $0.destroys || $0.action == .replace })
    }
}
