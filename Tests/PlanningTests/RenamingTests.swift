import Model
import Planning
import Testing

@Suite("Renamed objects") struct RenamingTests {
    /// Machines by address and size: `a` has id `m-a`.
    private func machines(_ names: [String], renamed: [String: String] = [:]) -> World {
        var world = World()
        for name in names {
            world.have("Machine/\(name)", "m-\(name)", ["name": .string("was-\(name)"), "size": 1]) { row in
                row.renamedFrom = renamed[name].map { at("Machine/\($0)") }
            }
        }
        return world
    }

    private func want(_ world: inout World, _ name: String, from former: String? = nil, size: Value = 1) {
        world.want("Machine/\(name)", ["name": .string(name), "size": size]) { resource in
            resource.renamedFrom = former.map { at("Machine/\($0)") }
            resource.fieldsFromName = ["name"]
        }
    }

    private func ids(_ world: World) -> [String: String?] {
        Dictionary(uniqueKeysWithValues: world.records.map { ($0.address.name, $0.id) })
    }

    @Test("a series moves up: each object takes the next address, and only the first one goes")
    func shift() {
        var world = machines(["0", "1", "2"])
        want(&world, "0", from: "1")
        want(&world, "1", from: "2")
        let plan = world.plan()
        #expect(
            plan.outline == """
                move Machine/0 [renamed from Machine/1]
                delete Machine/0~m-0 [its address is reused for the object that was Machine/1]
                move Machine/1 [renamed from Machine/2]
                """)
        let after = world.applying(plan)
        #expect(ids(after) == ["0": "m-1", "1": "m-2"])
        #expect(after.plan().isEmpty)
    }

    @Test("two objects and three take each other's addresses in one change, and once")
    func rings() {
        for names in [["a", "b"], ["a", "b", "c"]] {
            var world = machines(names)
            for (index, name) in names.enumerated() { want(&world, name, from: names[(index + 1) % names.count]) }
            let plan = world.plan()
            #expect(plan.steps.map(\.action.word) == names.map { _ in "move" })
            let after = world.applying(plan)
            #expect(ids(after)["a"] == "m-b")
            #expect(after.plan().isEmpty)
        }
    }

    @Test("an object that is recorded where a renamed one comes is deleted, and the renamed one stays")
    func displaced() {
        var world = machines(["a", "b"])
        want(&world, "b", from: "a")
        #expect(
            world.plan().outline == """
                move Machine/b [renamed from Machine/a]
                delete Machine/b~m-b [its address is reused for the object that was Machine/a]
                """)
    }

    @Test("a protected object is not deleted because another one takes its address")
    func displacedAndProtected() {
        var world = machines(["a", "b"])
        world.records[1].protect = true
        want(&world, "b", from: "a")
        #expect(world.plan().actions == ["move Machine/b", "error Machine/b~m-b"])
    }

    @Test("a rename that was made is not made again, and one that is written anew is")
    func once() {
        var world = machines(["0", "1"], renamed: ["0": "1", "1": "2"])
        want(&world, "0", from: "1")
        want(&world, "1", from: "2")
        #expect(world.plan().isEmpty)
        world.records[0].renamedFrom = nil
        world.have("Machine/2", "m-2", ["name": "was-2", "size": 1])
        world.records[1].renamedFrom = nil
        #expect(
            world.plan().actions == ["move Machine/0", "delete Machine/0~m-0", "move Machine/1"])
    }

    @Test("what rests on renamed objects follows them")
    func dependants() {
        var world = World()
        for name in ["a", "b"] {
            world.have("Network/\(name)", "n-\(name)", ["range": "10.0.0.0/16"])
            world.have(
                "Machine/\(name)", "m-\(name)", ["network": .string("n-\(name)")], on: ["Network/\(name)"])
        }
        for (name, former) in [("a", "b"), ("b", "a")] {
            world.want("Network/\(name)", ["range": "10.0.0.0/16"]) { $0.renamedFrom = at("Network/\(former)") }
            world.want("Machine/\(former)", ["network": ref("Network/\(name)")])
        }
        let plan = world.plan()
        #expect(plan.actions == ["move Network/a", "move Network/b"])
        let after = world.recorded.renamed(by: plan.renames)
        #expect(after[at("Machine/a")]?.dependencies == [at("Network/b")])
    }

    @Test("a target brings along what gives up its address, and an exclusion takes it along")
    func selection() {
        var world = machines(["0", "1", "2", "other"])
        want(&world, "0", from: "1")
        want(&world, "1", from: "2")
        want(&world, "other", size: 2)
        let plan = world.plan(targets: ["Machine/1"])
        #expect(plan.actions == ["move Machine/0", "delete Machine/0~m-0", "move Machine/1"])
        let rest = world.plan(excludes: ["Machine/1"])
        #expect(rest.actions == ["update Machine/other"] && rest.renames.isEmpty)
    }

    // MARK: Names

    @Test("an object whose address changes keeps the name it has in the cloud, then and later")
    func name() {
        var world = machines(["old"])
        want(&world, "new", from: "old")
        let plan = world.plan()
        #expect(plan.outline == "move Machine/new [renamed from Machine/old]")
        var after = world.applying(plan)
        #expect(after.plan().isEmpty)
        after.desired[0].renamedFrom = nil
        #expect(after.plan().isEmpty)
        after.desired[0].attributes["size"] = 2
        #expect(after.plan().actions == ["update Machine/new"])
    }

    @Test("a name that somebody changed in the cloud goes back to the one that was applied")
    func driftedName() {
        var world = machines(["old"])
        world.objects[0].attributes["name"] = "by hand"
        want(&world, "new", from: "old")
        #expect(world.plan().steps.first?.changes.first?.after == "was-old")
    }

    @Test("an object imported by its id keeps the name it has")
    func importedName() {
        var world = World()
        world.see("Machine", "m-1", ["name": "by hand", "size": 1])
        world.want("Machine/m", ["name": "m", "size": 1]) {
            $0.adoption = .id("m-1")
            $0.fieldsFromName = ["name"]
        }
        #expect(world.plan().text == "adopt Machine/m [existing object, will be imported]")
    }

    @Test("others who say a name hear the one the object has")
    func nameSaidElsewhere() {
        var world = machines(["old"])
        want(&world, "new", from: "old")
        world.want("Network/n", ["range": "10.0.0.0/16", "note": ref("Machine/new", "name")])
        let step = world.plan().steps.first { $0.address == at("Network/n") }
        #expect(step?.changes.first { $0.path.field == "note" }?.after == "was-old")
    }

    @Test("a rename that would replace the object is refused with the line to write")
    func replacing() {
        var world = World()
        world.have("Network/a", "n-1", ["name": "a", "range": "10.0.0.0/16"])
        world.want("Network/b", ["name": "b", "range": "10.0.0.0/16"]) { $0.renamedFrom = at("Network/a") }
        let step = world.plan().steps.first
        #expect(
            step?.action
                == .refuse(
                    advice:
                        "write name: \"a\" to match the existing object; to get a new object, apply the rename first"))
        #expect(step?.reason.text == "it is renamed from Network/a and would be replaced: name cannot change in place")
    }

    @Test("a misspelt renamedFrom is refused with the name that was meant")
    func misspelt() {
        var world = World()
        world.have("Machine/app", "m-1", ["size": 1])
        world.want("Machine/app2", ["size": 1]) { $0.renamedFrom = at("Machine/ap") }
        let refusal = world.plan().steps.first { $0.isRefused }
        #expect(refusal?.reason.text == "renamedFrom refers to Machine/ap, which is not in state")
    }
}
