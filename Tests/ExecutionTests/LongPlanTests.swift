import Model
import Testing

@testable import Execution

/// Plans as long as a large account makes them.
@Suite("The executor with fifty thousand steps")
struct LongPlanTests {
    private static let count = 50_000

    private func ended(_ commands: [Executor.Command]) -> [Step.ID: StepResult] {
        commands.reduce(into: [:]) { results, command in
            if case .settle(let step, let result) = command { results[step.id] = result }
        }
    }

    @Test("a chain whose first step fails is told of to its end")
    func chain() {
        let steps = (0..<Self.count).map { step("s\($0)", after: $0 == 0 ? [] : ["s\($0 - 1)"]) }
        var executor = Executor(Plan(project: "p", steps: steps), parallelism: 8) { _ in [] }
        _ = executor.start()
        let commands = executor.handle(.finished(id("s0"), .pending("slow")))
        let results = ended(commands)
        #expect(results.count == Self.count && commands.last == .stop)
        #expect(results.values.filter { $0 == .blocked(by: id("s0")) }.count == Self.count - 1)
    }

    @Test("any graph comes to an end, whatever fails on the way", arguments: [UInt64(1)])
    func graph(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let steps = (0..<Self.count).map { index -> Step in
            let others = index == 0 ? 0 : Int.random(in: 0...3, using: &generator)
            return step(
                "s\(index)",
                after: Set((0..<others).map { _ in Int.random(in: 0..<index, using: &generator) }).map { "s\($0)" })
        }
        var executor = Executor(Plan(project: "p", steps: steps), parallelism: 64) { _ in [] }
        var settled = 0
        var open = executor.start()
        var stops = 0
        while let command = open.popLast() {
            switch command {
            case .begin(let step):
                let fails = Int.random(in: 0..<50, using: &generator) == 0
                open += executor.handle(.finished(step.id, fails ? .pending("slow") : .done))
            case .settle: settled += 1
            case .stop: stops += 1
            case .startGrace, .abandonRunning: break
            }
        }
        #expect(settled == Self.count && stops == 1)
    }
}
