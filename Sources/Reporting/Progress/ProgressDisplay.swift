import Model
import Synchronization

/// Shows how an apply goes on: a tree redrawn in place on a terminal, a line an event elsewhere.
///
/// Takes events from any thread, one at a time. `tick()` has to be called a few times a second on a terminal, so that
/// the times move; elsewhere it does nothing. `finish()` leaves the terminal clean.
public final class ProgressDisplay: Sendable {
    /// The shortest time between two drawings, in seconds.
    static let interval = 0.1

    private struct Screen {
        var state: ProgressState
        /// Lines of the tree now on the terminal.
        var drawn = 0
        var lastDrawn = -Double.infinity
        /// Lines to be left above the tree at the next drawing.
        var waiting: [Line] = []
        var isFinished = false
    }

    private let style: TextStyle
    private let isLive: Bool
    private let rows: Int
    private let now: @Sendable () -> Double
    private let sink: @Sendable (String) -> Void
    private let screen: Mutex<Screen>

    /// - Parameters:
    ///   - total: how many steps the plan has.
    ///   - grace: how long running steps may go on after an interrupt, in seconds.
    ///   - isLive: whether `sink` leads to a terminal that can be drawn on.
    ///   - rows: how many running steps are shown at most.
    ///   - now: seconds since any fixed time, never going back.
    ///   - sink: takes text with its newlines; called in order, and not to call back.
    public init(
        total: Int, grace: Int, style: TextStyle = .plain, isLive: Bool, rows: Int = 10,
        now: @escaping @Sendable () -> Double,
        sink: @escaping @Sendable (String) -> Void
    ) {
        self.style = style
        self.isLive = isLive
        self.rows = rows
        self.now = now
        self.sink = sink
        screen = Mutex(Screen(state: ProgressState(total: total, start: now(), grace: grace)))
    }

    public func handle(_ event: ProgressEvent) {
        screen.withLock { screen in
            let time = now()
            let lines = screen.state.take(event, at: time, isTerse: isLive)
            guard isLive, !screen.isFinished else { return write(lines) }
            screen.waiting += lines
            draw(&screen, at: time)
        }
    }

    /// Redraws if it is time to.
    public func tick() {
        guard isLive else { return }
        screen.withLock { screen in
            guard !screen.isFinished else { return }
            draw(&screen, at: now())
        }
    }

    /// Takes the tree off the terminal; what happened stays above. Later events are single lines.
    public func finish() {
        screen.withLock { screen in
            guard !screen.isFinished else { return }
            screen.isFinished = true
            sinkUnlessEmpty(Self.erasing(screen.drawn) + text(screen.waiting))
            screen.drawn = 0
            screen.waiting = []
        }
    }

    private func draw(_ screen: inout Screen, at time: Double) {
        guard time - screen.lastDrawn >= Self.interval else { return }
        let columns = style.width == 0 ? 80 : style.width
        // A row that reached the edge would take two lines on the screen, and erasing would miss one.
        let tree = screen.state.tree(at: time, rows: rows).map { $0.cut(to: columns - 1) }
        sinkUnlessEmpty(Self.erasing(screen.drawn) + text(screen.waiting) + text(tree))
        screen.drawn = tree.count
        screen.waiting = []
        screen.lastDrawn = time
    }

    private func write(_ lines: [Line]) { sinkUnlessEmpty(text(lines)) }

    private func sinkUnlessEmpty(_ text: String) {
        if !text.isEmpty { sink(text) }
    }

    private func text(_ lines: [Line]) -> String { lines.isEmpty ? "" : lines.text(style) + "\n" }

    /// Up to the tree's first line, and everything beneath away.
    private static func erasing(_ lines: Int) -> String { lines == 0 ? "" : "\u{1B}[\(lines)A\r\u{1B}[J" }
}
