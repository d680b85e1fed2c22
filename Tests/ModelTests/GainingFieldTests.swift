import Model
import Testing

/// What a set that only grows takes, and what growing makes besides.
@Suite struct GainingFieldTests {
    private let field = Field("rooms", .set(.reference("Room")), change: .inPlace(.none), "Rooms.").gaining

    @Test("a further element is an update, one that goes takes a new object")
    func elements() {
        #expect(!field.forcesReplacement(from: ["1"], to: ["1", "2"]))
        #expect(!field.forcesReplacement(from: nil, to: ["1"]))
        #expect(field.forcesReplacement(from: ["1", "2"], to: ["2"]))
        #expect(field.forcesReplacement(from: ["1"], to: ["2"]))
    }

    @Test("what a change makes besides is recorded if the field makes such objects, and only what is new")
    func byproducts() {
        let life = Kind.Life(
            creation: Kind.Procedure(["build"], seconds: 1, timeout: 1),
            deletion: Kind.Procedure(["raze"], seconds: 1, timeout: 1),
            byproducts: [Byproduct("Door", shownBy: "doors", growsWith: "rooms")])
        let house = Kind(
            "House", service: "Test", summary: "A house.", fields: [field], identity: Kind.Identity(id: "houseNo"),
            life: life, example: "")
        let seen = LiveObject(kind: "House", id: "1", attributes: ["doors": ["7", "8", "9"]])
        func made(_ recorded: Value?, _ changed: Set<String>) -> Value? {
            house.made(recorded, besides: seen, changed: changed, from: ["doors": ["7", "8"]], wanted: [:])
        }
        #expect(made(["Door": ["7"]], ["rooms"]) == ["Door": ["7", "9"]], "8 was there, and not nacre's")
        #expect(made(["Door": ["7"]], ["colour"]) == ["Door": ["7"]])
        #expect(made(nil, ["rooms"]) == nil, "of an imported object nothing is known")
    }
}
