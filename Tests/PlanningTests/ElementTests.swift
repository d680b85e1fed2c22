import Model
import Testing

@testable import Planning

/// Lists whose elements have calls of their own and hold secrets: the users of a database.
@Suite("elements with calls and secrets of their own") struct ElementTests {
    private static let kind = Kind(
        "Base", service: "Test", summary: "A base.",
        fields: [
            Field("name", .string, .optionalFromName, change: .replace, "Name."),
            Field("origin", .string, change: .replace, "How it was made; never shown."),
            Field("key", .secret, change: .inPlace(.none, calls: ["setKey"]), "A secret of its own."),
            Field(
                "users",
                .keyed(
                    [
                        Field("name", .string, .required, "Name."), Field("right", .string, initial: "READ", "Right."),
                        Field("password", .secret, constraints: [.givenForNew], "Password."),
                        Field("home", .string, "Home."),
                    ], by: ["name"]),
                change: .inPlace(.none, calls: ["add", "change", "drop"]), initial: [], constraints: [.keeps(["home"])],
                "Users."
            ).shareable.changing(
                Field.ElementCalls(
                    add: "add", change: "change", remove: "drop", batch: 2, removal: .dataLoss,
                    spared: ["name": "origin"])),
            Field(
                "version", .string, change: .inPlace(.restart, calls: ["upgrade"]),
                constraints: [.upgrades(["5.7", "8.0", "8.4"])], "Version."),
            Field("last", .boolean, change: .stateOnly, initial: false, "Whether a copy is made at the end."),
            .ownership(initially: "partial"),
        ],
        identity: Kind.Identity(id: "no"),
        life: Kind.Life(
            creation: Kind.Procedure(["make"], seconds: 1, timeout: 1).then(["add"], forEach: 2, in: "users"),
            deletion: Kind.Procedure(["end"], seconds: 1, timeout: 1).first(["copy"], where: "last"),
            disruption: .dataLoss, holdsData: true), example: "")

    private static let address = Address(kind: "Base", name: "b")

    private func plan(
        applied: Attributes?, wanted: Attributes?, live: Attributes?, isAdopted: Bool = false
    ) -> Plan {
        var snapshot = LiveSnapshot()
        snapshot.observe("Base", live.map { [LiveObject(kind: "Base", id: "1", attributes: $0)] } ?? [])
        let row = applied.map {
            RecordedResource(Self.address, id: "1", applied: $0, adopted: isAdopted)
        }
        return Planner.plan(
            desired: Desired(
                project: Project(name: "p"),
                resources: wanted.map { [DesiredResource(Self.address, attributes: $0)] } ?? []),
            recorded: Recorded([row].compactMap(\.self)), live: snapshot, catalog: KindCatalog([Self.kind]),
            options: PlanOptions(today: "2027-01-01"))
    }

    private func secret(_ text: String) -> Value { .secret(Secret(text).sealed { "print of \($0)" }) }

    private func users(_ passwords: KeyValuePairs<String, String?>, right: Value? = nil) -> Value {
        .list(
            passwords.map { name, password in
                var user: Attributes = ["name": .string(name)]
                if let right { user["right"] = right }
                if let password { user["password"] = secret(password) }
                return .map(user)
            })
    }

