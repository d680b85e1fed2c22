import Synchronization

/// A reading that several wait for and one task does. It is given up when the last of them no longer wants it.
public final class SharedReading<Answer: Sendable>: Sendable {
    private let task: Task<Answer, Never>
    private let waiting = Mutex(1)

    /// Begins the reading, for one who waits.
    public init(_ body: @escaping @Sendable () async -> Answer) { task = Task { await body() } }

    /// One more waits for it.
    /// - Returns: false when it was given up already; it has to be begun anew then.
    public func join() -> Bool {
        waiting.withLock { count in
            guard count > 0 else { return false }
            count += 1
            return true
        }
    }

    /// What was read. Whose task is cancelled wants it no longer; with nobody left the reading is cancelled.
    public var answer: Answer {
        get async {
            await withTaskCancellationHandler {
                await task.value
            } onCancel: {
                let left = waiting.withLock { count in
                    count -= 1
                    return count
                }
                if left == 0 { task.cancel() }
            }
        }
    }
}
