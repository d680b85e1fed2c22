import Model
import Planning
import Testing

@Suite("partial ownership") struct PartialOwnershipTests {
    private static let ours: Value = ["protocol": "TCP", "port": "443"]
    private static let theirs: Value = ["protocol": "UDP", "port": "53"]
    private static let former: Value = ["protocol": "TCP", "port": "80"]

    private static func partly(_ rules: Value?) -> Attributes {
        var attributes: Attributes = ["ownership": "partial"]
        attributes["rules"] = rules
        return attributes
    }

    /// The differences planned for a firewall, as `path before → after`.
    private static func changes(
        wanted: Attributes, applied: Attributes, live: Attributes
    ) -> [String] {
        var world = World()
        world.want("Firewall/edge", wanted)
        world.have("Firewall/edge", "f1", applied, live: live)
        let step = world.plan().steps.first
        return step?.changes.map {
            "\($0.path) \($0.before == nil ? "added" : $0.after == nil ? "removed" : "changed")"
        }
            ?? []
    }

    @Test("what was there before and is owned in part is not deleted when its document goes")
    func kept() {
        for isAdopted in [true, false] {
            var world = World()
            world.have("Firewall/edge", "f1", Self.partly([Self.ours])) { $0.adopted = isAdopted }
            #expect(world.plan().steps.map(\.isRefused) == [isAdopted])
        }
    }

