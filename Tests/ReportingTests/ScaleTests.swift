import Model
import Reporting
import Testing

@Suite("large plans")
struct ScaleTests {
    @Test("ten thousand different deletions are one row with a count of what is not named")
    func manyNames() {
        let steps = (0..<10_000).map { index in
            Step(Address(kind: "Server", name: "s\(index * 2)"), .delete, because: .removed)
        }
        let text = PlanReport.text(Plan(project: "shop", steps: steps))
        #expect(text.contains("10000 × Server"))
        #expect(text.contains(" and 9940 more"))
        #expect(text.split(separator: "\n").count < 40)
    }
}
