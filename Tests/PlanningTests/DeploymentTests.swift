import Model
import Planning
import Testing

/// What is served, and what serves it as it was deployed.
private enum Gallery {
    static let kinds = KindCatalog([house, room, painting, window])

    private static let house = kind("House", [], listedUnder: nil)
    private static let room = kind("Room", [Field("house", .reference("House"), .required, "")], listedUnder: "House")
    private static let painting = kind(
        "Painting",
        [
            Field("room", .reference("Room"), .required, ""),
            Field("colour", .string, change: .inPlace(.none, calls: ["paint"]), initial: "white", ""),
            Field("people", .set(.string), change: .inPlace(.none, calls: ["paint"]), initial: [], ""),
        ], listedUnder: "Room")
    private static let window = kind(
        "Window",
        [
            Field("house", .reference("House"), .required, ""),
            Field("shows", .enumeration(["auto", "manual"]), change: .stateOnly, ""),
            Field("picture", .integer, change: .inPlace(.none, calls: ["turnBack"]), ""),
            Field("curtain", .string, change: .inPlace(.none, calls: ["draw"]), ""),
            Field("seen", .json, .computed, change: .inPlace(.none, calls: ["show"]), ""),
        ], listedUnder: "House",
        snapshot: Kind.Deployment(
            in: "seen", of: "House", policy: "shows", pin: "picture", calls: ["show"],
            parts: [
                Kind.Deployment.Part("Room", label: "room", title: ["name"]),
                Kind.Deployment.Part("Painting", title: ["name", "room.name"], reported: ["colour"]),
            ]))

    private static let removal: @Sendable (Attributes, Attributes?) -> [String] = { _, new in
        new == nil ? ["it is gone"] : []
    }

    private static func kind(
        _ name: String, _ fields: [Field], listedUnder: String?, snapshot: Kind.Deployment? = nil
    ) -> Kind {
        Kind(
            name, service: "Test", summary: "",
            fields: [Field("name", .string, .optionalFromName, change: .replace, "")] + fields,
            identity: Kind.Identity(id: "no"),
            place: Kind.Place(listedUnder: listedUnder),
            life: Kind.Life(
                creation: Kind.Procedure(["make\(name)"], seconds: 1, timeout: 9),
                deletion: Kind.Procedure(["drop\(name)"], seconds: 1, timeout: 9)),
            checks: Kind.Checks(breaking: name == "Painting" ? removal : nil),
            serving: Kind.Serving(deployment: snapshot), example: "")
    }
}

@Suite("Deployments of what is served") struct DeploymentTests {
    private static let house: Attributes = ["name": "h"]
    private static let room: Attributes = ["name": "hall", "house": "1"]
    private static let painting: Attributes = ["name": "cat", "room": "11", "colour": "red"]

    /// A house with a hall and a painting, and a window that shows them.
    private func world(
        window: Attributes = [:], wanted painting: Attributes? = DeploymentTests.painting,
        live: Attributes = DeploymentTests.painting, told: Value? = nil
    ) -> (desired: Desired, recorded: Recorded, live: LiveSnapshot) {
        let base: Attributes = ["name": "w", "house": ref("House/h")]
        var resources = [
            DesiredResource(at("House/h"), attributes: ["name": "h"]),
            DesiredResource(at("Room/hall"), attributes: ["name": "hall", "house": ref("House/h")]),
            DesiredResource(at("Window/w"), attributes: base.merging(window) { $1 }),
        ]
        if var painting {
            painting["room"] = ref("Room/hall")
            resources.append(DesiredResource(at("Painting/cat"), attributes: painting))
        }
        let desired = Desired(project: Project(name: "test"), resources: resources)
        var snapshot = LiveSnapshot()
        snapshot.observe("House", [LiveObject(kind: "House", id: "1", attributes: Self.house)])
        snapshot.observe("Room", [LiveObject(kind: "Room", id: "11", attributes: Self.room)])
        snapshot.observe("Painting", [LiveObject(kind: "Painting", id: "111", attributes: live)])
        var seen: Attributes = ["name": "w", "house": "1"]
        if let told { seen["seen"] = told }
        snapshot.observe("Window", [LiveObject(kind: "Window", id: "12", attributes: seen)])
        let rows = [
            RecordedResource(at("House/h"), id: "1", applied: Self.house),
            RecordedResource(at("Room/hall"), id: "11", applied: Self.room, dependencies: [at("House/h")]),
            RecordedResource(at("Painting/cat"), id: "111", applied: Self.painting, dependencies: [at("Room/hall")]),
            RecordedResource(
                at("Window/w"), id: "12", applied: ["name": "w", "house": "1", "seen": Self.shown],
                dependencies: [at("House/h")]),
        ]
        return (desired, Recorded(rows), snapshot)
    }

