import Model
import Testing

@testable import Execution

/// Random plans, outcomes and interrupts. A failure prints `ExecutorDrill(seed: N)`, which repeats it.
@Suite("The executor under random events")
struct ExecutorFuzzTests {
    @Test("no order of events makes it break a promise", arguments: Array(UInt64(1)...600))
    func drill(seed: UInt64) {
        var drill = ExecutorDrill(seed: seed)
        drill.run()
        #expect(drill.broken.isEmpty, "ExecutorDrill(seed: \(seed)): \(drill.broken.joined(separator: "; "))")
    }
}

private struct ExecutorDrill {
    private(set) var broken: [String] = []

    private var generator: SeededGenerator
    private let plan: Plan
    private let locks: [Step.ID: Set<String>]
    private let parallelism: Int
    private var executor: Executor
    private var running: [Step.ID] = []
    private var results: [Step.ID: StepResult] = [:]
    private var stops = 0
    private var hasGrace = false
    private var interrupts = 0

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var steps: [Step] = []
        var locks: [Step.ID: Set<String>] = [:]
        for index in 0..<Int.random(in: 0...16, using: &generator) {
            let others = steps.filter { _ in Int.random(in: 0..<5, using: &generator) == 0 }.map(\.address.name)
            steps.append(step("s\(index)", after: others))
            locks[steps[index].id] = Set(["x", "y", "z"].filter { _ in Int.random(in: 0..<4, using: &generator) == 0 })
        }
        plan = Plan(project: "p", steps: steps)
        self.locks = locks
        parallelism = Int.random(in: 1...5, using: &generator)
        executor = Executor(plan, parallelism: parallelism) { locks[$0.id] ?? [] }
        self.generator = generator
    }

    mutating func run() {
        obey(executor.start())
        var events = 0
        while stops == 0, events < 1_000 {
            events += 1
            guard let event = nextEvent() else {
                broken.append("nothing runs and it has not stopped")
                return
            }
            obey(executor.handle(event))
            check()
        }
        let late = executor.handle(.interrupted) + executor.handle(.graceExpired)
        if !late.isEmpty { broken.append("it goes on after the stop: \(words(late))") }
        for step in plan.steps { judge(step) }
    }

    private mutating func nextEvent() -> Executor.Event? {
        let dice = Int.random(in: 0..<40, using: &generator)
        if dice == 0 {
            interrupts += 1
            return .interrupted
        }
        if dice < 4, hasGrace { return .graceExpired }
        guard let index = running.indices.randomElement(using: &generator) else { return nil }
        let id = running.remove(at: index)
        let result: StepResult
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: result = .failed(Diagnostic(code: "x", "x"))
        case 1: result = .pending("x")
        default: result = .done
        }
        return .finished(id, result)
    }

    private mutating func obey(_ commands: [Executor.Command]) {
        for command in commands {
            if stops > 0 { broken.append("a command after the stop") }
            switch command {
            case .begin(let step): begin(step)
            case .settle(let step, let result):
                if running.contains(step.id) { broken.append("\(step.id) settled while it runs") }
                if results.updateValue(result, forKey: step.id) != nil { broken.append("\(step.id) settled twice") }
            case .startGrace: hasGrace = true
            case .abandonRunning: if running.isEmpty { broken.append("abandons nobody") }
            case .stop: stops += 1
            }
        }
    }

    private mutating func begin(_ step: Step) {
        if interrupts > 0 { broken.append("\(step.id) begins after an interrupt") }
        if results[step.id] != nil || running.contains(step.id) { broken.append("\(step.id) begins twice") }
        if !step.waitsFor.allSatisfy({ results[$0] == .done }) { broken.append("\(step.id) begins too early") }
        running.append(step.id)
    }

    /// What holds after every event.
    private mutating func check() {
        if running.count > parallelism { broken.append("\(running.count) run at once") }
        let held = running.flatMap { locks[$0] ?? [] }
        if Set(held).count < held.count { broken.append("two hold one lock") }
        guard interrupts == 0, stops == 0, running.count < parallelism else { return }
        for step in plan.steps where results[step.id] == nil && !running.contains(step.id) {
            let canBegin = step.waitsFor.allSatisfy { results[$0] == .done }
            if canBegin, (locks[step.id] ?? []).isDisjoint(with: held) { broken.append("\(step.id) is kept waiting") }
        }
    }

    /// What holds in the end.
    private mutating func judge(_ step: Step) {
        guard let result = results[step.id] else { return broken.append("\(step.id) was never settled") }
        if stops != 1 { broken.append("\(stops) stops") }
        switch result {
        case .blocked(let culprit):
            switch results[culprit] {
            case .failed, .pending: break
            case .done, .blocked, .notStarted, nil: broken.append("\(step.id) blames \(culprit)")
            }
        case .notStarted: if interrupts == 0 { broken.append("\(step.id) not started without an interrupt") }
        case .done, .failed, .pending: break
        }
    }
}
