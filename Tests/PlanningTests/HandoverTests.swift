import Model
import Planning
import Testing

/// What objects give up to each other in one plan.
@Suite("Handovers") struct HandoverTests {
    @Test("two that swap places go through a free one: the first gives up what it has and gets nothing for it yet")
    func swap() {
        let plan = Poles.plan(there: ["a": "1", "b": "2"], wanted: ["a": "2", "b": "1"])
        #expect(
            plan.text == """
                update Sign/a (makes way) [first releases what Sign/b needs]
                  pole: "1" → (none) (manifest, restart)
                update Sign/b [fields differ] after Sign/a (makes way)
                  pole: "2" → "1" (manifest, restart)
                update Sign/a [fields differ] after Sign/a (makes way), Sign/b
                  pole: "1" → "2" (manifest, restart)
                """)
        #expect(plan.steps.map(\.calls) == [["takeDown"], ["takeDown", "hang"], ["hang"]])
        #expect(plan.forecast.updates == 2)
    }

    @Test("of three that change places one gives up first, and of two circles one each")
    func circles() {
        let three = Poles.plan(there: ["a": "1", "b": "2", "c": "3"], wanted: ["a": "2", "b": "3", "c": "1"])
        #expect(three.steps.filter(\.isRelease).map(\.address.name) == ["a"])
        let two = Poles.plan(
            there: ["a": "1", "b": "2", "c": "3", "d": "4"], wanted: ["a": "2", "b": "1", "c": "4", "d": "3"])
        #expect(two.steps.filter(\.isRelease).map(\.address.name) == ["a", "c"])
    }

    @Test("who moves on is followed, without a step of its own for it")
    func chain() {
        let plan = Poles.plan(there: ["a": "1", "b": "2"], wanted: ["a": "3", "b": "1"])
        #expect(plan.outline == "update Sign/a [fields differ]\nupdate Sign/b [fields differ] after Sign/a")
    }

    @Test("elements of lists are places of their own, and only those that leave are given up")
    func elements() {
        let plan = Poles.plan(
            there: ["a": ["1", "2", "3"], "b": ["4"]], wanted: ["a": ["1", "4"], "b": ["2"]], in: "hooks")
        let first = plan.steps.first
        #expect(first?.isRelease == true)
        #expect(first?.changes.map(\.text) == [#"  hooks: ["1", "2", "3"] → ["1"] (manifest)"#])
    }

    @Test(
        "what a swap cannot be without is refused where the cloud is known to refuse it, and left to chance where not")
    func refused() {
        let certain = Poles.plan(there: ["a": "1", "b": "2"], wanted: ["a": "2", "b": "1"], in: "seal")
        #expect(certain.refusals.map(\.address.name) == ["a", "b"])
        #expect(
            certain.refusals.first?.reason.text
                == "it needs a value that Sign/b can only release together with getting a new one")
        let unknown = Poles.plan(there: ["a": "1", "b": "2"], wanted: ["a": "2", "b": "1"], in: "nickname")
        #expect(unknown.outline == "update Sign/a [fields differ]\nupdate Sign/b [fields differ]")
    }

    @Test("a place that is full is left before it is entered; where there is room nobody waits")
    func limits() {
        let full = Poles.plan(
            there: ["a": "1", "b": "1", "c": "2"], wanted: ["a": "2", "b": "1", "c": "1"], in: "house")
        #expect(full.outline == "update Sign/a [fields differ]\nupdate Sign/c [fields differ] after Sign/a")
        let room = Poles.plan(there: ["a": "1", "c": "2"], wanted: ["a": "2", "c": "1"], in: "house")
        #expect(room.steps.allSatisfy { $0.waitsFor.isEmpty })
    }

    @Test("a place that is used by objects of two kinds is given up by one before the other has it")
    func kinds() {
        let plan = Poles.plan(
            there: ["a": "1"], wanted: ["a": .null], in: "pole",
            others: (there: [:], wanted: ["Flag/f": ["name": "f", "sign": .reference(Reference(at("Sign/a")))]]))
        #expect(plan.outline == "update Sign/a [fields differ]\ncreate Flag/f [new in the manifests] after Sign/a")
        let back = Poles.plan(
            there: ["a": .null], wanted: ["a": "1"], in: "pole",
            others: (there: ["Flag/f": ["name": "f", "sign": "id-Sign/a"]], wanted: [:]))
        #expect(
            back.outline == "delete Flag/f [no longer in the manifests]\nupdate Sign/a [fields differ] after Flag/f")
    }

    @Test("what is refused keeps its place, and who wants that waits for it, which never begins")
    func kept() {
        let plan = Poles.plan(
            there: ["a": "1", "b": .null], wanted: ["a": "2", "b": "1"], in: "pole", repainting: ["a"])
        #expect(
            plan.outline
                == "error Sign/a [paint cannot be changed]\nupdate Sign/b [fields differ] after Sign/a")
    }

    @Test("whatever changes places, in whatever order steps end, nothing begins before its place is free")
    func random() {
        var dice = SeededGenerator(seed: 11)
        for round in 0..<200 {
            let names = (0..<Int.random(in: 2...7, using: &dice)).map { "s\($0)" }
            let there = Poles.spread(names, &dice)
            let wanted = Poles.spread(names.filter { _ in Int.random(in: 0..<8, using: &dice) > 0 }, &dice)
            let plan = Poles.plan(there: there, wanted: wanted)
            #expect(plan.refusals.isEmpty)
            let clash = Poles.clash(plan, there: there, &dice)
            if let clash { Issue.record("round \(round): \(clash) in\n\(plan.outline)") }
        }
    }
}

