import Model
import Testing

@Suite("rows without keys") struct RowMatchingTests {
    private static let fields = [
        Field("spec", .integer, .required, change: .inPlace(.stopStart), ""),
        Field("disk", .integer, .required, change: .inPlace(.none), constraints: [.growsOnly], ""),
        Field("color", .string, change: .replace, initial: "red", ""),
        Field("password", .secret, .optional, change: .createOnly, ""),
        .computed("name", ""),
    ]

    private func match(_ live: [Value], _ desired: [Value], count: String? = nil) -> RowMatching {
        RowMatching(from: live, to: desired, Self.fields, count: count)
    }

    @Test("order and what cannot be read back do not count, repetition does")
    func equal() {
        let live: [Value] = [["spec": 1, "disk": 10, "name": "a"], ["spec": 2, "disk": 10, "name": "b"]]
        #expect(match(live, [["disk": 10, "spec": 2], ["spec": 1, "disk": 10, "password": "x"]]).isEmpty)
        #expect(match(live, [["spec": 1, "disk": 10, "color": "red"], ["spec": 2, "disk": 10]]).isEmpty)
        let twice = match(live, [["spec": 1, "disk": 10], ["spec": 1, "disk": 10], ["spec": 2, "disk": 10]])
        #expect(twice.added == [["spec": 1, "disk": 10]] && twice.removed.isEmpty && twice.changed.isEmpty)
    }

    @Test("of equal rows the newest goes")
    func newest() {
        let live: [Value] = [
            ["spec": 1, "disk": 10, "name": "a"], ["spec": 1, "disk": 10, "name": "b"],
        ]
        #expect(match(live, [["spec": 1, "disk": 10]]).removed.map { $0["name"] } == ["b"])
    }

    @Test("a row becomes the closest one that it can become in place")
    func closest() {
        let live: [Value] = [["spec": 1, "disk": 10, "name": "a"], ["spec": 1, "disk": 40, "name": "b"]]
        let grown = match(live, [["spec": 1, "disk": 50], ["spec": 1, "disk": 20]])
        #expect(
            grown.changed.map { $0.live["name"] } == ["a", "b"] || grown.changed.map { $0.live["name"] } == ["b", "a"])
        #expect(grown.changed.allSatisfy { ($0.desired["disk"]?.integer ?? 0) - ($0.live["disk"]?.integer ?? 0) == 10 })
        #expect(grown.added.isEmpty && grown.removed.isEmpty)
        #expect(grown.changed.allSatisfy { $0.disruption == Disruption.none })
        let both = match(live, [["spec": 2, "disk": 10], ["spec": 1, "disk": 40]])
        #expect(both.changed.map(\.disruption) == [.stopStart])
    }

    @Test("what cannot change in place, or not in that direction, goes and comes")
    func impossible() {
        let live: [Value] = [["spec": 1, "disk": 40, "name": "a"]]
        for desired: Value in [["spec": 1, "disk": 30], ["spec": 1, "disk": 40, "color": "blue"]] {
            let rows = match(live, [desired])
            #expect(rows.changed.isEmpty && rows.added.count == 1 && rows.removed.count == 1)
        }
    }

    @Test("a row that stands for several is as many")
    func counted() {
        let live: [Value] = [["spec": 1, "disk": 10], ["spec": 1, "disk": 10], ["spec": 1, "disk": 10]]
        #expect(match(live, [["count": 3, "spec": 1, "disk": 10]], count: "count").isEmpty)
        #expect(match(live, [["count": 2, "spec": 1, "disk": 10], ["spec": 1, "disk": 10]], count: "count").isEmpty)
        #expect(match(live, [["count": 0, "spec": 1, "disk": 10]], count: "count").removed.count == 3)
        let four = match(live, [["count": 4, "spec": 1, "disk": 10]], count: "count")
        #expect(four.added == [["spec": 1, "disk": 10]])
    }
}
