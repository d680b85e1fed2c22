import Model

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension SQLiteStateStore {
    /// Takes down all that one look at the cloud found. What was known and is not in `findings` has ended, where
    /// `looked` says the look covered it.
    public func recordDrift(
        _ findings: [DriftFinding], covering looked: @escaping @Sendable (Address) -> Bool = { _ in true }
    ) async throws(StateError) -> DriftRecord {
        let now = surroundings.now()
        return try await write { db in try DriftTable(db: db).record(findings, covering: looked, at: now) }
    }

    /// Since when the field is known to differ; nil when it does not.
    public func driftSince(_ address: Address, path: String) async throws(StateError) -> Date? {
        try await read { db in
            try DriftTable(db: db).all().first { $0.address == address && $0.path == path }?.firstSeen
        }
    }

    /// Every finding that stands, by address.
    public func standingDrift() async throws(StateError) -> [DriftFinding] {
        try await read { db in try DriftTable(db: db).all() }
    }

    /// Notes that someone was told, so that no one is told twice.
    public func markDriftReported(_ findings: [DriftFinding]) async throws(StateError) {
        let now = surroundings.now()
        try await write { db in try DriftTable(db: db).markReported(findings, at: now) }
    }
}
