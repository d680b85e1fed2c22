import Model
import Planning
import Testing

/// What comes along with an object that is still to be made.
@Suite("Companions to be") struct ComingCompanionTests {
    private func want(_ world: inout World, rules: Value = [["port": "22"]]) {
        world.want("Network/n", ["name": "n", "range": "10.0.0.0/16"])
        world.want("Firewall/f", ["name": "n-default", "network": ref("Network/n"), "rules": rules]) {
            $0.adoption = .name("n-default")
        }
    }

    @Test("an object imported by name is taken over in the change that makes what brings it along")
    func new() {
        var world = World()
        want(&world)
        #expect(
            world.plan().outline == """
                create Network/n [new in the manifests]
                adopt Firewall/f [created with Network/n and will be imported; known after apply] after Network/n
                """)
    }

    @Test("when what brought it along is replaced, the one of the new object is taken over")
    func replaced() {
        var world = World()
        world.have("Network/n", "n-1", ["name": "n", "range": "10.9.0.0/16"])
        world.have(
            "Firewall/f", "f-1", ["name": "n-default", "network": "n-1", "rules": [["port": "22"]]],
            live: ["name": "n-default", "network": "n-1", "rules": [["port": "22"]], "isDefault": true],
            on: ["Network/n"])
        want(&world)
        // The reference of a firewall can change in place in this catalogue; the object goes with its network all the same.
        #expect(world.plan().actions.contains("replace Network/n"))
    }

    @Test("by id nothing is waited for: an object that is not there is none")
    func byID() {
        var world = World()
        want(&world)
        world.desired[1].adoption = .id("f-9")
        #expect(world.plan().steps.contains { $0.address == at("Firewall/f") && $0.action != .adopt(id: nil) })
    }
}
