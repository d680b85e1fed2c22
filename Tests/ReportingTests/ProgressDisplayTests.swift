import Model
import Reporting
import Synchronization
import Testing

@Suite("progress")
struct ProgressDisplayTests {
    /// A clock set by hand, and a sink that remembers.
    final class FakeTerminal: Sendable {
        private let time = Mutex(0.0)
        private let written = Mutex<[String]>([])

        var texts: [String] { written.withLock { $0 } }
        func move(to seconds: Double) { time.withLock { $0 = seconds } }

        func display(isLive: Bool, total: Int = 3, width: Int = 60, rows: Int = 2) -> ProgressDisplay {
            ProgressDisplay(
                total: total, grace: 30, style: TextStyle(width: width), isLive: isLive, rows: rows,
                now: { [self] in time.withLock { $0 } }, sink: { [self] text in written.withLock { $0.append(text) } })
        }
    }

    static let step = Step(Examples.address("Server/web-0"), .create, because: .new)
    static let other = Step(Examples.address("Server/web-1"), .delete, because: .removed)
    static let third = Step(Examples.address("Server/web-2"), .update, because: .differs)

    @Test("without a terminal each event is one line, a wait only when it changes")
    func plain() {
        let terminal = FakeTerminal()
        let display = terminal.display(isLive: false)
        display.handle(.started(Self.step))
        display.handle(.waiting(Self.step.id, "INIT"))
        display.handle(.waiting(Self.step.id, "INIT"))
        display.handle(.finished(StepOutcome(Self.step, .done, seconds: 12, objectID: "123")))
        display.handle(.finished(StepOutcome(Self.other, .blocked(by: Self.step.id))))
        display.handle(.finished(StepOutcome(Self.third, .failed(Diagnostic(code: "x", "it broke")), seconds: 1)))
        display.tick()
        display.finish()
        #expect(
            terminal.texts == [
                "Server/web-0: creating…\n", "Server/web-0: waiting: INIT\n",
                "Server/web-0: created (id 123, 12 s)\n", "Server/web-1: blocked by Server/web-0\n",
                "Server/web-2: failed: it broke (1 s)\n",
            ])
    }

    @Test("the first interrupt says how long it waits, the second how many steps are left pending")
    func interrupted() {
        let terminal = FakeTerminal()
        let display = terminal.display(isLive: false)
        display.handle(.started(Self.step))
        display.handle(.started(Self.other))
        display.handle(.interrupted)
        display.handle(.interrupted)
        #expect(
            terminal.texts.suffix(2) == [
                "Interrupted: no new steps; waiting up to 30 s for running\nones. Press Ctrl-C again to stop waiting.\n",
                "Stopped waiting: 2 steps recorded as pending.\n",
            ])
    }

    @Test("on a terminal the tree is erased before it is drawn again")
    func live() {
        let terminal = FakeTerminal()
        let display = terminal.display(isLive: true)
        display.handle(.started(Self.step))
        terminal.move(to: 5)
        display.handle(.waiting(Self.step.id, "INIT"))
        #expect(
            terminal.texts == [
                "0 of 3 steps done, 1 running, 0 s\n  creating  Server/web-0  0 s\n",
                "\u{1B}[2A\r\u{1B}[J0 of 3 steps done, 1 running, 5 s\n"
                    + "  creating  Server/web-0  5 s  waiting: INIT\n",
            ])
    }

    @Test("it is drawn at most ten times a second, and nothing is lost by that")
    func throttle() {
        let terminal = FakeTerminal()
        let display = terminal.display(isLive: true, total: 50)
        for index in 0..<50 {
            let step = Step(Address(kind: "Server", name: "s\(index)"), .create, because: .new)
            terminal.move(to: Double(index) * 0.01)
            display.handle(.started(step))
            display.handle(.finished(StepOutcome(step, .done)))
        }
        #expect(terminal.texts.count <= 6)
        display.finish()
        let lasting = terminal.texts.joined().split(separator: "\n").filter { $0.contains(": created") }
        #expect(lasting.count == 50)
    }

    @Test("the end leaves no tree behind")
    func finish() {
        let terminal = FakeTerminal()
        let display = terminal.display(isLive: true)
        display.handle(.started(Self.step))
        display.handle(.finished(StepOutcome(Self.step, .done, seconds: 1)))
        display.finish()
        display.finish()
        #expect(terminal.texts.last == "\u{1B}[2A\r\u{1B}[JServer/web-0: created (1 s)\n")
        display.tick()
        display.handle(.note("late"))
        #expect(terminal.texts.count == 3)
        #expect(terminal.texts.last == "late\n")
    }

    @Test("no row of the tree reaches the edge, and the rest is counted")
    func rows() {
        let terminal = FakeTerminal()
        let display = terminal.display(isLive: true, width: 40)
        display.handle(.started(Self.step))
        display.handle(.waiting(Self.step.id, String(repeating: "x", count: 200)))
        display.handle(.started(Self.other))
        display.handle(.started(Self.third))
        terminal.move(to: 1)
        display.tick()
        let rows =
            terminal.texts.last?.split(separator: "\n").map { $0.replacing(/\u{1B}\[[0-9]*[AJ]|\r/, with: "") } ?? []
        #expect(rows.count == 4)
        #expect(rows.allSatisfy { $0.count < 40 })
        #expect(rows.last == "  and 1 more")
    }
}
