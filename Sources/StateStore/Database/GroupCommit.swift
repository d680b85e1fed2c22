import GRDB
import Synchronization

/// The one writer of a state: writes that wait together are committed together, with one sync to disk.
///
/// A write is answered only when its commit stands. Each has a savepoint, so one that fails takes nothing from its
/// neighbours. A write that was handed in is carried out even when the task that waits for it is cancelled: outcomes
/// must not be lost to an interrupt.
final class GroupCommit: Sendable {
    private struct Job: Sendable {
        var perform: @Sendable (Database) -> Attempt
        var refuse: @Sendable (StateError) -> Void
    }

    private struct Attempt: Sendable {
        /// Answers the waiting task, once the commit stands (nil) or has failed.
        var settle: @Sendable (StateError?) -> Void
        var failure: StateError?
    }

    private struct Inbox {
        var jobs: [Job] = []
        var draining = false
        var commits = 0
    }

    private let queue: DatabaseQueue
    private let path: String
    /// The most writes of a commit.
    private let most: Int
    /// Called after each commit, before its writes are answered.
    private let committed: @Sendable () -> Void
    private let inbox = Mutex(Inbox())

    init(
        _ queue: DatabaseQueue, path: String, most: Int = .max, committed: @escaping @Sendable () -> Void = {}
    ) {
        self.queue = queue
        self.path = path
        self.most = max(1, most)
        self.committed = committed
    }

    /// How many transactions were committed.
    var commits: Int { inbox.withLock { $0.commits } }
    /// How many writes wait for a transaction.
    var waiting: Int { inbox.withLock { $0.jobs.count } }

    /// Does `body` inside the next transaction and returns when that is durable.
    func commit<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws(StateError) -> T {
        let result: Result<T, StateError> = await withCheckedContinuation { continuation in
            submit(
                Job(
                    perform: { [path] db in Self.attempt(body, in: db, path: path, answering: continuation) },
                    refuse: { continuation.resume(returning: .failure($0)) }))
        }
        return try result.get()
    }

    private static func attempt<T: Sendable>(
        _ body: (Database) throws -> T, in db: Database, path: String,
        answering continuation: CheckedContinuation<Result<T, StateError>, Never>
    ) -> Attempt {
        var result: Result<T, StateError> = .failure(.other(path: path, details: "the write did not return"))
        do {
            try db.inSavepoint {
                result = .success(try body(db))
                return .commit
            }
        } catch {
            result = .failure(StateError(error, path: path))
        }
        let answer = result
        switch answer {
        case .success:
            return Attempt(settle: { continuation.resume(returning: $0.map(Result.failure) ?? answer) }, failure: nil)
        case .failure(let error):
            return Attempt(settle: { _ in continuation.resume(returning: answer) }, failure: error)
        }
    }

    private func submit(_ job: Job) {
        let start = inbox.withLock { inbox in
            inbox.jobs.append(job)
            defer { inbox.draining = true }
            return !inbox.draining
        }
        if start { schedule() }
    }

    /// One batch a turn, so that reads get their turn on the connection between two batches.
    private func schedule() {
        queue.asyncWriteWithoutTransaction { [self] db in
            commitBatch(in: db)
            let more = inbox.withLock { inbox in
                inbox.draining = !inbox.jobs.isEmpty
                return inbox.draining
            }
            if more { schedule() }
        }
    }

    private func commitBatch(in db: Database) {
        let jobs = inbox.withLock { inbox in
            defer { inbox.jobs.removeFirst(min(most, inbox.jobs.count)) }
            return Array(inbox.jobs.prefix(most))
        }
        var attempts: [Attempt] = []
        var failure: StateError?
        do {
            try db.inTransaction(.immediate) {
                for job in jobs {
                    let attempt = job.perform(db)
                    attempts.append(attempt)
                    // A full disk makes SQLite roll the whole transaction back by itself; nobody's write stands then.
                    guard db.isInsideTransaction else { throw attempt.failure ?? .diskFull(path: path) }
                }
                return .commit
            }
            inbox.withLock { $0.commits += 1 }
            committed()
        } catch {
            failure = StateError(error, path: path)
        }
        for attempt in attempts { attempt.settle(failure) }
        for job in jobs.dropFirst(attempts.count) { job.refuse(failure ?? .busy(path: path)) }
    }
}
