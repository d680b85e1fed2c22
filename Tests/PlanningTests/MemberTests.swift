import Model
import Planning
import Testing

@Suite("Objects that others make by themselves")
struct MemberTests {
    /// A herd with two sheep, in a field of ours.
    private func farm() -> World {
        var world = World.farm
        world.have("Field/f", "field-1", ["name": "f"])
        world.have(
            "Herd/h", "herd-1", ["name": "h", "field": "field-1"],
            live: ["name": "h", "field": "field-1", "size": 2, "sheep": ["sheep-1", "sheep-2"]], on: ["Field/f"])
        for id in ["sheep-1", "sheep-2"] { world.see("Sheep", id, ["name": .string(id), "field": "field-1"]) }
        return world
    }

    @Test("they go with their maker, are named in its deletion, and are in nobody's way")
    func gone() {
        let plan = farm().plan()
        #expect(
            plan.text == """
                delete Herd/h [no longer in the manifests]
                delete Field/f [no longer in the manifests] after Herd/h
                """)
        let herd = plan.steps.first { $0.address == at("Herd/h") }
        #expect(herd?.disruption == .dataLoss)
        #expect(herd?.remainders.map(\.id) == ["sheep-1", "sheep-2"])
        #expect(herd?.remainders.allSatisfy { $0.kind == "Sheep" && $0.fate == .ended } == true)
    }

    @Test("those of a maker that stays keep what they are in, and are no strays to import")
    func staying() {
        var world = farm()
        world.records.removeAll { $0.address == at("Herd/h") }
        // The herd itself is elsewhere.
        world.objects[1].attributes["field"] = "field-2"
        let step = world.plan().steps.first
        #expect(step?.isRefused == true)
        #expect(step?.reason.text.contains("Sheep sheep-") == true, "\(step?.reason.text ?? "")")
        #expect(step?.reason.text.contains("Herd h (id herd-1) has made") == true, "\(step?.reason.text ?? "")")
    }

    @Test("one that is nobody's member still blocks")
    func stranger() {
        var world = farm()
        world.see("Sheep", "sheep-9", ["name": "wild", "field": "field-1"])
        let field = world.plan().steps.first { $0.address == at("Field/f") }
        #expect(field?.isRefused == true && field?.reason.text.contains("Sheep sheep-9") == true)
    }

    @Test("none is adopted, neither by id nor by name", arguments: [Adoption.id("sheep-1"), .name("sheep-1")])
    func adoption(_ adoption: Adoption) {
        var world = farm()
        world.want("Field/f", ["name": "f"])
        world.want("Herd/h", ["name": "h", "field": ref("Field/f")])
        world.want("Sheep/mine", ["name": "sheep-1", "field": ref("Field/f")]) { $0.adoption = adoption }
        let step = world.plan().steps.first { $0.address == at("Sheep/mine") }
        #expect(step?.isRefused == true)
        #expect(step?.reason.text.contains("is made by Herd/h, which ends it by itself") == true)
    }

    @Test("none is taken for an object whose state was lost")
    func lookAlikes() {
        var world = farm()
        world.records = []
        world.want("Sheep/mine", ["name": "sheep-1", "field": "field-1"])
        let existing = ExistingObjects(
            desired: world.wanted, recorded: world.recorded, live: world.live, catalog: world.catalog)
        #expect(existing.matches.isEmpty && existing.ambiguous.isEmpty)
    }

    @Test(
        "a list that their maker puts them into is written without them, and owned in part where others are in it",
        arguments: [true, false])
    func shared(hasOthers: Bool) throws {
        var world = farm()
        world.records = []
        world.see("Sheep", "sheep-9", ["name": "wild", "field": "field-1"])
        world.see(
            "Pen", "pen-1", ["name": "p", "guests": hasOthers ? ["sheep-1", "sheep-9"] : ["sheep-1", "sheep-2"]])
        let found = Discovery.find(
            DiscoveryChoice(), in: world.live, desired: world.wanted, recorded: world.recorded, catalog: world.catalog)
        let pen = try #require(found.drafts.first { $0.address == at("Pen/p") }).resource
        #expect(pen.attributes["guests"] == (hasOthers ? .list([ref("Sheep/wild")]) : nil))
        #expect(pen.attributes["ownership"] == (hasOthers ? "partial" : nil))
        #expect(found.notes.contains { $0.message.contains("what Herd h (id herd-1) keeps in guests") })
        world.desired = found.drafts.map(\.resource)
        #expect(world.plan().steps.allSatisfy { $0.word == "import" && $0.changes.isEmpty }, "\(world.plan().text)")
    }

    @Test("discovery writes their maker, and not them")
    func discovery() {
        var world = farm()
        world.records = []
        let found = Discovery.find(
            DiscoveryChoice(), in: world.live, desired: world.wanted, recorded: world.recorded, catalog: world.catalog)
        #expect(found.drafts.map(\.address.description) == ["Field/f", "Herd/h"])
        #expect(found.drafts.last?.resource.attributes["size"] == nil, "how many there are, is left to others")
        #expect(found.notes.contains { $0.message.contains("Herd h (id herd-1) has made 2 Sheeps") })
        let export = Discovery.export(
            world.live.all("Sheep"), in: world.live, recorded: world.recorded, catalog: world.catalog, nests: true)
        #expect(export.drafts.isEmpty && export.notes.count == 2)
    }
}
