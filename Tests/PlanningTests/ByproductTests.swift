import Model
import Planning
import Testing

@Suite("What was made besides")
struct ByproductTests {
    /// A street with a house on it, which came with a door.
    private func street(door: String = "door-1") -> World {
        var world = World.houses
        world.have("Street/s", "s-1", ["name": "s"])
        world.want("Street/s", ["name": "s"])
        world.have(
            "House/h", "h-1", ["name": "h", "street": "s-1"],
            live: ["name": "h", "street": "s-1", "shownDoor": .string(door)], on: ["Street/s"])
        world.made("Door", "door-1")
        world.see("Door", "door-1", ["name": "d", "house": "h-1"])
        return world
    }

    private func fates(_ world: World) -> [Step.Remainder] { world.plan().steps.flatMap(\.remainders) }

    @Test("it goes with its object, by the id that state recorded, whatever else is in its place by now")
    func recorded() {
        #expect(fates(street()) == [Step.Remainder(kind: "Door", id: "door-1", fate: .deleted)])
        #expect(
            fates(street(door: "door-2")) == [
                Step.Remainder(kind: "Door", id: "door-2", fate: .left("nacre did not create it")),
                Step.Remainder(
                    kind: "Door", id: "door-1",
                    fate: .left("it was created with the object, but no longer belongs to it")),
            ])
    }

    @Test(
        "what goes with its object by itself does not keep what both lie in, as long as the object goes",
        arguments: [true, false])
    func inOnePlace(goes: Bool) {
        var world = World.houses
        world.have("Street/s", "s-1", ["name": "s"])
        world.have(
            "Palace/p", "p-1", ["street": "s-1"], live: ["street": "s-1", "shownCourt": "c-1"], on: ["Street/s"])
        world.see("Court", "c-1", ["street": "s-1"])
        if !goes { world.want("Palace/p", ["street": "s-1"]) }
        let plan = world.plan(destroy: goes)
        #expect(plan.steps.contains { $0.action == .delete && $0.address == at("Street/s") } == goes)
    }

    @Test(
        "what an object brought along is not discovered unless it is asked for, and goes after it where it is managed")
    func broughtAlong() {
        var world = World.houses
        world.see("Street", "s-1", ["name": "s"])
        world.see("Palace", "p-1", ["name": "p", "street": "s-1", "shownCourt": "c-1"])
        world.see("Court", "c-1", ["name": "c", "street": "s-1"])
        world.see("Court", "c-2", ["name": "own", "street": "s-1"])
        func found(_ choice: DiscoveryChoice) -> Discovery.Result {
            Discovery.find(
                choice, in: world.live, desired: world.wanted, recorded: world.recorded, catalog: world.catalog)
        }
        let usual = found(DiscoveryChoice())
        #expect(usual.drafts.map(\.address) == [at("Court/own"), at("Palace/p"), at("Street/s")])
        #expect(usual.builtIn == 1)
        #expect(found(DiscoveryChoice(includesBuiltIn: true)).drafts.count == 4)

        world.remember("Street/s", "s-1")
        world.remember("Palace/p", "p-1", on: ["Street/s"])
        world.remember("Court/c", "c-1", on: ["Street/s"])
        let court = world.plan(destroy: true).steps.first { $0.address == at("Court/c") }
        #expect(court?.waitsFor == [Step.ID(at("Palace/p"))])
    }

    @Test("what is taken under management in the very same plan is left alone", arguments: [true, false])
    func adopted(removes: Bool) {
        var world = street()
        if !removes { world.want("House/h", ["name": "new", "street": ref("Street/s")]) }
        world.want("Door/front", ["name": "d"]) { $0.adoption = .id("door-1") }
        #expect(world.plan().steps.contains { $0.destroys })
        #expect(fates(world) == [])
    }

    @Test("what another object names by its id stays, and the plan says for whom")
    func named() {
        var world = street()
        world.have("House/other", "h-2", ["name": "o", "street": "s-1", "door": "door-1"], on: ["Street/s"])
        world.want("House/other", ["name": "o", "street": ref("Street/s"), "door": "door-1"])
        #expect(
            fates(world) == [Step.Remainder(kind: "Door", id: "door-1", fate: .left("House/other refers to it"))])
    }

    @Test(
        "a part ends with its object, whoever made that and whoever refers to the part", arguments: [true, false],
        [true, false])
    func part(isAdopted: Bool, isNamed: Bool) {
        var world = World.houses
        world.have("Street/s", "s-1", ["name": "s"])
        world.want("Street/s", ["name": "s"])
        world.have(
            "Palace/p", "p-1", ["street": "s-1"], live: ["street": "s-1", "shownCourt": "c-1"], on: ["Street/s"]
        ) { $0.adopted = isAdopted }
        if !isAdopted { world.made("Court", "c-1") }
        world.see("Court", "c-1", ["street": "s-1"])
        if isNamed {
            let other: Attributes = ["name": "o", "street": "s-1", "borrowed": "c-1"]
            world.have("Palace/o", "p-2", other, on: ["Street/s"])
            world.want("Palace/o", other.merging(["street": ref("Street/s")]) { $1 })
        }
        #expect(fates(world) == [Step.Remainder(kind: "Court", id: "c-1", fate: isAdopted ? .ended : .deleted)])
    }

    @Test(
        "an object that somebody else deleted leaves what it was made with, and the plan says so",
        arguments: [true, false])
    func orphans(isWanted: Bool) {
        var world = street()
        if isWanted { world.want("House/h", ["name": "h", "street": ref("Street/s")]) }
        world.objects.removeAll { $0.id == "h-1" }
        let step = world.plan().steps.first
        #expect(step?.action == (isWanted ? .create : .forget))
        #expect(step?.remainders.map(\.id) == ["door-1"])
        world.objects.removeAll { $0.id == "door-1" }
        #expect(fates(world) == [])
    }

    @Test("a deletion that was cut off is ended, also when the object itself has gone")
    func cutOff() {
        var world = street()
        world.records[1].condition = .deleting
        world.objects.removeAll { $0.id == "h-1" }
        let step = world.plan().steps.first
        #expect(step?.action == .resume(.deleting) && step?.calls == ["dropDoor"])
        #expect(step?.remainders == [Step.Remainder(kind: "Door", id: "door-1", fate: .deleted)])
    }

    @Test("what the manifest named was not made besides")
    func namedAtBirth() throws {
        let kind = try #require(HouseCatalog.kinds["House"])
        let seen = LiveObject(kind: "House", id: "h-1", attributes: ["shownDoor": "door-7"])
        #expect(kind.made(besides: seen, wanted: ["door": "door-7"]) == .map([:]))
        #expect(kind.made(besides: seen, wanted: ["door": "door-8"]) == .map(["Door": ["door-7"]]))
    }
}