/// Signs on poles, one a pole.
private enum Poles {
    private static let kinds = KindCatalog([
        kind(
            "Sign",
            [
                Field(
                    "pole", .string, change: .inPlace(.restart, calls: ["takeDown", "hang"]), initial: .null, ""
                ).holding(
                    .init("pole", of: .named, rule: ""), .init("use of a sign", of: .own, rule: "")),
                Field("hooks", .set(.string), change: .inPlace(.none, calls: ["unhook", "hook"]), ""),
                Field("paint", .string, change: .refused("leave it"), ""),
                Field("seal", .string, change: .inPlace(.none, calls: ["seal"]), ""),
                Field("nickname", .string, change: .inPlace(.none, calls: ["call"]), ""),
                Field(
                    "house", .string, change: .inPlace(.none, calls: ["leave", "enter"]), initial: .null, ""
                ).holding(.init("bed", of: .named, limit: 2, rule: "")),
            ],
            slots: [
                Kind.Slot(["hooks"]), Kind.Slot(["seal"]), Kind.Slot(["nickname"], isCertain: false),
            ]),
        kind(
            "Flag",
            [
                Field("sign", .reference("Sign"), change: .replace, "").holding(
                    .init("use of a sign", of: .named, rule: ""))
            ]),
    ])

    private static func kind(_ title: String, _ fields: [Field], slots: [Kind.Slot] = []) -> Kind {
        Kind(
            title, service: "Test", summary: "",
            fields: [Field("name", .string, .optionalFromName, change: .replace, "")] + fields,
            identity: Kind.Identity(id: "no"),
            place: Kind.Place(slots: slots),
            life: Kind.Life(
                creation: Kind.Procedure(["make"], seconds: 1, timeout: 9),
                deletion: Kind.Procedure(["drop"], seconds: 1, timeout: 9)), example: "")
    }

    /// The plan for signs whose `field` is to change.
    static func plan(
        there: [String: Value], wanted: [String: Value], in field: String = "pole", repainting: Set<String> = [],
        others: (there: [String: Attributes], wanted: [String: Attributes]) = ([:], [:])
    ) -> Plan {
        func signs(_ values: [String: Value]) -> [(Address, Attributes)] {
            values.map { (at("Sign/\($0)"), ["name": .string($0), field: $1]) }
        }
        let present = signs(there) + others.there.map { (at($0), $1) }
        var live = LiveSnapshot()
        for kind in kinds.names {
            live.observe(
                kind,
                present.filter { $0.0.kind == kind }.map { LiveObject(kind: kind, id: "id-\($0.0)", attributes: $0.1) })
        }
        return Planner.plan(
            desired: Desired(
                project: Project(name: "test"),
                resources: (signs(wanted) + others.wanted.map { (at($0), $1) }).map {
                    var sign = DesiredResource($0.0, attributes: $0.1)
                    if repainting.contains($0.0.name) { sign.attributes["paint"] = "red" }
                    return sign
                }),
            recorded: Recorded(present.map { RecordedResource($0.0, id: "id-\($0.0)", applied: $0.1) }), live: live,
            catalog: kinds, options: PlanOptions(today: "2027-01-15"))
    }

    /// Each on a pole of its own, or on none.
    static func spread(_ names: [String], _ dice: inout SeededGenerator) -> [String: Value] {
        let poles = (0..<names.count + 1).map { Value.string("p\($0)") }.shuffled(using: &dice)
        return Dictionary(
            uniqueKeysWithValues: zip(names, poles).map { ($0, Int.random(in: 0..<5, using: &dice) == 0 ? .null : $1) })
    }

    /// Carries the plan out, each next step chosen by chance among those that may begin: the first one whose place is
    /// taken, nil when there is none.
    static func clash(_ plan: Plan, there: [String: Value], _ dice: inout SeededGenerator) -> Step.ID? {
        var poles = there
        var open = plan.steps
        var done: Set<Step.ID> = []
        while let step = open.filter({ done.isSuperset(of: $0.waitsFor) }).randomElement(using: &dice) {
            open.removeAll { $0.id == step.id }
            done.insert(step.id)
            let name = step.address.name
            poles[name] = nil
            if step.destroys { continue }
            let pole = step.isRelease ? Value.null : step.desired?.attributes["pole"] ?? .null
            if pole != .null, poles.values.contains(pole) { return step.id }
            poles[name] = pole
        }
        return open.first?.id
    }
}
