import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The user's wish to stop, SIGINT or SIGTERM, heard while ``heeded(during:)`` runs.
///
/// What it means depends on how far the run is: reading and asking are cancelled, so that the lock is given back; a
/// running plan is told by the stream. A second wish ends a command at once that has not come to an end by the first.
final class Interrupts: Sendable {
    enum Phase: Sendable {
        /// Nothing has been changed yet.
        case reading
        /// The command waits at its prompt.
        case asking
        /// Steps are under way.
        case running
        /// One short change is under way; it is finished, whose result would be lost otherwise.
        case finishing
    }

    /// An element for each wish to stop while steps are under way.
    let stream: AsyncStream<Void>
    private let feed: AsyncStream<Void>.Continuation
    private let state = Mutex(State())

    private struct State {
        var phase = Phase.reading
        /// Whether somebody has wished to stop already, other than while steps were under way.
        var isImpatient = false
        /// Ends the command's work, once there is any.
        var cancel: (@Sendable () -> Void)?
    }

    private init() { (stream, feed) = AsyncStream.makeStream(of: Void.self) }

    func enter(_ phase: Phase) { state.withLock { $0.phase = phase } }

    /// Runs `body`, and listens until it has ended.
    /// - Throws: `CancellationError` when it was interrupted before anything was changed.
    static func heeded<Answer: Sendable>(
        during body: @escaping @Sendable (Interrupts) async throws -> Answer
    ) async throws -> Answer {
        let interrupts = Interrupts()
        var sources: [any DispatchSourceSignal] = []
        // Nothing begins before somebody listens: until then a signal ends the process, and is not lost.
        for number in [SIGINT, SIGTERM] { sources.append(await interrupts.listening(to: number)) }
        let work = Task { try await body(interrupts) }
        interrupts.attach { work.cancel() }
        defer { for source in sources { source.cancel() } }
        do { return try await work.value } catch { throw work.isCancelled ? CancellationError() : error }
    }

    /// Does `body` while another program has the terminal: signals are for that one.
    static func ignored<Answer, Failure: Error>(_ body: () throws(Failure) -> Answer) throws(Failure) -> Answer {
        let numbers = [SIGINT, SIGQUIT, SIGHUP, SIGTERM]
        let former = numbers.map { signal($0, SIG_IGN) }
        defer { for (number, handler) in zip(numbers, former) { signal(number, handler) } }
        return try body()
    }

    private func listening(to number: Int32) async -> any DispatchSourceSignal {
        #if canImport(Darwin)
            // Elsewhere the source takes the signal from the system by itself.
            signal(number, SIG_IGN)
        #endif
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { self.hear() }
        await withCheckedContinuation { isListening in
            source.setRegistrationHandler { isListening.resume() }
            source.resume()
        }
        return source
    }

    private func attach(_ cancel: @escaping @Sendable () -> Void) {
        let isTooLate = state.withLock { state in
            state.cancel = cancel
            return state.isImpatient
        }
        if isTooLate { cancel() }
    }

    private func hear() {
        let (phase, isRepeated, cancel) = state.withLock { state in
            defer { if case .running = state.phase {} else { state.isImpatient = true } }
            return (state.phase, state.isImpatient, state.cancel)
        }
        switch phase {
        case .running: feed.yield()
        // Whatever keeps it: the lock is left to be taken over from a dead process.
        case .reading where isRepeated, .asking where isRepeated, .finishing where isRepeated:
            exit(ExitStatus.interrupted.rawValue)
        case .reading, .asking: cancel?()
        case .finishing:
            OutputStream.messages.attempt(
                "Interrupted: finishing the current operation. Press Ctrl-C again to exit immediately.\n")
        }
    }
}
