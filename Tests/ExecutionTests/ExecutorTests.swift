import Model
import Testing

@testable import Execution

@Suite("The executor decides")
struct ExecutorTests {
    private func executor(
        _ steps: [(String, [String])], parallelism: Int = 8, locks: [String: Set<String>] = [:]
    ) -> Executor {
        let plan = Plan(project: "p", steps: steps.map { step($0, after: $1) })
        return Executor(plan, parallelism: parallelism) { locks[$0.address.name] ?? [] }
    }

    @Test("an empty plan is over at once")
    func empty() {
        var executor = executor([])
        #expect(executor.start() == [.stop])
    }

    @Test("a step begins when all it waits for are done")
    func order() {
        var executor = executor([("a", []), ("b", []), ("c", ["a", "b"])])
        #expect(words(executor.start()) == "begin a, begin b")
        #expect(words(executor.handle(.finished(id("a"), .done))) == "a done")
        #expect(words(executor.handle(.finished(id("b"), .done))) == "b done, begin c")
        #expect(words(executor.handle(.finished(id("c"), .done))) == "c done, stop")
    }

    @Test("a failure blocks what waits for it, down the chain, and names the first culprit; the rest goes on")
    func blocked() {
        var executor = executor([("a", []), ("b", ["a"]), ("c", ["b"]), ("d", []), ("e", ["c", "d"])])
        _ = executor.start()
        #expect(
            words(executor.handle(.finished(id("a"), .pending("slow"))))
                == "a pending: slow, b blocked by K/a, c blocked by K/a, e blocked by K/a")
        #expect(words(executor.handle(.finished(id("d"), .done))) == "d done, stop")
    }

    @Test("as many run at once as allowed, in the order of the plan")
    func parallelism() {
        var executor = executor([("a", []), ("b", []), ("c", [])], parallelism: 2)
        #expect(words(executor.start()) == "begin a, begin b")
        #expect(words(executor.handle(.finished(id("b"), .done))) == "b done, begin c")
    }

    @Test("steps that act by list begin besides as many others as allowed; one at a time means one")
    func byList() {
        let plan = Plan(project: "p", steps: ["a", "b", "c", "d"].map { step($0, after: []) })
        var executor = Executor(
            plan, parallelism: 2, locks: { _ in [] }, sharesCalls: { ["c", "d"].contains($0.address.name) })
        #expect(words(executor.start()) == "begin c, begin d, begin a, begin b")
        var single = Executor(plan, parallelism: 1, locks: { _ in [] }, sharesCalls: { _ in true })
        #expect(words(single.start()) == "begin a")
        #expect(words(single.handle(.finished(id("a"), .done))) == "a done, begin b")
    }

    @Test("two steps that hold one lock run one after the other; others pass them by")
    func locks() {
        var executor = executor(
            [("a", []), ("b", []), ("c", []), ("d", [])],
            locks: ["a": ["x", "y"], "b": ["x"], "d": ["y"]])
        #expect(words(executor.start()) == "begin a, begin c")
        #expect(words(executor.handle(.finished(id("c"), .done))) == "c done")
        #expect(words(executor.handle(.finished(id("a"), .done))) == "a done, begin b, begin d")
    }

    @Test("interrupted once: nothing new begins, what runs may end; and time is set")
    func interruptedOnce() {
        var executor = executor([("a", []), ("b", ["a"]), ("c", [])], parallelism: 1)
        _ = executor.start()
        #expect(words(executor.handle(.interrupted)) == "b not started, c not started, grace")
        #expect(words(executor.handle(.finished(id("a"), .done))) == "a done, stop")
        #expect(executor.handle(.interrupted).isEmpty)
    }

    @Test(
        "interrupted twice, or when the time is over: what runs is left",
        arguments: [
            Executor.Event.interrupted, .graceExpired,
        ])
    func interruptedTwice(event: Executor.Event) {
        var executor = executor([("a", []), ("b", ["a"])])
        _ = executor.start()
        _ = executor.handle(.interrupted)
        #expect(words(executor.handle(event)) == "abandon")
        #expect(words(executor.handle(.finished(id("a"), .pending("left")))) == "a pending: left, stop")
        #expect(executor.handle(.graceExpired).isEmpty)
    }

    @Test("an interrupt when nothing runs any more changes nothing")
    func interruptedLate() {
        var executor = executor([("a", [])])
        _ = executor.start()
        #expect(words(executor.handle(.finished(id("a"), .done))) == "a done, stop")
        #expect(executor.handle(.interrupted).isEmpty)
    }

    @Test("an outcome reported twice, or of a step that does not run, counts once")
    func repeated() {
        var executor = executor([("a", []), ("b", ["a"])])
        _ = executor.start()
        #expect(executor.handle(.finished(id("b"), .done)).isEmpty)
        #expect(executor.handle(.finished(id("x"), .done)).isEmpty)
        _ = executor.handle(.finished(id("a"), .done))
        #expect(executor.handle(.finished(id("a"), .done)).isEmpty)
    }

    @Test("a step that waits for one outside the plan does not wait")
    func outside() {
        var executor = executor([("a", ["elsewhere"])])
        #expect(words(executor.start()) == "begin a")
    }

    @Test("steps that wait for each other fail, they do not hang")
    func circle() {
        var executor = executor([("a", ["c"]), ("b", ["a"]), ("c", ["b"]), ("d", [])])
        #expect(words(executor.start()) == "begin d")
        #expect(
            words(executor.handle(.finished(id("d"), .done)))
                == "d done, a failed: deadlock, b blocked by K/a, c blocked by K/a, stop")
    }
}

func step(_ name: String, after others: [String] = []) -> Step {
    Step(Address(kind: "K", name: name), .create, because: .new, waitsFor: others.map(id))
}

func id(_ name: String) -> Step.ID { Step.ID(Address(kind: "K", name: name)) }

func words(_ commands: [Executor.Command]) -> String {
    commands.map { command in
        switch command {
        case .begin(let step): "begin \(step.address.name)"
        case .settle(let step, let result): "\(step.address.name) \(result.word)"
        case .startGrace: "grace"
        case .abandonRunning: "abandon"
        case .stop: "stop"
        }
    }.joined(separator: ", ")
}