    @Test("a deletion says what of others goes with it: how much, and the first of them")
    func lost() {
        func warnings(_ applied: Attributes, live: Value) -> [String] {
            var world = World()
            world.have("Firewall/edge", "f1", applied, live: ["rules": live])
            return world.plan().warnings.filter { $0.code == "others-lost" }.map(\.message)
        }
        let words = "Firewall/edge: deleting it also deletes"
        #expect(
            warnings(Self.partly([Self.ours]), live: [Self.theirs, Self.ours]) == [
                "\(words) 1 element of 'rules' that is not from its manifest: UDP 53"
            ])
        let many = (1...7).map { Value.map(["protocol": "UDP", "port": .string("\($0)")]) }
        #expect(
            warnings(Self.partly([Self.ours]), live: .list(many)) == [
                "\(words) 7 elements of 'rules' that are not from its manifest: UDP 1, UDP 2, UDP 3, UDP 4, UDP 5 and 2 more"
            ])
        #expect(warnings(Self.partly([Self.ours]), live: [Self.ours]) == [])
        #expect(warnings(["rules": [Self.ours]], live: [Self.theirs, Self.ours]) == [], "all of it was its own")
    }

    @Test("elements of others are left alone and are no drift")
    func others() {
        let found = Self.changes(
            wanted: Self.partly([Self.ours]), applied: Self.partly([Self.ours]),
            live: ["rules": [Self.theirs, Self.ours]])
        #expect(found == [])
    }

    @Test("with full ownership they would go")
    func full() {
        let found = Self.changes(
            wanted: ["rules": [Self.ours]], applied: ["rules": [Self.ours]],
            live: ["rules": [Self.theirs, Self.ours]])
        #expect(found == ["rules[UDP 53] removed"])
    }

    @Test("a listed element that vanished is drift, and comes back")
    func vanished() throws {
        var world = World()
        world.want("Firewall/edge", Self.partly([Self.ours]))
        world.have("Firewall/edge", "f1", Self.partly([Self.ours]), live: ["rules": [Self.theirs]])
        let step = try #require(world.plan().steps.first)
        #expect(step.changes.map { $0.path.description } == ["rules[TCP 443]"])
        #expect(step.changes.first?.origin == .drift)
        let drift = DriftDetector.detect(
            recorded: world.recorded, live: world.live, catalog: TestCatalog.kinds, desired: nil, today: "2027-01-15",
            now: 0)
        #expect(drift.map { $0.address.description } == ["Firewall/edge"])
    }

    @Test("elements of others are not reported as drift")
    func noDrift() {
        var world = World()
        world.have("Firewall/edge", "f1", Self.partly([Self.ours]), live: ["rules": [Self.theirs, Self.ours]])
        let drift = DriftDetector.detect(
            recorded: world.recorded, live: world.live, catalog: TestCatalog.kinds, desired: nil, today: "2027-01-15",
            now: 0)
        #expect(drift.isEmpty)
    }

    @Test("an element that was applied and is not listed any more is removed")
    func removed() {
        let found = Self.changes(
            wanted: Self.partly([Self.ours]), applied: Self.partly([Self.ours, Self.former]),
            live: ["rules": [Self.theirs, Self.ours, Self.former]])
        #expect(found == ["rules[TCP 80] removed"])
    }

    @Test("a list taken out of the manifest takes its own elements along, and no others")
    func listRemoved() {
        let found = Self.changes(
            wanted: Self.partly(nil), applied: Self.partly([Self.ours]), live: ["rules": [Self.theirs, Self.ours]])
        #expect(found == ["rules[TCP 443] removed"])
    }

    @Test("sets are shared in the same way")
    func sets() throws {
        var world = World()
        world.want("Firewall/edge", ["ownership": "partial", "zones": ["a", "b"]])
        world.have(
            "Firewall/edge", "f1", ["ownership": "partial", "zones": ["a", "c"]], live: ["zones": ["x", "a", "c"]])
        let change = try #require(world.plan().steps.first?.changes.first)
        #expect(change.after == ["a", "b", "x"])
    }

    @Test("turning to partial ownership keeps what is there, in state alone")
    func toPartial() throws {
        var world = World()
        world.want("Firewall/edge", Self.partly([Self.ours]))
        world.have("Firewall/edge", "f1", ["rules": [Self.ours]], live: ["rules": [Self.theirs, Self.ours]])
        let step = try #require(world.plan().steps.first)
        #expect(step.action == .update && step.calls == [])
        #expect(step.changes.map { $0.path.description } == ["ownership"])
    }

    @Test("turning to full ownership plans the removal of what others put there")
    func toFull() {
        let found = Self.changes(
            wanted: ["ownership": "full", "rules": [Self.ours]], applied: Self.partly([Self.ours]),
            live: ["rules": [Self.theirs, Self.ours]])
        #expect(found == ["ownership changed", "rules[UDP 53] removed"])
    }

    @Test("saying full where nothing was said is no change")
    func explicitFull() {
        let found = Self.changes(
            wanted: ["ownership": "full", "rules": [Self.ours]], applied: ["rules": [Self.ours]],
            live: ["rules": [Self.ours]])
        #expect(found == [])
    }

    @Test("an object taken over partly keeps what it has")
    func adoption() throws {
        var world = World()
        world.want("Firewall/edge", Self.partly([Self.ours])) { $0.adoption = .id("f1") }
        world.see("Firewall", "f1", ["rules": [Self.theirs]])
        let step = try #require(world.plan().steps.first)
        #expect(step.action == .adopt(id: "f1"))
        #expect(step.changes.map { $0.path.description } == ["rules[TCP 443]"])
    }
}

@Suite("companions") struct CompanionTests {
    private static func world(_ wanted: Attributes? = nil, isDefault: Bool = true) -> World {
        var world = World()
        if let wanted { world.want("Firewall/edge", wanted) }
        world.have(
            "Firewall/edge", "f1", ["model": "a"], live: ["model": "a", "isDefault": .bool(isDefault)])
        return world
    }

    @Test("what came with its parent is forgotten rather than deleted, and the plan says why")
    func removed() throws {
        let step = try #require(Self.world().plan().steps.first)
        #expect(step.action == .forget)
        #expect(step.reason.text == "it was created with its Network and is deleted with it")
        #expect(Self.world().plan(destroy: true).steps.first?.action == .forget)
        #expect(Self.world(isDefault: false).plan().steps.first?.action == .delete)
    }

    @Test("what came with its parent is not replaced")
    func replaced() throws {
        let step = try #require(Self.world(["model": "b"]).plan().steps.first)
        #expect(step.action.word == "error")
        #expect(Self.world(["model": "b"], isDefault: false).plan().steps.contains { $0.action == .replace })
    }
}
