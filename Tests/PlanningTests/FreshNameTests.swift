import Model
import Planning
import Testing

@Suite("Names of objects that are made before the old ones go")
struct FreshNameTests {
    /// A brand whose sign is to change, and a herd that has it.
    private func farm(_ name: String = "mark", sign: Value = "circle", isNamed: Bool = false) -> World {
        var world = World.farm
        world.have("Brand/mark", "brand-1", ["name": .string(name), "sign": "star"])
        world.have("Field/f", "field-1", ["name": "f"])
        world.have(
            "Herd/h", "herd-1", ["name": "h", "field": "field-1", "brand": "brand-1"], on: ["Brand/mark", "Field/f"])
        world.want("Field/f", ["name": "f"])
        world.want("Herd/h", ["name": "h", "field": ref("Field/f"), "brand": ref("Brand/mark")])
        world.want("Brand/mark", ["name": "mark", "sign": sign]) { if !isNamed { $0.fieldsFromName = ["name"] } }
        return world
    }

    private func newName(_ world: World) -> String? {
        world.plan().steps.first { $0.action == .replace }?.desired?.attributes["name"]?.text
    }

    @Test("the new one comes under a name of its own, its users turn to it, and then the old one goes")
    func replaced() throws {
        let plan = farm().plan()
        #expect(
            plan.steps.map { "\($0.action) \($0.address)" } == [
                "replace Brand/mark", "update Herd/h", "deleteReplaced Brand/mark",
            ])
        let name = try #require(newName(farm()))
        #expect(name.wholeMatch(of: /mark-[0-9a-f]{8}/) != nil)
        #expect(plan.steps[0].changes.contains { $0.path.field == "name" && $0.after == .string(name) })
    }

    @Test("who plans the same comes to the same name, and other fields to another")
    func deterministic() {
        #expect(newName(farm()) == newName(farm()))
        #expect(newName(farm()) != newName(farm(sign: "cross")))
    }

    @Test("an object keeps its name, and the plan after it is empty")
    func kept() throws {
        let name = try #require(newName(farm()))
        var world = farm(name)
        world.records[0].applied["sign"] = "circle"
        world.objects[0].attributes["sign"] = "circle"
        #expect(world.plan().isEmpty)
        #expect(newName(farm(name)) != nil && newName(farm(name)) != name, "made anew as it was")
    }

    @Test("a name that the manifest fixes is refused, with what to do; another one is taken")
    func fixed() throws {
        let step = try #require(farm(isNamed: true).plan().steps.first { $0.address == at("Brand/mark") })
        #expect(step.isRefused && step.reason.text.contains("both cannot be named \"mark\""), "\(step.reason.text)")
        let other = farm("older", isNamed: true).plan().steps.first { $0.action == .replace }
        #expect(other?.desired?.attributes["name"] == "mark")
    }

    @Test("the name keeps to the rule for names")
    func short() throws {
        var world = World.farm
        world.have("Brand/a-very-long-name", "brand-1", ["name": "a-very-long-name", "sign": "star"])
        world.want("Brand/a-very-long-name", ["name": "a-very-long-name", "sign": "circle"]) {
            $0.fieldsFromName = ["name"]
        }
        let name = try #require(newName(world))
        #expect(name.count <= 20 && name.hasPrefix("a-very-lon"), "\(name)")
    }
}
