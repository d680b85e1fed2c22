import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension SQLiteStateStore {
    /// How long a lease lives without a heartbeat, unless told otherwise; beat several times within it.
    public static var leaseLifetime: Duration { .seconds(60) }

    /// Takes the lease, from a dead holder if need be: one whose process is gone from this machine, or whose time ran
    /// out. A takeover leaves a line in history. Throws ``StateError/leaseHeld(_:)``.
    public func acquireLease(
        _ request: LeaseRequest, lifetime: Duration = leaseLifetime
    ) async throws(StateError) -> AcquiredLease {
        try await acquireLease(request, lifetime: lifetime, deadIf: nil)
    }

    /// - Parameter silent: a holder that was watched for its whole lifetime and did not beat.
    private func acquireLease(
        _ request: LeaseRequest, lifetime: Duration, deadIf silent: Lease?
    ) async throws(StateError) -> AcquiredLease {
        let now = surroundings.now()
        let surroundings = surroundings
        let lease = Lease(
            owner: surroundings.identifier(), request: request, machine: surroundings.machine, acquiredAt: now,
            heartbeatAt: now, expiresAt: now.addingTimeInterval(lifetime.inSeconds))
        let acquired = try await write { db in
            let table = LeaseTable(db: db)
            let holder = try table.current()
            if let holder {
                let silence = holder == silent ? "it did not renew the lock while it was watched" : nil
                guard let death = holder.death(at: now, in: surroundings) ?? silence else {
                    throw StateError.leaseHeld(holder)
                }
                try EventTable(db: db).add(
                    .leaseTakenOver, "\(request.actor) released the lock of \(holder): \(death)", at: now)
            }
            try table.put(lease)
            return AcquiredLease(lease: lease, takenOverFrom: holder)
        }
        ownedLease.withLock { $0 = lease.owner }
        return acquired
    }

    /// The same, trying again until `timeout` is over. `onWait` is told the holder, once for each.
    public func acquireLease<C: Clock>(
        _ request: LeaseRequest, lifetime: Duration = leaseLifetime, waiting timeout: Duration,
        polling interval: Duration = .milliseconds(500), clock: C = ContinuousClock(),
        onWait: @Sendable (Lease) -> Void = { _ in }
    ) async throws(StateError) -> AcquiredLease where C.Duration == Duration {
        let deadline = clock.now.advanced(by: timeout)
        var told: String?
        var silence = LeaseSilence<C>()
        while true {
            do {
                return try await acquireLease(request, lifetime: lifetime, deadIf: silence.isOver(lifetime, clock))
            } catch .leaseHeld(let holder) {
                guard clock.now < deadline else { throw .leaseHeld(holder) }
                silence.note(holder, at: clock.now)
                if told != holder.owner { onWait(holder) }
                told = holder.owner
                let next = min(clock.now.advanced(by: interval), deadline)
                do { try await clock.sleep(until: next, tolerance: nil) } catch { throw .leaseHeld(holder) }
            }
        }
    }

    /// Tells the others that this run lives. Throws ``StateError/leaseLost(holder:)`` when one of them took over.
    public func heartbeat(lifetime: Duration = leaseLifetime) async throws(StateError) {
        guard let owner = ownedLease.withLock({ $0 }) else { throw .leaseLost(holder: try await currentLease()) }
        let now = surroundings.now()
        try await write { db in
            try LeaseTable(db: db).require(owner)
            try LeaseTable(db: db).beat(owner, at: now, until: now.addingTimeInterval(lifetime.inSeconds))
        }
    }

    /// Gives the lease back; nothing happens when it is another's by now.
    public func releaseLease() async throws(StateError) {
        guard let owner = ownedLease.withLock({ $0 }) else { return }
        try await write { db in try LeaseTable(db: db).remove(owner) }
        ownedLease.withLock { $0 = nil }
    }

    public func currentLease() async throws(StateError) -> Lease? {
        try await read { db in try LeaseTable(db: db).current() }
    }

    /// Takes the lease away from whoever holds it, by the user's word, and says from whom. The holder's next write is
    /// refused.
    public func forceUnlock(by request: LeaseRequest) async throws(StateError) -> Lease? {
        let now = surroundings.now()
        return try await write { db in
            guard let holder = try LeaseTable(db: db).current() else { return nil }
            try LeaseTable(db: db).remove(holder.owner)
            try EventTable(db: db).add(.unlocked, "\(request.actor) unlocked the state, held by \(holder)", at: now)
            return holder
        }
    }
}

/// How long a holder has not beaten, by a clock that nobody sets: its own times may lie in the future.
private struct LeaseSilence<C: Clock> where C.Duration == Duration {
    private var last: (lease: Lease, seen: C.Instant)?

    mutating func note(_ lease: Lease, at now: C.Instant) {
        if last?.lease != lease { last = (lease, now) }
    }

    /// The holder, when it has been silent for longer than a lease lives.
    func isOver(_ lifetime: Duration, _ clock: C) -> Lease? {
        guard let last, last.seen.duration(to: clock.now) > lifetime else { return nil }
        return last.lease
    }
}

extension Lease {
    /// Why the holder counts as dead; nil while it may live.
    ///
    /// A clock that went backwards only makes `expiresAt` lie further ahead: the holder then counts as alive, which is
    /// the safe side.
    fileprivate func death(at now: Date, in surroundings: StateSurroundings) -> String? {
        if machine == surroundings.machine, !surroundings.isAlive(pid) { return "its process is gone" }
        if expiresAt <= now { return "it has not renewed the lock since \(heartbeatAt.formatted(.iso8601))" }
        return nil
    }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
