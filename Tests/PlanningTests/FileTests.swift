import Model
import Planning
import Testing

@Suite("Files for secrets") struct FileTests {
    /// Returns one secret once and another one at any time.
    private static let safe = Kind(
        "Safe", service: "Test", summary: "",
        fields: [
            Field("name", .string, .optionalFromName, change: .replace, ""),
            Field("size", .integer, change: .replace, ""),
            Field("codeFile", .string, change: .createOnly, ""),
            Field("planFile", .string, change: .inPlace(.none), "").unshown,
        ],
        identity: Kind.Identity(id: "no"),
        life: Kind.Life(
            creation: Kind.Procedure(["makeSafe"], seconds: 1, timeout: 9),
            deletion: Kind.Procedure(["dropSafe"], seconds: 1, timeout: 9)), example: "")

    private static func plan(applied: Attributes?, wanted: Attributes, isImported: Bool = false) -> Plan {
        var world = World()
        world.catalog = KindCatalog([safe])
        world.observed = ["Safe"]
        if let applied {
            world.have("Safe/s", "s-1", applied, live: applied.filter { ["name", "size"].contains($0.key) })
        }
        if isImported { world.see("Safe", "s-1", ["name": "s"]) }
        world.want("Safe/s", wanted) { if isImported { $0.adoption = .id("s-1") } }
        return world.plan()
    }

    /// Those about files; of a replacement there are others.
    private static func warnings(_ plan: Plan) -> [Diagnostic] { plan.warnings.filter { $0.code == "unwritten-file" } }

    @Test("a file is written where the field comes or names another file, if the secret is shown at any time")
    func anyTime() {
        let wanted: Attributes = ["name": "s", "planFile": "a"]
        for applied in [["name": "s"], ["name": "s", "planFile": "b"]] as [Attributes] {
            let plan = Self.plan(applied: applied, wanted: wanted)
            #expect(plan.actions == ["update Safe/s"] && plan.forecast.calls == 0)
            #expect(plan.steps.first?.changes.map(\.path.description) == ["planFile"])
            #expect(Self.warnings(plan).isEmpty)
        }
        #expect(Self.plan(applied: wanted, wanted: wanted).steps.isEmpty)
        #expect(Self.plan(applied: wanted, wanted: ["name": "s"]).steps.isEmpty)
        let imported = Self.plan(applied: nil, wanted: wanted, isImported: true)
        #expect(imported.steps.first?.changes.map(\.path.description) == ["planFile"])
    }

    @Test("a file that nobody writes, since its secret was returned once, is warned of")
    func once() {
        let wanted: Attributes = ["name": "s", "codeFile": "a"]
        let added = Self.plan(applied: ["name": "s"], wanted: wanted)
        #expect(added.steps.isEmpty && Self.warnings(added).count == 1)
        #expect(Self.warnings(added).first?.help?.contains("nacre state secret Safe/s code --out FILE") == true)
        let imported = Self.plan(applied: nil, wanted: wanted, isImported: true)
        #expect(Self.warnings(imported).map(\.help) == ["remove 'codeFile' from the manifest"])
        // Written at the creation, or about to be.
        #expect(Self.warnings(Self.plan(applied: wanted, wanted: wanted)).isEmpty)
        #expect(Self.warnings(Self.plan(applied: nil, wanted: wanted)).isEmpty)
        let replaced = Self.plan(
            applied: ["name": "s", "size": 1], wanted: wanted.merging(["size": 2]) { $1 })
        #expect(Self.warnings(replaced).isEmpty && replaced.steps.count == 2)
    }
}
