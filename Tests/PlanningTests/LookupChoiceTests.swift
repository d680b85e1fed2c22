import Model
import Testing

@Suite("Choosing by lookup")
struct LookupChoiceTests {
    private static let asked: Attributes = ["os": "ubuntu", "pick": "newest"]

    /// Images over time, of two systems; one is withdrawn from new machines.
    private func catalogue() -> World {
        var world = World()
        world.see(
            "Image", "3", ["os": "ubuntu", "version": "22.04", "created": "2024-05", "phase": "CURRENT", "room": 10])
        world.see(
            "Image", "7", ["os": "ubuntu", "version": "24.04", "created": "2024-10", "phase": "CURRENT", "room": 20])
        world.see(
            "Image", "5", ["os": "ubuntu", "version": "20.04", "created": "2025-02", "phase": "FADING", "room": 5])
        world.see("Image", "9", ["os": "rocky", "version": "9.4", "created": "2024-12", "room": 40])
        return world
    }

    private func choice(_ criteria: Attributes) -> String? {
        var world = catalogue()
        world.want("Machine/m", ["image": lookup("Image", criteria)])
        return world.plan().steps.first?.changes.first?.after?.text
    }

    @Test("the rule to pick by decides among all that meet the criteria")
    func picks() {
        #expect(choice(Self.asked) == "7")
        #expect(choice(["os": "ubuntu", "version": "22.04", "pick": "newest"]) == "3")
        #expect(choice(["pick": "newest"]) == "9")
        #expect(choice(["os": "ubuntu", "pick": "smallest"]) == "3")
    }

    @Test("amounts are asked for as at least so much, versions by their leading parts")
    func comparisons() {
        #expect(choice(["room": 11, "pick": "smallest"]) == "7")
        #expect(choice(["room": 10, "pick": "smallest"]) == "3")
        #expect(choice(["version": "9"]) == "9")
        #expect(choice(["version": "2"]) == nil)
    }

    @Test("what is being withdrawn is found only by those who ask for it")
    func withdrawn() {
        #expect(choice(["version": "20.04"]) == nil)
        #expect(choice(["version": "20.04", "phase": "FADING"]) == "5")
        #expect(choice(["id": "5"]) == "5")
    }

    @Test("ties are broken by the declared order, in the end by the id, whatever order they are listed in")
    func ties() {
        let twins: [(String, Attributes)] = [
            ("20", ["created": "2025-01", "version": "9.10"]), ("4", ["created": "2025-01", "version": "9.9"]),
            ("19", ["created": "2025-01", "version": "9.10"]), ("6", [:]),
        ]
        for order in [twins, twins.reversed()] {
            var world = World()
            for (id, attributes) in order { world.see("Image", id, attributes) }
            world.want("Machine/m", ["image": lookup("Image", ["pick": "newest"])])
            #expect(world.plan().steps.first?.changes.first?.after == "19")
        }
    }

    @Test("a newer image replaces nothing, and is told, once for all who could move to it")
    func newer() {
        var world = catalogue()
        for name in ["m", "n"] {
            world.have("Machine/\(name)", "m-\(name)", ["image": "3"])
            world.want("Machine/\(name)", ["image": lookup("Image", Self.asked)])
        }
        let plan = world.plan()
        #expect(plan.steps.isEmpty && plan.unchanged.count == 2)
        #expect(plan.warnings.map(\.code) == ["newer-choice"])
        #expect(
            plan.warnings.first?.message
                == "Machine/m and 1 more keeps Image 3; today its lookup matches 7")
        #expect(plan.warnings.first?.help == #"to switch to it, write image: {id: "7"}"#)
    }

    @Test("criteria that the object's image does not meet choose anew")
    func narrowed() {
        var world = catalogue()
        world.have("Machine/m", "m-1", ["image": "3"])
        world.want("Machine/m", ["image": lookup("Image", ["version": "24.04", "pick": "newest"])])
        #expect(world.plan().actions == ["delete old Machine/m (old)", "replace Machine/m"])
    }

    @Test("an object adopted keeps the image it has")
    func adopted() {
        var world = catalogue()
        world.see("Machine", "m-1", ["name": "m", "image": "3"])
        world.want("Machine/m", ["image": lookup("Image", Self.asked)]) { $0.adoption = .id("m-1") }
        #expect(world.plan().actions == ["adopt Machine/m"])
    }

    @Test("an object that drifted goes back to the image it had")
    func drifted() {
        var world = catalogue()
        world.have("Machine/m", "m-1", ["spare": "3"], live: ["spare": "9"]) {
            $0.declared = ["spare": lookup("Image", Self.asked)]
        }
        world.want("Machine/m", ["spare": lookup("Image", Self.asked)])
        #expect(
            world.plan().text == """
                update Machine/m [fields differ]
                  spare: "9" → "3" (drift)
                """)
    }

    @Test("where the object can take another choice, asking otherwise makes it")
    func askedOtherwise() {
        var world = catalogue()
        world.have("Machine/m", "m-1", ["spare": "7"]) {
            $0.declared = ["spare": lookup("Image", ["room": 20, "pick": "smallest"])]
        }
        world.want("Machine/m", ["spare": lookup("Image", ["room": 6, "pick": "smallest"])])
        #expect(
            world.plan().text == """
                update Machine/m [fields differ]
                  spare: "7" → "3" (manifest)
                """)
    }

    @Test("what is made anew for another reason chooses anew, and the plan says so")
    func madeAnew() {
        var world = catalogue()
        world.see("Network", "net-1", ["name": "a"])
        world.have("Machine/m", "m-1", ["image": "3", "network": "net-0"])
        world.want("Machine/m", ["image": lookup("Image", Self.asked), "network": "net-1"])
        let plan = world.plan()
        let changes = plan.steps.last?.changes.map(\.text)
        #expect(
            changes == [
                #"  image: "3" → "7" (manifest, replace)"#, #"  network: "net-0" → "net-1" (manifest, replace)"#,
            ])
        #expect(plan.warnings.isEmpty)
        #expect(world.applying(plan).plan().isEmpty)
    }

    @Test("an image that is listed no more is kept by those made with it, as long as they ask as they did")
    func gone() {
        var world = catalogue()
        world.have("Machine/m", "m-1", ["image": "1"]) { $0.declared = ["image": lookup("Image", Self.asked)] }
        world.want("Machine/m", ["image": lookup("Image", Self.asked)])
        let plan = world.plan()
        #expect(plan.steps.isEmpty && plan.warnings.map(\.code) == ["newer-choice"])
        world.desired = []
        world.want("Machine/m", ["image": lookup("Image", ["os": "rocky", "pick": "newest"])])
        #expect(world.plan().actions == ["delete old Machine/m (old)", "replace Machine/m"])
    }

    @Test("a lookup that finds nothing says which criteria would do; one that finds several, how to choose")
    func problems() {
        var world = catalogue()
        world.want("Machine/a", ["image": lookup("Image", ["os": "ubunto", "pick": "newest"])])
        world.want("Machine/b", ["image": lookup("Image", ["os": "ubuntu"])])
        let problems = world.plan().problems.sorted { $0.key < $1.key }.flatMap(\.value)
        #expect(problems.map(\.code) == ["lookup-nothing", "lookup-several"])
        #expect(problems.first?.help == "did you mean os: ubuntu?")
        #expect(problems.first?.notes == ["with the other criteria, these values of os match: rocky, ubuntu"])
        #expect(problems.last?.notes == [])
        #expect(
            problems.last?.help == "add criteria, or set pick: newest, or set pick: smallest")
    }
}
