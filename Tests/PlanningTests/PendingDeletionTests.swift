import Model
import Planning
import Testing

@Suite("Pending deletion")
struct PendingDeletionTests {
    /// A vault stays for a while after its deletion was requested, neither open nor closed.
    private static let vault = Kind(
        "Vault", service: "Test", summary: "",
        fields: [
            Field("name", .string, .optionalFromName, change: .replace, ""),
            Field("note", .string, change: .inPlace(.none, calls: ["setNote"]), initial: "", ""),
            Field("open", .boolean, change: .inPlace(.none, calls: ["open", "close"]), initial: true, ""),
        ],
        identity: Kind.Identity(id: "no"),
        status: StatusTable(pending: ["LEAVING"], ready: ["OPEN"], leaving: ["LEAVING"], recoverable: ["LEAVING"]),
        life: Kind.Life(
            creation: Kind.Procedure(["makeVault"], seconds: 1, timeout: 9),
            deletion: Kind.Procedure(["dropVault"], seconds: 1, timeout: 9), grace: "3 days"), example: "")

    private static let leaving: Attributes = ["name": "v", "note": "mine", "open": .null]

    private func world(_ status: String, _ attributes: Attributes) -> World {
        var world = World()
        world.catalog = KindCatalog([Self.vault])
        world.observed = ["Vault"]
        world.objects = [LiveObject(kind: "Vault", id: "v-1", attributes: attributes, status: status)]
        return world
    }

    @Test("one that is wanted is brought back, with what it does not show as at its beginning")
    func wanted() {
        var world = world("LEAVING", Self.leaving)
        world.remember("Vault/v", "v-1", ["name": "v", "note": "mine"])
        world.want("Vault/v", ["name": "v", "note": "mine"])
        #expect(
            world.plan().text == """
                update Vault/v [pending deletion, which will be cancelled]
                  open: (none) → true (manifest)
                """)
        world.desired = []
        world.want("Vault/v", ["name": "v", "note": "mine", "open": false])
        #expect(world.plan().text.hasSuffix("  open: (none) → false (manifest)"))
    }

    @Test("one whose deletion was cut off and that is wanted again is brought back, not replaced")
    func interrupted() {
        var world = world("LEAVING", Self.leaving)
        world.remember("Vault/v", "v-1", ["name": "v"]) { $0.condition = .deleting }
        world.want("Vault/v", ["name": "v"])
        #expect(world.plan().actions == ["resume Vault/v"])
    }

    @Test("in place of a new one, the one that has its name is adopted")
    func adopted() {
        var world = world("LEAVING", Self.leaving)
        world.want("Vault/v", ["name": "v"])
        #expect(world.plan().outline == "adopt Vault/v [pending deletion, which will be cancelled]")
        #expect(world.plan().steps.first?.isImport == false)
        world.desired = []
        world.want("Vault/other", ["name": "other"])
        #expect(world.plan().actions == ["create Vault/other"])
    }

    @Test("one that is there and not leaving is not adopted unasked")
    func present() {
        var world = world("OPEN", ["name": "v", "note": "mine", "open": true])
        world.want("Vault/v", ["name": "v"])
        #expect(world.plan().actions == ["create Vault/v"])
    }

    @Test("one that is not wanted is let go of", arguments: [RecordedResource.Condition.ready, .deleting])
    func unwanted(condition: RecordedResource.Condition) {
        var world = world("LEAVING", Self.leaving)
        world.remember("Vault/v", "v-1", ["name": "v"]) { $0.condition = condition }
        #expect(world.plan().outline == "forget Vault/v [it is pending deletion already]")
    }

    @Test("a deletion says how long it can be cancelled")
    func grace() {
        var world = world("OPEN", ["name": "v", "note": "mine", "open": true])
        world.remember("Vault/v", "v-1", ["name": "v"])
        let plan = world.plan()
        #expect(plan.actions == ["delete Vault/v"])
        #expect(plan.warnings.map(\.message) == ["Vault/v will be pending deletion for 3 days"])
    }

    @Test("a deletion that somebody else requested is drift")
    func drift() {
        var world = world("LEAVING", Self.leaving)
        world.remember("Vault/v", "v-1", ["name": "v", "note": "mine"])
        let found = DriftDetector.detect(
            recorded: world.recorded, live: world.live, catalog: world.catalog, desired: nil, today: "2027-01-15",
            now: 0)
        #expect(found.map(\.address) == [at("Vault/v")])
        let warnings = DriftDetector.warnings(
            found, recorded: world.recorded, live: world.live, catalog: world.catalog)
        #expect(warnings.map(\.message) == ["Vault/v is pending deletion (status LEAVING)"])
    }
}
