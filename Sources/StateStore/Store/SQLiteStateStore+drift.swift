import Model

extension SQLiteStateStore {
    /// Takes down all that one look at the cloud found. What was known and is not in `findings` has ended, where
    /// `looked` says the look covered it.
    public func recordDrift(
        _ findings: [DriftEntry], covering looked: @escaping @Sendable (Address) -> Bool = { _ in true }
    ) async throws(StateError) -> DriftRecord {
        let now = surroundings.now()
        return try await write { db in try DriftTable(db: db).record(findings, covering: looked, at: now) }
    }

    /// Notes that someone was told, so that no one is told twice.
    public func markDriftReported(_ findings: [DriftEntry]) async throws(StateError) {
        let now = surroundings.now()
        try await write { db in try DriftTable(db: db).markReported(findings, at: now) }
    }
}
