import Synchronization

/// A clock that stands still until a test moves it.
final class ManualClock: Clock, Sendable {
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Sleeper {
        let deadline: Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Instant(offset: .zero)
        var sleepers: [Int: Sleeper] = [:]
        var cancelled: Set<Int> = []
        var nextTicket = 0
    }

    private let state = Mutex(State())

    var now: Instant { state.withLock { $0.now } }
    var minimumResolution: Duration { .nanoseconds(1) }
    var sleepers: Int { state.withLock { $0.sleepers.count } }
    /// When the first of the sleepers wakes.
    var nextWake: Instant? { state.withLock { $0.sleepers.values.map(\.deadline).min() } }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { add(Sleeper(deadline: deadline, continuation: $0), ticket) }
        } onCancel: {
            let sleeper = state.withLock { state in
                state.cancelled.insert(ticket)
                return state.sleepers.removeValue(forKey: ticket)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    private func add(_ sleeper: Sleeper, _ ticket: Int) {
        let (isCancelled, isOver) = state.withLock { state in
            let result = (state.cancelled.contains(ticket), sleeper.deadline <= state.now)
            if result == (false, false) { state.sleepers[ticket] = sleeper }
            return result
        }
        if isCancelled { return sleeper.continuation.resume(throwing: CancellationError()) }
        if isOver { sleeper.continuation.resume() }
    }

    /// Waits until somebody sleeps, then moves to when the first of the sleepers wakes.
    func tick() async {
        while sleepers == 0 { await Task.yield() }
        let woken = state.withLock { state -> [Sleeper] in
            guard let deadline = state.sleepers.values.map(\.deadline).min() else { return [] }
            state.now = max(state.now, deadline)
            let due = state.sleepers.filter { $0.value.deadline <= deadline }
            for ticket in due.keys { state.sleepers[ticket] = nil }
            return Array(due.values)
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }
}
