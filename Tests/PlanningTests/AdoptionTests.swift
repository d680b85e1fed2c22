import Model
import Testing

@Suite("Adopting and resuming")
struct AdoptionTests {
    @Test("an object is taken over by its id or by its name", arguments: [Adoption.id("m-1"), .name("web")])
    func adopting(adoption: Adoption) {
        var world = World()
        world.see("Machine", "m-1", ["name": "web", "size": 1])
        world.see("Machine", "m-2", ["name": "db", "size": 1])
        world.want("Machine/m", ["name": "web", "size": 1]) { $0.adoption = adoption }
        let plan = world.plan()
        #expect(plan.text == "adopt Machine/m [existing object, will be imported]")
        #expect(plan.steps.first?.objectID == "m-1")
    }

    @Test("what differs in an adopted object is changed with it")
    func differing() {
        var world = World()
        world.see("Machine", "m-1", ["size": 1, "owner": "ops", "address": "1.2.3.4"])
        world.want("Machine/m", ["size": 2]) { $0.adoption = .id("m-1") }
        #expect(
            world.plan().text == """
                adopt Machine/m [existing object, will be imported]
                  size: 1 → 2 (manifest, stop/start)
                """)
    }

    @Test("an object that could not be brought to the manifest is not adopted", arguments: ["name", "zone"])
    func fixed(field: String) {
        var world = World()
        world.see("Machine", "m-1", [field: "is"])
        world.want("Machine/m", [field: "wanted"]) { $0.adoption = .id("m-1") }
        #expect(
            world.plan().outline
                == "error Machine/m [Machine m-1 differs in \(field), which cannot change in place]")
    }

    @Test("none, several, somebody else's: each is refused with its reason")
    func refusals() {
        var world = World()
        for id in ["m-1", "m-2"] { world.see("Machine", id, ["name": "web"]) }
        world.have("Machine/mine", "m-3", [:])
        world.want("Machine/mine")
        world.want("Machine/none") { $0.adoption = .id("m-9") }
        world.want("Machine/several") { $0.adoption = .name("web") }
        world.want("Machine/taken") { $0.adoption = .id("m-3") }
        #expect(
            world.plan().outline == """
                error Machine/none [the cloud has no Machine with id m-9]
                error Machine/several [several Machines are named "web": m-1, m-2]
                error Machine/taken [Machine m-3 is already managed as Machine/mine]
                """)
    }

    @Test("two manifests cannot adopt one object")
    func twice() {
        var world = World()
        world.see("Machine", "m-1", ["name": "web"])
        world.want("Machine/a") { $0.adoption = .id("m-1") }
        world.want("Machine/b") { $0.adoption = .name("web") }
        #expect(
            world.plan().outline == """
                adopt Machine/a [existing object, will be imported]
                error Machine/b [Machine m-1 is already managed as Machine/a]
                """)
    }

    @Test("import says nothing any more once the object is managed")
    func afterwards() {
        var world = World()
        world.have("Machine/m", "m-1", ["size": 1])
        world.want("Machine/m", ["size": 1]) { $0.adoption = .id("m-1") }
        #expect(world.plan().isEmpty)
    }

    @Test("what cannot be made is looked for by its name and adopted")
    func notCreatable() {
        var world = World()
        world.see("Frame", "f-1", ["name": "churn"])
        world.see("Frame", "f-2", ["name": "other"])
        world.want("Frame/churn", ["note": "ours"])
        world.want("Frame/lab", ["name": "other"])
        #expect(
            world.plan().outline == """
                adopt Frame/churn [existing object, will be adopted]
                adopt Frame/lab [existing object, will be adopted]
                """)
    }

    @Test("users of an adopted object know its id at once, and wait for it all the same")
    func users() {
        var world = World()
        world.see("Network", "net-1", ["name": "a", "range": "10.0.0.0/16"])
        world.want("Network/a", ["range": "10.0.0.0/16"]) { $0.adoption = .name("a") }
        world.want("Machine/m", ["network": ref("Network/a")])
        #expect(
            world.plan().text == """
                adopt Network/a [existing object, will be imported]
                create Machine/m [new in the manifests] after Network/a
                  network: - → "net-1" (manifest)
                """)
    }

    // MARK: Resuming

    @Test(
        "what an earlier run began is ended, with what still differs",
        arguments: [
            RecordedResource.Condition.creating, .updating,
        ])
    func resuming(condition: RecordedResource.Condition) {
        var world = World()
        world.have("Machine/m", "m-1", [:], live: ["size": 1]) { $0.condition = condition }
        world.want("Machine/m", ["size": 2])
        let plan = world.plan()
        #expect(
            plan.text == """
                resume Machine/m [an earlier run was interrupted while \(condition.rawValue)]
                  size: 1 → 2 (manifest, stop/start)
                """)
        #expect(plan.steps.first?.action == .resume(condition))
    }

    @Test("even without a difference, since its end was not seen")
    func resumingSame() {
        var world = World()
        world.have("Machine/m", "m-1", ["size": 1]) { record in
            record.condition = .updating
            record.desiredDigest = Digest(of: ["size": 1])
            record.liveDigest = LiveObject(kind: "Machine", id: "m-1", attributes: ["size": 1]).digest
        }
        world.want("Machine/m", ["size": 1])
        #expect(world.plan().outline == "resume Machine/m [an earlier run was interrupted while updating]")
    }

    @Test("a create that never came to an id is made anew")
    func neverMade() {
        var world = World()
        world.remember("Machine/m", nil) { $0.condition = .creating }
        world.want("Machine/m", ["size": 1])
        #expect(world.plan().outline == "create Machine/m [an earlier run was interrupted while creating]")
        world.desired = []
        #expect(world.plan().outline == "forget Machine/m [an earlier run was interrupted while creating]")
    }

    @Test("a deletion that was cut off goes on; an object that is whole and wanted again stays")
    func deleting() {
        var world = World()
        world.have("Machine/m", "m-1", ["size": 1]) { $0.condition = .deleting }
        #expect(world.plan().outline == "resume Machine/m [an earlier run ended before it was deleted]")
        #expect(world.plan().steps.first?.destroys == true)
        world.want("Machine/m", ["size": 1])
        #expect(world.plan().steps.map(\.action) == [.resume(.updating)])
    }

    // MARK: Imports of objects that state knows

    @Test("an import of another object adopts it where the recorded one is gone")
    func goneAndImported() {
        var world = World()
        world.remember("Machine/m", "m-1", ["size": 1])
        world.see("Machine", "m-2", ["size": 1])
        world.want("Machine/m", ["size": 1]) { $0.adoption = .id("m-2") }
        #expect(world.plan().steps.map(\.action) == [.adopt(id: "m-2")])
    }

    @Test("an import of nothing is refused where the recorded object is gone")
    func goneAndImportedNothing() {
        var world = World()
        world.remember("Machine/m", "m-1", ["size": 1])
        world.want("Machine/m", ["size": 1]) { $0.adoption = .id("m-2") }
        #expect(world.plan().outline == "error Machine/m [the cloud has no Machine with id m-2]")
    }

    @Test("an import of another object is refused while the recorded one lives")
    func livingAndImported() {
        var world = World()
        world.have("Machine/m", "m-1", ["size": 1])
        world.see("Machine", "m-2", ["size": 1])
        world.want("Machine/m", ["size": 1]) { $0.adoption = .id("m-2") }
        #expect(world.plan().outline == "error Machine/m [it is managed with id m-1, but import says id m-2]")
    }

    @Test("an import that was done long ago does not keep its object from being made again", arguments: ["m-1", nil])
    func importedLongAgo(id: String?) {
        var world = World()
        world.remember("Machine/m", id, ["size": 1]) {
            $0.adopted = true
            if id == nil { $0.condition = .creating }
        }
        world.want("Machine/m", ["size": 1]) { $0.adoption = .id("m-1") }
        #expect(world.plan().steps.map(\.action) == [.create])
    }

    @Test("an import that was done stays in the manifest when its object was replaced since")
    func importedAndReplaced() {
        var world = World()
        world.have("Machine/m", "m-2", ["size": 1]) { $0.adopted = true }
        world.want("Machine/m", ["size": 1]) { $0.adoption = .id("m-1") }
        #expect(world.plan().isEmpty)
    }
}
