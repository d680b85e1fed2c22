import Model
import Testing

@Suite("Creating")
struct CreationTests {
    @Test("objects are made after what they refer to, and only then")
    func order() {
        var world = World()
        world.want("Machine/m2", ["network": ref("Network/b")])
        world.want("Machine/m10", ["network": ref("Network/a"), "size": 2])
        world.want("Network/a", ["range": "10.0.0.0/16", "note": ""])
        world.want("Network/b", ["range": "10.1.0.0/16"]) { $0.dependsOn = [at("Firewall/f")] }
        world.want("Firewall/f")
        #expect(
            world.plan().text == """
                create Firewall/f [new in the manifests]
                create Network/a [new in the manifests]
                  range: - → "10.0.0.0/16" (manifest)
                create Machine/m10 [new in the manifests] after Network/a
                  network: - → (known after apply: Network/a) (manifest)
                  size: - → 2 (manifest)
                create Network/b [new in the manifests] after Firewall/f
                  range: - → "10.1.0.0/16" (manifest)
                create Machine/m2 [new in the manifests] after Network/b
                  network: - → (known after apply: Network/b) (manifest)
                """)
    }

    @Test("what is known of a reference is shown, the rest stays open")
    func resolving() {
        var world = World()
        world.have("Network/a", "net-1", ["range": "10.0.0.0/16"], live: ["range": "10.0.0.0/16", "zone": "KR-1"])
        world.want("Network/a", ["range": "10.0.0.0/16"])
        world.want("Network/b", ["range": "10.1.0.0/16"])
        world.want(
            "Machine/m",
            [
                "network": ref("Network/a"), "owner": ref("Network/b", "range"),
                "note": .template([.text("in "), .reference(Reference(at("Network/a"), attribute: "zone"))]),
                "motd": .template([.text("by "), .reference(Reference(at("Network/b"), attribute: "zone"))]),
            ])
        #expect(
            world.plan(targets: ["Machine"]).text == """
                create Network/b [new in the manifests]
                  range: - → "10.1.0.0/16" (manifest)
                create Machine/m [new in the manifests] after Network/b
                  network: - → "net-1" (manifest)
                  owner: - → "10.1.0.0/16" (manifest)
                  note: - → "in KR-1" (manifest)
                  motd: - → "by ${Network/b.zone}" (manifest)
                """)
    }

    @Test("a step says what it calls, how long it takes and how long it may take")
    func procedure() throws {
        var world = World()
        world.want("Network/a", ["range": "10.0.0.0/16"]) { $0.lifecycle.timeouts.create = 7 }
        world.want("Network/b", ["range": "10.1.0.0/16"])
        let steps = world.plan().steps
        #expect(steps.map(\.calls) == [["createNetwork"], ["createNetwork"]])
        #expect(steps.map(\.timeout) == [7, 100])
        #expect(steps.map(\.seconds) == [20, 20])
    }

    @Test("what the cloud does not offer is refused, with what to do instead")
    func refusal() {
        var world = World()
        world.want("Frame/f", ["note": "x"])
        let plan = world.plan()
        #expect(plan.outline == "error Frame/f [frames are closed to new users]")
        #expect(plan.steps.first?.action == .refuse(advice: "use Datafence"))
    }

    @Test("an object that was recorded and is gone is made again")
    func vanished() {
        var world = World()
        world.remember("Network/a", "net-1", ["range": "10.0.0.0/16"])
        world.want("Network/a", ["range": "10.0.0.0/16"])
        world.have("Machine/m", "m-1", ["network": "net-1"], on: ["Network/a"])
        world.want("Machine/m", ["network": ref("Network/a")])
        #expect(
            world.plan().text == """
                create Network/a [deleted outside nacre]
                  range: - → "10.0.0.0/16" (manifest)
                delete old Machine/m (old) [depends on Network/a, which is replaced] after Network/a
                replace Machine/m [depends on Network/a, which is replaced] after Machine/m (old), Network/a
                  network: "net-1" → (known after apply: Network/a) (manifest, replace)
                """)
    }

    @Test("of a kind that was not read nothing is said to be gone")
    func unread() {
        var world = World()
        world.remember("Network/a", "net-1", ["range": "10.0.0.0/16"])
        world.remember("Network/b", "net-2", ["range": "10.1.0.0/16"])
        world.want("Network/a", ["range": "10.0.0.0/16"])
        world.observed = ["Machine"]
        #expect(world.plan().outline == "")
    }

    @Test("objects in a circle end in a plan, not in a hang")
    func circle() {
        var world = World()
        world.want("Firewall/a", ["network": ref("Network/a")])
        world.want("Network/a", ["range": ref("Network/b", "range"), "note": ref("Firewall/a")])
        world.want("Network/b", ["range": ref("Network/a", "range"), "note": ref("Network/b", "note")])
        #expect(world.plan().steps.count == 3)
        #expect(world.plan() == world.plan())
    }
}
