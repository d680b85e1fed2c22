import Model
import Testing

@Suite("Lookups")
struct LookupTests {
    private func world(_ criteria: Attributes) -> World {
        var world = World()
        world.see("Network", "net-1", ["name": "a", "range": "10.0.0.0/16"])
        world.see("Network", "net-2", ["name": "b", "range": "10.0.0.0/16"])
        world.want("Machine/m", ["network": lookup("Network", criteria)])
        return world
    }

    @Test(
        "one match is taken",
        arguments: [
            ["name": "b"], ["id": "net-2"], ["name": "b", "range": "10.0.0.0/16"],
        ] as [Attributes])
    func one(criteria: Attributes) {
        #expect(
            world(criteria).plan().text == """
                create Machine/m [new in the manifests]
                  network: - → "net-2" (manifest)
                """)
    }

    @Test("no match and several are refused, with what was asked and what was found")
    func noneAndSeveral() {
        #expect(
            world(["name": "c"]).plan().outline
                == "error Machine/m [no Network 'c']")
        #expect(
            world(["range": "10.0.0.0/16"]).plan().outline
                == #"error Machine/m [Network(lookup {range: "10.0.0.0/16"}) matches 2 objects, expected 1: net-1, net-2]"#
        )
    }

    @Test("criteria that are not known yet leave the lookup open")
    func open() {
        var world = world(["name": ref("Gateway/g")])
        world.want("Gateway/g")
        #expect(
            world.plan().outline == """
                create Gateway/g [new in the manifests]
                create Machine/m [new in the manifests] after Gateway/g
                """)
    }

    @Test("a lookup in a kind that was not read stays open")
    func unread() {
        var world = world(["name": "c"])
        world.observed = ["Machine"]
        #expect(world.plan().actions == ["create Machine/m"])
    }

    @Test("a reference to what a lookup finds uses the attribute asked for")
    func attribute() {
        var world = world(["name": "a"])
        world.want(
            "Machine/n",
            ["owner": .reference(Reference(lookup: "Network", criteria: ["name": "a"], attribute: "range"))])
        #expect(
            world.plan(targets: ["Machine/n"]).text == """
                create Machine/n [new in the manifests]
                  owner: - → "10.0.0.0/16" (manifest)
                """)
    }
}
