import Execution
import StateStore

// The lock of the state, held for as long as something is done in its name.

extension Reconciliation {
    /// Keeps the lease alive. A beat that cannot be written, on a disk that is full for a moment, is followed by the
    /// next; only a lease that somebody else has is given up.
    private static func beat(_ state: SQLiteStateStore, _ clock: RunClock, _ note: @Sendable (String) -> Void) async {
        var isTold = false
        while (try? await clock.sleep(SQLiteStateStore.leaseLifetime / 4)) != nil {
            do throws(StateError) {
                try await state.heartbeat()
                isTold = false
            } catch {
                if case .leaseLost = error { return note(error.message) }
                if !isTold { note("the lock could not be renewed and will be retried: \(error.message)") }
                isTold = true
            }
        }
    }

    /// Holds the state's lease while `body` runs.
    func withLease<Answer: Sendable>(
        _ lease: LeaseRequest, waiting: Duration, note: @escaping @Sendable (String) -> Void,
        _ body: () async throws -> Answer
    ) async throws -> Answer {
        let acquired = try await state.acquireLease(lease, waiting: waiting) { holder in
            note("waiting for the state lock: \(holder)")
        }
        if let dead = acquired.takenOverFrom { note("released the lock of a dead process: \(dead)") }
        let heart = Task { [state, clock = cloud.clock] in await Self.beat(state, clock, note) }
        defer { heart.cancel() }
        do {
            let answer = try await body()
            do throws(StateError) { try await state.releaseLease() } catch {
                // Nothing is lost by it: the lease of a process that has ended is taken over.
                note("the lock could not be released: \(error.message)")
            }
            await state.gather()
            return answer
        } catch {
            try? await state.releaseLease()
            await state.gather()
            throw error
        }
    }
}
