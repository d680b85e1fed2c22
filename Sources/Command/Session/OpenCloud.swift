import Nacre
import Synchronization

/// The cloud that a command has open: whatever needs KMS meanwhile uses that one.
final class OpenCloud: Sendable {
    private let held = Mutex<CloudConnection?>(nil)

    var current: CloudConnection? { held.withLock { $0 } }

    /// Holds a connection for the time of `body`.
    func hold<Answer: Sendable>(
        _ connection: CloudConnection, during body: (CloudConnection) async throws -> Answer
    ) async throws -> Answer {
        held.withLock { $0 = connection }
        defer { held.withLock { $0 = nil } }
        return try await body(connection)
    }
}