    @Test("a secret in a list is compared with what was applied last: no answer shows it")
    func secrets() throws {
        let applied: Attributes = ["name": "b", "users": users(["ann": "old", "bob": "same"])]
        let live: Attributes = ["name": "b", "users": users(["ann": nil, "bob": nil], right: "READ")]
        #expect(plan(applied: applied, wanted: applied, live: live).steps.isEmpty)
        let step = try #require(
            plan(
                applied: applied, wanted: ["name": "b", "users": users(["ann": "new", "bob": "same"])], live: live
            ).steps.first)
        #expect(step.changes.map(\.path.description) == ["users[ann]"])
        #expect(step.changes.flatMap(\.inside).map(\.path.description) == ["users[ann].password"])
        #expect(step.calls == ["change"] && step.disruption == .none && !step.losesData)
        // A manifest that does not give it leaves it alone.
        #expect(
            plan(applied: applied, wanted: ["name": "b", "users": users(["ann": nil, "bob": nil])], live: live).steps
                .isEmpty)
    }

    @Test("drift of what is shown is told, and that of a secret cannot be")
    func drift() {
        let applied: Attributes = ["name": "b", "users": users(["ann": "old"])]
        var snapshot = LiveSnapshot()
        func findings(_ right: Value) -> [DriftFinding] {
            snapshot.observe(
                "Base",
                [
                    LiveObject(
                        kind: "Base", id: "1", attributes: ["name": "b", "users": users(["ann": nil], right: right)])
                ])
            return DriftDetector.detect(
                recorded: Recorded([RecordedResource(Self.address, id: "1", applied: applied)]), live: snapshot,
                catalog: KindCatalog([Self.kind]), desired: nil, today: "2027-01-01", now: 0)
        }
        #expect(findings("READ").isEmpty)
        #expect(findings("WRITE").count == 1)
    }

    @Test("of an imported object nothing is known that no answer shows: neither its secrets nor how it was made")
    func adopted() {
        let live: Attributes = ["name": "b", "users": users(["ann": nil])]
        let wanted: Attributes = ["name": "b", "origin": "copy", "users": users(["ann": "any"]), "key": secret("any")]
        #expect(
            plan(applied: ["name": "b"], wanted: ["name": "b", "origin": "copy"], live: live, isAdopted: true).steps
                .isEmpty)
        let made = plan(applied: ["name": "b"], wanted: ["name": "b", "origin": "copy"], live: live)
        #expect(made.steps.contains { $0.action == .replace })
        // A secret that the manifest comes to give is sent.
        let step = plan(applied: ["name": "b"], wanted: wanted, live: live, isAdopted: true).steps.first
        #expect(step?.calls == ["setKey", "change"])
    }

    @Test("each element takes the call for it, so many in one, and none that is not needed")
    func calls() throws {
        let live: Attributes = ["name": "b", "users": users(["a": nil, "b": nil, "c": nil, "d": nil])]
        let applied: Attributes = ["name": "b", "users": users(["a": "x", "b": "x", "c": "x", "d": "x"])]
        let wanted: Attributes = ["name": "b", "users": users(["d": "y", "e": "x", "f": "x", "g": "x"])]
        let step = try #require(plan(applied: applied, wanted: wanted, live: live).steps.first)
        #expect(step.calls == ["add", "add", "change", "drop", "drop"])
        #expect(step.disruption == .dataLoss && step.losesData)
        let made = try #require(
            plan(applied: nil, wanted: ["name": "b", "users": users(["a": "x", "b": "x", "c": "x"])], live: nil).steps
                .first)
        #expect(made.calls == ["make", "add", "add"])
    }

    @Test("elements that were never applied stay, where the kind's objects are owned partly if nothing is said")
    func others() {
        let live: Attributes = ["name": "b", "users": users(["ann": nil, "root": nil])]
        let own: Attributes = ["name": "b", "users": users(["ann": "x"])]
        #expect(plan(applied: own, wanted: own, live: live).steps.isEmpty)
        var whole = own
        whole["ownership"] = "full"
        #expect(plan(applied: own, wanted: whole, live: live).steps.first?.calls.contains("drop") == true)
        // But what another field of the object speaks of.
        whole["origin"] = "root"
        for applied in [whole, whole.merging(["users": users(["ann": "x", "root": nil])]) { $1 }] {
            #expect(plan(applied: applied, wanted: whole, live: live).steps.isEmpty)
        }
        // Its removal is not held up, as that of an imported object would be that says so itself.
        #expect(plan(applied: own, wanted: nil, live: live, isAdopted: true).steps.first?.action == .delete)
        var declared = own
        declared["ownership"] = "partial"
        #expect(plan(applied: declared, wanted: nil, live: live, isAdopted: true).steps.first?.isRefused == true)
    }

    @Test("an element that is new needs its secret, and keeps what no call changes")
    func refused() {
        let live: Attributes = ["name": "b", "users": [["name": "ann", "home": "/a"]]]
        let applied: Attributes = ["name": "b", "users": [["name": "ann", "home": "/a"]]]
        func outline(_ users: Value) -> String {
            plan(applied: applied, wanted: ["name": "b", "users": users], live: live).outline
        }
        #expect(outline([["name": "ann", "home": "/b"]]).hasPrefix("error Base/b [users[ann] cannot change its home"))
        let added: Value = [["name": "ann", "home": "/a"], ["name": "new"]]
        #expect(outline(added).hasPrefix("error Base/b [users[new] is new and has no password"))
    }

    @Test(
        "a version goes up one step at a time, and never back",
        arguments: [
            ("MYSQL8.0.36", "MYSQL8.0.40", nil), ("MYSQL5.7.44", "MYSQL8.0.40", nil),
            ("MYSQL8.0.40", "MYSQL8.0.36", "cannot go back from 8.0.40 to 8.0.36"),
            ("MYSQL5.7.44", "MYSQL8.4.5", "cannot go from 5.7 to 8.4 at once: the next step is 8.0"),
        ] as [(String, String, String?)])
    func upgrades(from: String, to: String, told: String?) throws {
        let steps = plan(
            applied: ["name": "b", "version": .string(from)], wanted: ["name": "b", "version": .string(to)],
            live: ["name": "b", "version": .string(from)]
        ).steps
        guard let told else { return #expect(steps.first?.calls == ["upgrade"] && steps.first?.disruption == .restart) }
        #expect(steps.first?.reason.text == "version \(told)")
    }

    @Test("a deletion takes the calls that a field asks for which only state knows")
    func last() {
        let applied: Attributes = ["name": "b", "last": true]
        #expect(plan(applied: applied, wanted: nil, live: ["name": "b"]).steps.first?.calls == ["copy", "end"])
        #expect(plan(applied: ["name": "b"], wanted: nil, live: ["name": "b"]).steps.first?.calls == ["end"])
        let replaced = plan(applied: applied, wanted: ["name": "c", "last": true], live: ["name": "b"]).steps
        #expect(replaced.first?.calls == ["copy", "end"])
    }
}
