import Model
import Planning
import Testing

@Suite("rows without keys in plans") struct RowTests {
    private static let live: Value = [
        ["name": "a", "spec": 1, "size": 10], ["name": "b", "spec": 1, "size": 10],
        ["name": "c", "spec": 2, "size": 20],
    ]

    private func world(applied: Value?, desired: Value) -> World {
        var world = World.houses
        world.have("Rack/r", "r-1", applied.map { ["slots": $0] } ?? ["note": "x"], live: ["slots": Self.live])
        world.want("Rack/r", ["slots": desired])
        return world
    }

    @Test("rows are told by the names that the cloud gave them, each with what it does and the call that it takes")
    func told() throws {
        let desired: Value = [
            ["spec": 1, "size": 10], ["spec": 2, "size": 30], ["spec": 3, "size": 10],
            ["spec": 5, "size": 1, "password": "p"],
        ]
        let step = try #require(world(applied: Self.live, desired: desired).plan().steps.first)
        #expect(step.changes.map(\.path.description) == ["slots[b]", "slots[c]", "slots[new]"])
        #expect(step.changes.map(\.disruption) == [.stopStart, .none, .none])
        #expect(step.changes.flatMap(\.inside).map(\.path.description) == ["slots[b].spec", "slots[c].size"])
        #expect(step.calls.sorted() == ["fill", "resize"])
        let fewer = try #require(world(applied: Self.live, desired: [["spec": 1, "size": 10]]).plan().steps.first)
        #expect(fewer.changes.map(\.path.description) == ["slots[b]", "slots[c]"])
        #expect(fewer.disruption == .dataLoss)
    }

    @Test(
        "whose doing a difference is, is told for the list as a whole; of a list that is new in the manifest it is the manifest's"
    )
    func origin() {
        let two: Value = [["spec": 1, "size": 10], ["spec": 1, "size": 10]]
        func origins(_ applied: Value?) -> Set<FieldChange.Origin> {
            Set(world(applied: applied, desired: two).plan().steps.flatMap(\.changes).map(\.origin))
        }
        #expect(origins(nil) == [.manifest])
        #expect(origins(Self.live) == [.manifest])
        #expect(origins(two) == [.drift])
        #expect(origins([["spec": 9, "size": 9]]) == [.both])
    }

    @Test("rows that cannot be read are not changed, and a new row without what it needs is none")
    func refused() {
        var world = world(applied: Self.live, desired: [["spec": 1, "size": 10]])
        world.objects[0].attributes = [:]
        #expect(world.plan().outline == "error Rack/r [slots cannot be read, so it is not changed]")
        let bare = self.world(
            applied: Self.live, desired: [["spec": 8, "size": 1]] + Self.live)
        #expect(bare.plan().outline.hasPrefix("error Rack/r [slots[new] is new and has no password"))
    }
}

extension Value {
    fileprivate static func + (left: Value, right: Value) -> Value { .list(left.elements + right.elements) }
}