    /// What the window was left showing: taken from a plan that makes everything.
    private static let shown: Value = {
        let resources = [
            DesiredResource(at("House/h"), attributes: ["name": "h"]),
            DesiredResource(at("Room/hall"), attributes: ["name": "hall", "house": ref("House/h")]),
            DesiredResource(
                at("Painting/cat"), attributes: ["name": "cat", "room": ref("Room/hall"), "colour": "red"]),
            DesiredResource(at("Window/w"), attributes: ["name": "w", "house": ref("House/h")]),
        ]
        var live = LiveSnapshot()
        for kind in Gallery.kinds.names { live.observe(kind, []) }
        let plan = Planner.plan(
            desired: Desired(project: Project(name: "test"), resources: resources), recorded: Recorded(), live: live,
            catalog: Gallery.kinds, options: PlanOptions(today: "2027-01-15"))
        return plan.steps.last?.desired?.attributes["seen"] ?? .null
    }()

    private func plan(
        _ world: (desired: Desired, recorded: Recorded, live: LiveSnapshot), destroy: Bool = false,
        targets: [String] = [], excludes: [String] = []
    ) -> Plan {
        Planner.plan(
            desired: world.desired, recorded: world.recorded, live: world.live, catalog: Gallery.kinds,
            options: PlanOptions(
                today: "2027-01-15", destroy: destroy, selection: Selection(targets: targets, excludes: excludes)))
    }

    private func words(_ plan: Plan) -> [String] {
        plan.steps.map {
            "\($0.action.word) \($0.address) \($0.changes.map(\.path.description).joined(separator: ","))"
        }
    }

    @Test("what was deployed when everything was made is what is there afterwards")
    func stable() {
        #expect(Self.shown.elements.count == 2)
        #expect(words(plan(world())) == [])
        // Left out and the cloud's own beginning are one thing.
        var bare = Self.painting
        bare["people"] = []
        #expect(words(plan(world(live: bare))) == [])
    }

    @Test("a change is shown once it is made, in that order")
    func change() {
        var blue = Self.painting
        blue["colour"] = "blue"
        let plan = plan(world(wanted: blue))
        #expect(words(plan) == ["update Painting/cat colour", "update Window/w seen[cat hall]"])
        #expect(plan.steps[1].waitsFor == [Step.ID(at("Painting/cat"))])
        #expect(plan.steps[1].calls == ["show"])
        #expect(plan.steps[1].changes[0].origin == .manifest)
    }

    @Test("what comes new, in something that comes new itself, is shown")
    func addition() {
        var world = world()
        world.desired.resources += [
            DesiredResource(at("Painting/dog"), attributes: ["name": "dog", "room": ref("Room/attic")]),
            DesiredResource(at("Room/attic"), attributes: ["name": "attic", "house": ref("House/h")]),
        ]
        world.desired.resources.sort { $0.address < $1.address }
        let plan = plan(world)
        #expect(plan.steps.map(\.address.description) == ["Room/attic", "Painting/dog", "Window/w"])
        #expect(plan.steps.last?.changes.map(\.path.description) == ["seen[dog attic]", "seen[room attic]"])
        #expect(plan.steps.last?.waitsFor == [Step.ID(at("Painting/dog")), Step.ID(at("Room/attic"))])
    }

    @Test("what is made once more, alike as it may be, is shown anew: it is another object")
    func again() {
        var world = world()
        world.live.observe("Painting", [])
        #expect(words(plan(world)).last == "update Window/w seen[cat hall]")
    }

    @Test("two alike that swap names are shown anew, also when the run that made them died before that")
    func swapped() throws {
        var world = world()
        let other: Attributes = ["name": "dog", "room": "11", "colour": "red"]
        world.live.observe(
            "Painting",
            [
                LiveObject(kind: "Painting", id: "111", attributes: Self.painting),
                LiveObject(kind: "Painting", id: "112", attributes: other),
            ])
        world.desired.resources =
            Desired(
                project: world.desired.project,
                resources: world.desired.resources + [
                    DesiredResource(
                        at("Painting/dog"), attributes: ["name": "dog", "room": ref("Room/hall"), "colour": "red"])
                ]
            ).resources
        world.recorded = Recorded(
            world.recorded.resources + [
                RecordedResource(at("Painting/dog"), id: "112", applied: other, dependencies: [at("Room/hall")])
            ])
        // Shown and recorded with the ids of what is there.
        let shown = try #require(plan(world).steps.last?.desired?.attributes["seen"])
        #expect(Set(shown.elements.compactMap { $0.members["object"]?.text }) == ["11", "111", "112"])
        func rows(_ seen: Value) -> Recorded {
            Recorded(
                world.recorded.resources.map { row in
                    var row = row
                    if row.address == at("Window/w") { row.applied["seen"] = seen }
                    return row
                })
        }
        world.recorded = rows(shown)
        #expect(words(plan(world)) == [])
        // Another object stands in the place of each since.
        world.live.observe(
            "Painting",
            [
                LiveObject(kind: "Painting", id: "112", attributes: Self.painting),
                LiveObject(kind: "Painting", id: "111", attributes: other),
            ])
        world.recorded = Recorded(
            world.recorded.resources.map { row in
                var row = row
                if row.address == at("Painting/cat") { row.id = "112" }
                if row.address == at("Painting/dog") { row.id = "111" }
                return row
            })
        #expect(words(plan(world)) == ["update Window/w seen[cat hall],seen[dog hall]"])
    }

