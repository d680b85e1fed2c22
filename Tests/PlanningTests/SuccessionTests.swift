import Model
import Planning
import Testing

/// Objects that come in the place of others, without a word that they are the same.
@Suite("Succession") struct SuccessionTests {
    private static let kinds = KindCatalog([
        kind("Library"), kind("Shelf", in: "Library", marker: ["name", "library"]),
        kind("Book", in: "Shelf", marker: ["name", "shelf"]),
    ])

    private static func kind(_ name: String, in parent: String? = nil, marker: [String] = ["name"]) -> Kind {
        let home = parent.map { [Field($0.lowercased(), .reference($0), .required, change: .replace, "")] } ?? []
        return Kind(
            name, service: "Test", summary: "",
            fields: [Field("name", .string, .required, change: .replace, "")] + home,
            identity: Kind.Identity(id: "no", marker: marker),
            place: Kind.Place(listedUnder: parent),
            life: Kind.Life(
                creation: Kind.Procedure(["make"], seconds: 1, timeout: 9),
                deletion: Kind.Procedure(["drop"], seconds: 1, timeout: 9)), example: "")
    }

    /// A library with a shelf and two books; the manifests want what is given.
    private func plan(_ wanted: [(address: String, attributes: Attributes)]) -> Plan {
        let there: [(address: String, id: String, attributes: Attributes, home: [Address])] = [
            ("Library/l", "1", ["name": "l"], []),
            ("Shelf/s", "11", ["name": "s", "library": "1"], [at("Library/l")]),
            ("Book/a", "111", ["name": "A", "shelf": "11"], [at("Shelf/s")]),
            ("Book/b", "112", ["name": "B", "shelf": "11"], [at("Shelf/s")]),
        ]
        var live = LiveSnapshot()
        for kind in Self.kinds.names {
            live.observe(
                kind,
                there.filter { at($0.address).kind == kind }
                    .map { LiveObject(kind: kind, id: $0.id, attributes: $0.attributes) })
        }
        let rows = there.map {
            RecordedResource(at($0.address), id: $0.id, applied: $0.attributes, dependencies: $0.home)
        }
        let library: [(String, Attributes)] = [("Library/l", ["name": "l"])]
        let resources = (library + wanted).map { DesiredResource(at($0.0), attributes: $0.1) }
        return Planner.plan(
            desired: Desired(project: Project(name: "test"), resources: resources), recorded: Recorded(rows),
            live: live, catalog: Self.kinds, options: PlanOptions(today: "2027-01-15"))
    }

    private func expectOrder(_ plan: Plan, _ actions: [String]) {
        #expect(plan.actions == actions)
        let places = Dictionary(uniqueKeysWithValues: plan.steps.enumerated().map { ($1.id, $0) })
        for (place, step) in plan.steps.enumerated() {
            #expect(step.waitsFor.allSatisfy { places[$0].map { $0 < place } ?? false }, "\(step.id) waits for ever")
        }
    }

    private static let shelf: (String, Attributes) = ("Shelf/s", ["name": "s", "library": ref("Library/l")])

    @Test("what takes the place of something that goes comes after it")
    func place() {
        let books: [(String, Attributes)] = [
            ("Book/again", ["name": "A", "shelf": ref("Shelf/s")]), ("Book/b", ["name": "B", "shelf": ref("Shelf/s")]),
        ]
        expectOrder(plan([Self.shelf] + books), ["delete Book/a", "create Book/again"])
    }

    @Test("two that change places both go before either comes")
    func exchange() {
        let books: [(String, Attributes)] = [
            ("Book/a", ["name": "B", "shelf": ref("Shelf/s")]), ("Book/b", ["name": "A", "shelf": ref("Shelf/s")]),
        ]
        expectOrder(
            plan([Self.shelf] + books),
            ["delete old Book/a (old)", "delete old Book/b (old)", "replace Book/a", "replace Book/b"])
    }

    @Test("what holds others is emptied before another takes its place and they come again")
    func parent() {
        let wanted: [(String, Attributes)] = [
            ("Shelf/again", ["name": "s", "library": ref("Library/l")]),
            ("Book/a", ["name": "A", "shelf": ref("Shelf/again")]),
        ]
        expectOrder(
            plan(wanted),
            ["delete old Book/a (old)", "delete Book/b", "delete Shelf/s", "create Shelf/again", "replace Book/a"])
    }

    @Test("of things that are not in one place none waits for another")
    func elsewhere() {
        let wanted: [(String, Attributes)] = [
            Self.shelf, ("Shelf/t", ["name": "t", "library": ref("Library/l")]),
            ("Book/again", ["name": "A", "shelf": ref("Shelf/t")]), ("Book/b", ["name": "B", "shelf": ref("Shelf/s")]),
        ]
        #expect(plan(wanted).steps.first { $0.address == at("Book/again") }?.waitsFor.map(\.address) == [at("Shelf/t")])
    }
}
