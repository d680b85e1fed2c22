import Model
import Planning
import Testing

@Suite("export of chosen objects") struct ExportTests {
    @Test("what lies in an object is named after it and written inside it, the outermost first")
    func nesting() {
        let found = export([
            object("House", "1", ["name": "home"]), object("Room", "1/2", ["house": "1", "path": "/kitchen"]),
            object("Room", "1/3", ["house": "1", "path": "/"]), object("Door", "1/2/4", ["room": "1/2", "name": "in"]),
            object("Door", "9/9/5", ["room": "9/9", "name": "elsewhere"]),
        ])
        #expect(found.notes == [])
        #expect(
            found.drafts.map(\.outline) == [
                "Door/elsewhere", "House/home(Room/home.root, Room/home.kitchen(Door/home.kitchen.in))",
            ])
        let flat = export(
            [object("House", "1", ["name": "home"]), object("Room", "2", ["house": "1", "path": "/a"])], nests: false)
        #expect(flat.drafts.map(\.outline) == ["House/home", "Room/home.a"])
    }

    @Test("two that would be called the same inside stand on their own, but for one")
    func collisions() {
        let found = export([
            object("House", "1", ["name": "home"]), object("Room", "1/2", ["house": "1", "path": "/a/{b}"]),
            object("Room", "1/3", ["house": "1", "path": "/a/b"]), object("Room", "1/4", ["house": "1", "path": "/ü"]),
            object("Door", "1/3/5", ["room": "1/3", "name": "in"]),
        ])
        #expect(
            found.drafts.map(\.outline).sorted() == [
                "House/home(Room/home.a.b)", "Room/a-b(Door/a-b.in)", "Room/room-4",
            ])
    }

    @Test("what is managed keeps its address, what state alone knows of it, and its place where that fits")
    func managed() throws {
        let recorded = Recorded([
            RecordedResource(Address(kind: "House", name: "mine"), id: "1", applied: ["mood": "calm"], protect: true),
            RecordedResource(Address(kind: "Room", name: "mine.kitchen"), id: "1/2"),
            RecordedResource(Address(kind: "Room", name: "attic"), id: "1/3"),
            RecordedResource(Address(kind: "Room", name: "attic").former(id: "1/2"), id: "1/2"),
        ])
        let found = export(
            [
                object("House", "1", ["name": "home"]), object("Room", "1/2", ["house": "1", "path": "/kitchen"]),
                object("Room", "1/3", ["house": "1", "path": "/attic"]),
            ], recorded: recorded)
        #expect(found.drafts.map(\.outline) == ["House/mine(Room/mine.kitchen)", "Room/attic"])
        let house = try #require(found.drafts.first).resource
        #expect(house.lifecycle.protect && house.attributes["mood"] == "calm" && house.attributes["name"] == "home")
    }

    @Test("what comes with another object is worth exporting once it was put to use")
    func builtIn() {
        let bare = object("Room", "1/2", ["house": "1", "path": "/"])
        func isWorth(_ room: LiveObject, _ doors: [LiveObject] = []) -> Bool {
            var live = LiveSnapshot()
            live.observe("Room", [room])
            live.observe("Door", doors)
            return Discovery.isWorthExporting(room, in: live, catalog: Self.catalog)
        }
        #expect(!isWorth(bare))
        #expect(isWorth(object("Room", "1/2", ["house": "1", "path": "/", "colour": "red"])))
        #expect(isWorth(bare, [object("Door", "1/2/3", ["room": "1/2", "name": "in"])]))
        #expect(isWorth(object("Room", "1/3", ["house": "1", "path": "/a"])))
    }

    @Test("what is being made is left for another time")
    func moving() {
        var house = object("House", "1", ["name": "home"])
        house.status = "BUSY"
        let found = export([house, object("Room", "1/2", ["house": "1", "path": "/a"])])
        #expect(found.drafts.map(\.outline) == ["Room/a"])
        #expect(found.drafts.first?.resource.attributes["house"] == "1")
        #expect(found.notes.map(\.help) == ["export again later"])
    }

    @Test("a text of JSON is written as what it holds, unless that would not be the same")
    func json() {
        func plan(_ text: String) -> Value? {
            export([object("House", "1", ["name": "home", "plan": .string(text)])]).drafts.first?
                .resource.attributes["plan"]
        }
        #expect(plan(##"{"$ref": "#/a", "b": [1, {"c": null}]}"##) == ["$ref": "#/a", "b": [1, ["c": .null]]])
        #expect(plan(#"{"a": 1.50, "b": 9007199254740993}"#) == ["a": .number(1.5), "b": 9_007_199_254_740_993])
        for text in ["{}", "[1]", "{", "plain", "12", #"{"a": 12345678901234567890}"#] {
            #expect(plan(text) == .string(text))
        }
    }

    // MARK: Rig

    private func object(_ kind: String, _ id: String, _ attributes: Attributes) -> LiveObject {
        LiveObject(kind: kind, id: id, attributes: attributes)
    }

    private func export(
        _ objects: [LiveObject], recorded: Recorded = Recorded(), nests: Bool = true
    ) -> Discovery.Result {
        var live = LiveSnapshot()
        for kind in Self.catalog.names { live.observe(kind, objects.filter { $0.kind == kind }) }
        return Discovery.export(objects, in: live, recorded: recorded, catalog: Self.catalog, nests: nests)
    }

    private static let catalog = KindCatalog([
        kind(
            "House",
            [
                name, Field("plan", .json, change: .inPlace(.none, calls: []), ""),
                Field("mood", .string, change: .stateOnly, initial: "merry", ""),
            ], nests: [Kind.Nest("rooms", "Room", through: "house", key: "path", "")]),
        kind(
            "Room",
            [
                Field("house", .reference("House"), .required, change: .replace, ""),
                Field("path", .string, .required, change: .replace, ""),
                Field("colour", .string, change: .inPlace(.none, calls: []), ""),
            ], marker: ["path", "house"], under: "House", builtIn: ["path": "/"],
            nests: [Kind.Nest("doors", "Door", through: "room", key: "name", "")]),
        kind(
            "Door", [name, Field("room", .reference("Room"), .required, change: .replace, "")],
            marker: ["name", "room"],
            under: "Room"),
    ])

    private static let name = Field("name", .string, .optionalFromName, change: .replace, "")

    private static func kind(
        _ name: String, _ fields: [Field], marker: [String] = ["name"], under: String? = nil, builtIn: Attributes = [:],
        nests: [Kind.Nest] = []
    ) -> Kind {
        Kind(
            name, service: "Test", summary: "", fields: fields,
            identity: Kind.Identity(id: "no", marker: marker),
            status: StatusTable(pending: ["BUSY"], ready: ["READY"]),
            place: Kind.Place(listedUnder: under, nests: nests),
            life: Kind.Life(
                creation: Kind.Procedure([], seconds: 1, timeout: 1),
                deletion: Kind.Procedure([], seconds: 1, timeout: 1)),
            choosing: Kind.Choosing(builtIn: builtIn), example: "")
    }
}

extension ManifestDraft {
    /// The addresses, those inside in brackets.
    fileprivate var outline: String {
        inside.isEmpty ? "\(address)" : "\(address)(\(inside.map(\.outline).joined(separator: ", ")))"
    }
}
