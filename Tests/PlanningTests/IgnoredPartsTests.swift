import Model
import Planning
import Testing

/// What manifests leave to others inside a field.
@Suite("Ignored parts") struct IgnoredPartsTests {
    private static let rule = [
        Field("port", .string, ""), Field("note", .string, initial: "", ""),
        Field("target", .object([Field("host", .string, ""), Field("headers", .json, "")]), ""),
    ]
    private static let fields = [
        Field("rules", .keyed(rule, by: ["port"]), change: .inPlace(.none, calls: ["set"]), ""),
        Field("stops", .list(.object(rule)), change: .inPlace(.none, calls: ["set"]), ""),
        Field("tags", .set(.string), change: .inPlace(.none, calls: ["set"]), ""),
        Field("body", .json, change: .inPlace(.none, calls: ["set"]), ""),
        Field("endpoint", .object(rule), change: .inPlace(.none, calls: ["set"]), ""),
    ]
    private static let kind = Kind(
        "Door", service: "Test", summary: "", fields: fields, identity: Kind.Identity(id: "no"),
        life: Kind.Life(
            creation: Kind.Procedure(["make"], seconds: 1, timeout: 9),
            deletion: Kind.Procedure(["drop"], seconds: 1, timeout: 9)), example: "")

    private static func path(_ field: String, _ rest: FieldPath.Component...) -> FieldPath {
        FieldPath([.field(field)] + rest)
    }

    private static func plan(_ ignored: FieldPath, wanted: Attributes, live: Attributes) -> Plan {
        var snapshot = LiveSnapshot()
        snapshot.observe("Door", [LiveObject(kind: "Door", id: "1", attributes: live)])
        var door = DesiredResource(at("Door/d"), attributes: wanted)
        door.lifecycle.ignore = [Ignore(path: ignored)]
        return Planner.plan(
            desired: Desired(project: Project(name: "test"), resources: [door]),
            recorded: Recorded([RecordedResource(at("Door/d"), id: "1", applied: wanted)]), live: snapshot,
            catalog: KindCatalog([kind]), options: PlanOptions(today: "2027-01-15"))
    }

    private static let cases: [(FieldPath, wanted: Attributes, live: Attributes)] = [
        (
            path("rules", .element("80"), .field("note")), ["rules": [["port": "80", "note": "mine"]]],
            ["rules": [["port": "80", "note": "theirs"]]]
        ),
        (
            path("rules", .element("80"), .field("target"), .field("headers"), .field("x")),
            ["rules": [["port": "80", "target": ["host": "a", "headers": ["x": 1, "y": 2]]]]],
            ["rules": [["port": "80", "target": ["host": "a", "headers": "{\"x\": 7, \"y\": 2}"]]]]
        ),
        (path("rules", .element("80")), ["rules": [["port": "80"]]], ["rules": []]),
        (path("rules", .element("80")), ["rules": []], ["rules": [["port": "80"]]]),
        (
            path("stops", .element("1"), .field("note")), ["stops": [["port": "1"], ["port": "2", "note": "a"]]],
            ["stops": [["port": "1"], ["port": "2", "note": "b"]]]
        ),
        (path("tags", .element("red")), ["tags": ["red", "blue"]], ["tags": ["blue"]]),
        (path("body", .field("a"), .element("0")), ["body": ["a": [1, 2]]], ["body": ["a": [9, 2]]]),
        (path("endpoint", .field("note")), ["endpoint": ["port": "1", "note": "a"]], ["endpoint": ["port": "1"]]),
    ]

    @Test("a part that is left to others makes no difference, however deep it lies", arguments: cases.indices)
    func heeded(_ number: Int) {
        let (path, wanted, live) = Self.cases[number]
        #expect(Self.plan(path, wanted: wanted, live: live).steps.isEmpty)
        #expect(!Self.plan("name", wanted: wanted, live: live).steps.isEmpty)
    }

    @Test("drift heeds it as well", arguments: cases.indices)
    func drift(_ number: Int) {
        let (path, wanted, live) = Self.cases[number]
        var snapshot = LiveSnapshot()
        snapshot.observe("Door", [LiveObject(kind: "Door", id: "1", attributes: live)])
        var door = DesiredResource(at("Door/d"), attributes: wanted)
        func findings(_ ignored: FieldPath) -> Int {
            door.lifecycle.ignore = [Ignore(path: ignored)]
            return DriftDetector.detect(
                recorded: Recorded([RecordedResource(at("Door/d"), id: "1", applied: wanted)]), live: snapshot,
                catalog: KindCatalog([Self.kind]),
                desired: Desired(project: Project(name: "test"), resources: [door]), today: "2027-01-15", now: 0
            ).count
        }
        #expect(findings(path) == 0)
        #expect(findings("name") == 1)
    }

    @Test("what lies beside the part is changed, and the part goes out as it is in the cloud")
    func beside() {
        let rules: Value = [["port": "80", "note": "mine", "target": ["host": "b"]]]
        let live: Value = [["port": "80", "note": "theirs", "target": ["host": "a"]]]
        let path = Self.path("rules", .element("80"), .field("note"))
        let changes = Self.plan(path, wanted: ["rules": rules], live: ["rules": live]).steps.flatMap(\.changes)
        #expect(changes.flatMap(\.innermost).map(\.path.description) == ["rules[80].target.host"])
        let left = IgnoredParts([path]).leaving(Self.fields[0], rules, as: live)
        #expect(left.elements.first?.members["note"] == "theirs")
    }

    @Test("a path that reaches nothing, in the manifest or in the cloud, is warned of")
    func idle() {
        let wanted: Attributes = ["rules": [["port": "80"]], "endpoint": ["port": "1"]]
        func warned(_ path: FieldPath) -> Bool {
            Self.plan(path, wanted: wanted, live: wanted).warnings.contains { $0.code == "idle-ignore" }
        }
        #expect(warned(Self.path("rules", .element("81"), .field("note"))))
        #expect(warned(Self.path("endpoint", .field("target"), .field("host"))))
        #expect(!warned(Self.path("rules", .element("80"), .field("note"))))
        #expect(!warned("body"))
    }
}
