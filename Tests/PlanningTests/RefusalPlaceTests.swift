import Model
import Planning
import Testing

@Suite("Where a refusal points") struct RefusalPlaceTests {
    private static let spans: [FieldPath: SourceSpan] = [
        "zone": SourceSpan(file: "a", line: 7, column: 9), "capacity": SourceSpan(file: "a", line: 8, column: 13),
        "network": SourceSpan(file: "a", line: 9, column: 12),
    ]

    /// The line of what the plan refuses to do with a machine; nil where it points to the document.
    private static func line(_ wanted: Attributes, isProtected: Bool = false, isImported: Bool = false) -> Int? {
        var world = World()
        let live: Attributes = ["name": "m", "zone": "a", "capacity": 20, "network": "n-1"]
        if isImported { world.see("Machine", "m-1", live) } else { world.have("Machine/m", "m-1", live) }
        world.want("Machine/m", live.merging(wanted) { $1 }) {
            $0.span = SourceSpan(file: "a", line: 1, column: 1)
            $0.spans = spans
            $0.lifecycle.protect = isProtected
            if isImported { $0.adoption = .id("m-1") }
        }
        let step = world.plan().steps.first { $0.isRefused }
        #expect(step != nil)
        return step?.place?.line
    }

    @Test("it points at the field that cannot change, not at the document")
    func fields() {
        #expect(Self.line(["zone": "b"]) == 7)
        #expect(Self.line(["capacity": 10]) == 8)
        #expect(Self.line(["network": "n-2"], isProtected: true) == 9)
        #expect(Self.line(["network": "n-2"], isImported: true) == 9)
    }

    @Test("the way out of a downgrade is not that of a skipped version")
    func advice() {
        let rule = Constraint.upgrades(["5.7", "8.0", "8.4"])
        #expect(
            rule.advice(for: "version", changing: "8.4.1", to: "8.0.1")
                == "set version to \"8.4.1\" or a higher version; a lower one takes a new object")
        #expect(rule.advice(for: "version", changing: "5.7.1", to: "8.4.1").hasPrefix("upgrade one step at a time"))
    }
}
