import Model
import Planning
import Testing

/// Objects that stay, and name what goes by a field that no manifest speaks of.
@Suite("Fields that cling") struct TurningTests {
    private static let kinds = KindCatalog([
        kind("Home", []),
        kind(
            "Rule",
            [
                Field("home", .reference("Home"), .required, ""), Field("model", .string, change: .replace, ""),
                .computed("isDefault", .boolean, ""),
            ], replacement: .createFirst, builtIn: ["isDefault": true]),
        kind(
            "Room",
            [
                Field("home", .reference("Home"), .required, ""),
                Field("rule", .reference("Rule"), change: .inPlace(.none, calls: ["setRule"]), "")
                    .fallingBack(within: "home"),
                Field("guards", .set(.reference("Rule")), change: .inPlace(.none, calls: ["addGuard"]), "")
                    .fallingBack(within: "home"),
                Field("key", .reference("Rule"), change: .replace, "").binding,
                Field("spare", .reference("Rule"), change: .inPlace(.none, calls: ["setSpare"]), initial: .null, ""),
            ]),
    ])

    private static func kind(
        _ title: String, _ fields: [Field], replacement: Kind.Replacement = .deleteFirst, builtIn: Attributes = [:]
    ) -> Kind {
        Kind(
            title, service: "Test", summary: "",
            fields: [Field("name", .string, .optionalFromName, change: .replace, "")] + fields,
            identity: Kind.Identity(id: "no"),
            life: Kind.Life(
                creation: Kind.Procedure(["make"], seconds: 1, timeout: 9),
                deletion: Kind.Procedure(["drop"], seconds: 1, timeout: 9), replacement: replacement),
            choosing: Kind.Choosing(builtIn: builtIn),
            example: "")
    }

    /// A room of which its manifest says `wanted`; the rule `r` is taken out, unless it is to be of another model.
    private func plan(
        room live: Attributes, wanted: Attributes = [:], model: Value? = nil, targets: [String] = [],
        change: (inout Lifecycle) -> Void = { _ in }
    ) -> Plan {
        var room = DesiredResource(
            at("Room/a"), attributes: wanted.merging(["name": "a", "home": ref("Home/h")]) { $1 })
        change(&room.lifecycle)
        var snapshot = LiveSnapshot()
        snapshot.observe("Home", [LiveObject(kind: "Home", id: "1", attributes: ["name": "h"])])
        snapshot.observe(
            "Rule",
            [
                LiveObject(kind: "Rule", id: "2", attributes: ["name": "std", "home": "1", "isDefault": true]),
                LiveObject(kind: "Rule", id: "3", attributes: ["name": "r", "home": "1"]),
                LiveObject(kind: "Rule", id: "4", attributes: ["name": "q", "home": "1"]),
            ])
        let base: Attributes = ["name": "a", "home": "1"]
        let seen = base.merging(live) { $1 }
        snapshot.observe("Room", [LiveObject(kind: "Room", id: "5", attributes: seen)])
        return Planner.plan(
            desired: Desired(
                project: Project(name: "test"),
                resources: [DesiredResource(at("Home/h"), attributes: ["name": "h"]), room]
                    + (model.map {
                        [DesiredResource(at("Rule/r"), attributes: ["name": "r", "home": ref("Home/h"), "model": $0])]
                    } ?? [])),
            recorded: Recorded([
                RecordedResource(at("Home/h"), id: "1", applied: ["name": "h"]),
                RecordedResource(
                    at("Rule/r"), id: "3", applied: ["name": "r", "home": "1"], dependencies: [at("Home/h")]),
                // The field was left out and applied so before: nothing recorded tells of it any more.
                RecordedResource(
                    at("Room/a"), id: "5", applied: ["name": "a", "home": "1"], dependencies: [at("Home/h")]),
            ]), live: snapshot, catalog: Self.kinds,
            options: PlanOptions(today: "2027-01-15", selection: Selection(targets: targets)))
    }

    @Test("a field that is left out and names what goes is turned to the default first, as a step of the plan")
    func fallsBack() {
        let plan = plan(room: ["rule": "3"])
        #expect(
            plan.text == """
                update Room/a [fields differ]
                  rule: "3" → "2" (manifest)
                delete Rule/r [no longer in the manifests] after Room/a
                """)
        #expect(plan.steps.first?.calls == ["setRule"])
        #expect(plan.steps.first?.desired?.attributes["rule"] == "2")
    }

    @Test("of a list what stays stays, and only the last one is replaced by the default")
    func lists() {
        func guards(_ value: Value) -> [String] {
            plan(room: ["guards": value]).steps.flatMap(\.changes).map { $0.after?.display ?? "" }
        }
        #expect(guards(["3", "4"]) == [#"["4"]"#])
        #expect(guards(["3"]) == [#"["2"]"#])
        #expect(guards(["4"]) == [])
    }

    @Test("of what is replaced the new form is taken, before the old one goes")
    func replaced() {
        let plan = plan(room: ["rule": "3", "guards": ["3", "4"]], model: "b")
        #expect(plan.actions == ["replace Rule/r", "update Room/a", "delete old Rule/r (old)"])
        #expect(plan.steps[1].changes.map { $0.after } == [["4", ref("Rule/r")], ref("Rule/r")])
    }

    @Test("what goes together goes in order: first who names the other, be it by a field that was left out")
    func together() {
        var gone = Self.going(["rule": "3"])
        #expect(gone.actions == ["delete Room/a", "delete Rule/r"])
        gone = Self.going(["key": "3"])
        #expect(gone.actions == ["delete Room/a", "delete Rule/r"])
        #expect(plan(room: ["key": "3"]).text == "error Rule/r [Room/a still refers to it in 'key']")
    }

    /// The plan when both the room and the rule are taken out.
    private static func going(_ live: Attributes) -> Plan {
        let room = live.merging(["name": "a", "home": "1"]) { $1 }
        var snapshot = LiveSnapshot()
        snapshot.observe("Home", [])
        snapshot.observe("Rule", [LiveObject(kind: "Rule", id: "3", attributes: ["name": "r", "home": "1"])])
        snapshot.observe("Room", [LiveObject(kind: "Room", id: "5", attributes: room)])
        return Planner.plan(
            desired: Desired(project: Project(name: "test"), resources: []),
            recorded: Recorded([
                RecordedResource(at("Rule/r"), id: "3", applied: ["name": "r"]),
                RecordedResource(at("Room/a"), id: "5", applied: ["name": "a"]),
            ]), live: snapshot, catalog: kinds, options: PlanOptions(today: "2027-01-15"))
    }

    @Test("a deletion that was chosen brings along the turning away from it")
    func chosen() {
        #expect(plan(room: ["rule": "3"], targets: ["Rule/r"]).actions == ["update Room/a", "delete Rule/r"])
    }

    @Test("what is left to others, or has no default, keeps what it names: the deletion is refused with its name")
    func refused() {
        let ignored = plan(room: ["rule": "3"]) { $0.ignore = [Ignore(path: "rule")] }
        #expect(ignored.text == "error Rule/r [Room/a still refers to it in 'rule']")
        let bare = plan(room: ["spare": "3"])
        #expect(bare.refusals.map(\.reason.text) == ["Room/a still refers to it in 'spare'"])
    }
}
