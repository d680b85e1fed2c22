import Model
import Planning
import Testing

/// What only one object at a time can have.
@Suite("Slots") struct SlotTests {
    private static let home = Field("home", .reference("Home"), .required, change: .replace, "")
    private static let name = Field("name", .string, .optionalFromName, change: .replace, "")
    private static let kinds = KindCatalog([
        kind("Home", []),
        kind(
            "Lot", [home, Field("range", .cidr, change: .replace, "")],
            slots: [Kind.Slot(["home", "range"], isRange: true)]),
        kind(
            "Sign",
            [home, Field("pole", .string, change: .inPlace(.none, calls: ["takeDown", "hang"]), initial: .null, "")],
            slots: [Kind.Slot(["home", "pole"])]),
    ])

    private static func kind(_ title: String, _ fields: [Field], slots: [Kind.Slot] = []) -> Kind {
        Kind(
            title, service: "Test", summary: "", fields: [name] + fields,
            identity: Kind.Identity(id: "no", marker: fields.isEmpty ? ["name"] : ["name", "home"]),
            place: Kind.Place(slots: slots),
            life: Kind.Life(
                creation: Kind.Procedure(["make"], seconds: 1, timeout: 9),
                deletion: Kind.Procedure(["drop"], seconds: 1, timeout: 9)), example: "")
    }

    private func plan(
        there: [(String, Attributes)], wanted: [(String, Attributes)], onTop: [Address: Address] = [:]
    ) -> Plan {
        let all = [("Home/h", Attributes(dictionaryLiteral: ("name", "h")))] + there
        var live = LiveSnapshot()
        for kind in Self.kinds.names {
            live.observe(
                kind,
                all.filter { at($0.0).kind == kind }.map { LiveObject(kind: kind, id: "id-\($0.0)", attributes: $0.1) })
        }
        let rows = all.map { RecordedResource(at($0.0), id: "id-\($0.0)", applied: $0.1) }
        let resources = ([("Home/h", ["name": "h"])] + wanted).map { DesiredResource(at($0.0), attributes: $0.1) }
        return Planner.plan(
            desired: Desired(project: Project(name: "test"), resources: resources), recorded: Recorded(rows),
            live: live, catalog: Self.kinds, options: PlanOptions(today: "2027-01-15"))
    }

    private func waits(_ plan: Plan, _ address: String) -> [String] {
        plan.steps.first { $0.address == at(address) && !$0.destroys }?.waitsFor.map(\.description) ?? ["no step"]
    }

    @Test("a range is freed before one that overlaps it is taken, and others are not waited for")
    func ranges() {
        let plan = plan(
            there: [
                ("Lot/a", ["name": "a", "home": "id-Home/h", "range": "10.0.0.0/24"]),
                ("Lot/b", ["name": "b", "home": "id-Home/h", "range": "10.0.4.0/24"]),
                ("Lot/c", ["name": "c", "home": "id-Home/h", "range": "10.0.9.0/24"]),
            ],
            wanted: [("Lot/d", ["name": "d", "home": ref("Home/h"), "range": "10.0.0.0/21"])])
        #expect(waits(plan, "Lot/d") == ["Lot/a", "Lot/b"])
    }

    @Test("two that change ranges are both taken away first")
    func exchange() {
        let plan = plan(
            there: [
                ("Lot/a", ["name": "a", "home": "id-Home/h", "range": "10.0.0.0/24"]),
                ("Lot/b", ["name": "b", "home": "id-Home/h", "range": "10.0.4.0/24"]),
            ],
            wanted: [
                ("Lot/a", ["name": "a", "home": ref("Home/h"), "range": "10.0.4.0/24"]),
                ("Lot/b", ["name": "b", "home": ref("Home/h"), "range": "10.0.0.0/24"]),
            ])
        #expect(waits(plan, "Lot/a") == ["Lot/a (old)", "Lot/b (old)"])
        #expect(waits(plan, "Lot/b") == ["Lot/a (old)", "Lot/b (old)"])
    }

    @Test("what is given up by a change is waited for, and in a circle one gives up first")
    func changes() {
        let there: [(String, Attributes)] = [
            ("Sign/a", ["name": "a", "home": "id-Home/h", "pole": "1"]),
            ("Sign/b", ["name": "b", "home": "id-Home/h", "pole": "2"]),
        ]
        func wanted(_ a: Value, _ b: Value) -> [(String, Attributes)] {
            [
                ("Sign/a", ["name": "a", "home": ref("Home/h"), "pole": a]),
                ("Sign/b", ["name": "b", "home": ref("Home/h"), "pole": b]),
            ]
        }
        #expect(waits(plan(there: there, wanted: wanted("3", "1")), "Sign/b") == ["Sign/a"])
        let circle = plan(there: there, wanted: wanted("2", "1"))
        #expect(circle.actions == ["update Sign/a (makes way)", "update Sign/b", "update Sign/a"])
    }

    @Test("a name is given up before another object gets it")
    func names() {
        let plan = plan(
            there: [("Sign/a", ["name": "x", "home": "id-Home/h"])],
            wanted: [("Sign/b", ["name": "x", "home": ref("Home/h")])])
        #expect(waits(plan, "Sign/b") == ["Sign/a"])
        #expect(plan.warnings.map(\.help) == ["to keep the object, write renamedFrom: a"])
    }

    @Test("what rests on an object that is the same may be the same, too")
    func suggestedBelow() {
        let plan = plan(
            there: [("Home/a", ["name": "x"]), ("Lot/a", ["name": "l", "home": "id-Home/a", "range": "10.0.0.0/24"])],
            wanted: [
                ("Home/b", ["name": "x"]), ("Lot/b", ["name": "l", "home": ref("Home/b"), "range": "10.0.0.0/24"]),
            ])
        #expect(plan.warnings.count == 2)
    }

    @Test("a plan suggests a rename only where object and manifest agree, and which belong together is clear")
    func suggestions() {
        func lot(_ name: String, _ range: Value, home: Value = "id-Home/h") -> (String, Attributes) {
            ("Lot/\(name)", ["name": .string(name), "home": home, "range": range])
        }
        let old = [lot("a", "10.0.0.0/24"), lot("b", "10.0.1.0/24")]
        let other = plan(there: old, wanted: [lot("c", "10.0.2.0/24", home: ref("Home/h"))])
        #expect(other.warnings.isEmpty)
        // A name that is written is wanted: another one means another object.
        let named = plan(there: old, wanted: [lot("c", "10.0.0.0/24", home: ref("Home/h"))])
        #expect(named.warnings.isEmpty)
    }
}
