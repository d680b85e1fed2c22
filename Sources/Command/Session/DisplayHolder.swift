import Model
import Reporting
import Synchronization

/// Shows progress from the moment the plan is known: redraws on a timer, and leaves the terminal clean.
final class DisplayHolder: Sendable {
    private struct Running {
        var display: ProgressDisplay
        var ticker: Task<Void, Never>
    }

    private let console: Console
    private let grace: Int
    private let running = Mutex<Running?>(nil)

    /// - Parameter grace: how long running steps may go on after an interrupt, in seconds.
    init(_ console: Console, grace: Int) {
        self.console = console
        self.grace = grace
    }

    func begin(_ plan: Plan) {
        guard !console.isQuiet else { return }
        let start = ContinuousClock.now
        let display = ProgressDisplay(
            total: plan.steps.count, grace: grace, style: console.errorStyle, isLive: console.isLive,
            now: { (ContinuousClock.now - start) / .seconds(1) },
            sink: { OutputStream.messages.attempt($0) })
        let ticker = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(100))
                display.tick()
            }
        }
        running.withLock { $0 = Running(display: display, ticker: ticker) }
    }

    func show(_ event: ProgressEvent) {
        if let display = running.withLock({ $0?.display }) { return display.handle(event) }
        if case .note(let text) = event { console.note(text) }
    }

    func end() {
        let last = running.withLock { running in
            defer { running = nil }
            return running
        }
        last?.ticker.cancel()
        last?.display.finish()
    }
}
