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
    private let phase = Mutex(Phase.reading)
    /// Whether a short change was to be stopped before.
    private let isImpatient = Mutex(false)

    private init() { (stream, feed) = AsyncStream.makeStream(of: Void.self) }

    func enter(_ phase: Phase) { self.phase.withLock { $0 = phase } }

    /// Runs `body`, and listens until it has ended.
    /// - Throws: `CancellationError` when it was interrupted before anything was changed.
    static func heeded<Answer: Sendable>(
        during body: @escaping @Sendable (Interrupts) async throws -> Answer
    ) async throws -> Answer {
        let interrupts = Interrupts()
        let work = Task { try await body(interrupts) }
        let sources = [SIGINT, SIGTERM].map { number in
            #if canImport(Darwin)
                // Elsewhere the source takes the signal from the system by itself. Ignored before that, a signal that comes
                // in between would be lost; as it is, it ends the process.
                signal(number, SIG_IGN)
            #endif
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { interrupts.hear(cancelling: work) }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        do { return try await work.value } catch { throw work.isCancelled ? CancellationError() : error }
    }

    private func hear<Answer>(cancelling work: Task<Answer, any Error>) {
        switch phase.withLock(\.self) {
        case .reading, .asking:
            // Whatever keeps it: the lock is left to be taken over from a dead process.
            if work.isCancelled { exit(ExitStatus.interrupted.rawValue) }
            work.cancel()
        case .running: feed.yield()
        case .finishing:
            let isRepeated = isImpatient.withLock { isImpatient in
                defer { isImpatient = true }
                return isImpatient
            }
            if isRepeated { exit(ExitStatus.interrupted.rawValue) }
        }
    }
}