    @Test("a deployment of what this plan makes names it by its id as soon as that is known")
    func identified() {
        let made = Kind.Deployment.identified(Self.shown) { $0 == at("Painting/cat") ? "111" : nil }
        #expect(made.elements.contains { $0.members["object"] == "111" })
        #expect(!made.elements.contains { $0.members["made"] != nil })
    }

    @Test("what a dead run had begun, and was read in part, is shown as it is when it is finished")
    func resumed() {
        var begun = Self.painting
        begun["colour"] = nil
        var world = world(live: begun)
        let rows = world.recorded.resources.map { row in
            guard row.address == at("Painting/cat") else { return row }
            return RecordedResource(row.address, id: row.id, condition: .creating)
        }
        world.recorded = Recorded(rows)
        #expect(words(plan(world)) == ["resume Painting/cat "])
    }

    @Test("what others change counts too, and is told as theirs")
    func drift() {
        var other = Self.painting
        other["people"] = ["a duke"]
        let plan = plan(world(live: other))
        #expect(words(plan) == ["update Window/w seen[cat hall]"])
        #expect(plan.steps[0].changes[0].origin == .drift)
    }

    @Test("a removal is shown when it is done, and marked where it breaks somebody")
    func removal() {
        let plan = plan(world(wanted: nil))
        #expect(words(plan) == ["delete Painting/cat ", "update Window/w seen[cat hall]"])
        #expect(plan.steps[0].breaking == ["it is gone"])
        #expect(!Guard(failOn: [.breaking]).violations(of: plan).isEmpty)
    }

    @Test("what serves goes before what is served")
    func destruction() {
        let order = plan(world(), destroy: true).steps.map(\.address.kind)
        #expect(order == ["Window", "Painting", "Room", "House"])
    }

    @Test("in a house that is built anew, the old window goes before the old painting, and the new one comes last")
    func rebuilding() {
        var world = world()
        world.desired.resources[0].attributes["name"] = "villa"
        let plan = plan(world)
        #expect(
            plan.actions == [
                "delete old Window/w (old)", "delete old Painting/cat (old)", "delete old Room/hall (old)",
                "delete old House/h (old)", "replace House/h", "replace Room/hall", "replace Painting/cat",
                "replace Window/w",
            ])
        let places = Dictionary(uniqueKeysWithValues: plan.steps.enumerated().map { ($1.id, $0) })
        for (place, step) in plan.steps.enumerated() {
            #expect(step.waitsFor.allSatisfy { places[$0].map { $0 < place } ?? false }, "\(step.id) waits for ever")
        }
    }

    @Test("settings of the window itself show nothing anew")
    func settings() {
        #expect(words(plan(world(window: ["curtain": "drawn"]))) == ["update Window/w curtain"])
    }

    @Test("manual deploys nothing and warns; a pinned deployment neither")
    func policies() {
        var blue = Self.painting
        blue["colour"] = "blue"
        let manual = plan(world(window: ["shows": "manual"], wanted: blue))
        #expect(!words(manual).contains { $0.contains("seen") })
        #expect(manual.warnings.contains { $0.code == "stale-deployment" && $0.notes == ["cat hall has changed"] })
        let pinned = plan(world(window: ["picture": 3], wanted: blue))
        #expect(words(pinned) == ["update Painting/cat colour", "update Window/w picture"])
        #expect(pinned.warnings.isEmpty)
    }

    @Test("a deployment that somebody else made is compared as far as it is reported")
    func foreign() {
        let same: Value = [["path": "cat hall", "told": ["colour": "red"]]]
        #expect(words(plan(world(told: same))) == [])
        let other: Value = [["path": "cat hall", "told": ["colour": "green"]]]
        #expect(words(plan(world(told: other))) == ["update Window/w seen[cat hall]"])
        #expect(words(plan(world(told: []))) == ["update Window/w seen[cat hall]"])
        // Of people the cloud tells nothing: somebody may have shown the painting before they came.
        let peopled = Self.painting.merging(["people": ["Ada"]]) { $1 }
        #expect(
            words(plan(world(wanted: peopled, told: same))) == [
                "update Painting/cat people", "update Window/w seen[cat hall]",
            ])
        #expect(words(plan(world(wanted: peopled, live: peopled, told: same))) == ["update Window/w seen[cat hall]"])
        let world = world(told: other)
        let drift = DriftDetector.detect(
            recorded: world.recorded, live: world.live, catalog: Gallery.kinds, desired: nil, today: "2027-01-15",
            now: 0)
        #expect(drift.map(\.address) == [at("Window/w")])
    }

    @Test("a target brings along what it takes in, an exclusion takes along what would have taken it in")
    func selection() {
        var blue = Self.painting
        blue["colour"] = "blue"
        #expect(plan(world(wanted: blue), targets: ["Window/w"]).steps.count == 2)
        #expect(plan(world(wanted: blue), excludes: ["Painting/cat"]).steps.isEmpty)
        #expect(words(plan(world(wanted: blue), targets: ["Painting/cat"])) == ["update Painting/cat colour"])
    }
}
