import Model
import OrderedCollections

extension SQLiteStateStore {
    /// Writes the intent of a call that has not left yet, and gives it. The call may leave when this returns.
    public func open(
        _ call: String, for address: Address, purpose: Intent.Purpose, marker: Attributes = [:], attempt: Int = 1,
        run: String
    ) async throws(StateError) -> Intent {
        let intent = Intent(
            id: surroundings.identifier(), runID: run, address: address, call: call, purpose: purpose, marker: marker,
            attempt: attempt, openedAt: surroundings.now())
        try await write([.openIntent(intent)])
        return intent
    }

    /// Takes down the answer the moment it arrives.
    public func answer(_ intent: String, cloudID: String?) async throws(StateError) {
        try await write([.answerIntent(intent, cloudID: cloudID)])
    }

    public func close(_ intent: String, _ outcome: IntentOutcome) async throws(StateError) {
        try await write([.closeIntent(intent, outcome)])
    }

    /// Those not closed, open or answered, the oldest first. While no run works on the state they are what a dead run
    /// left behind.
    public func openIntents() async throws(StateError) -> [Intent] {
        try await read { db in try IntentTable(db: db).unclosed() }
    }
}
