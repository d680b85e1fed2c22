import Nacre
import StateStore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Session {
    /// Changes state under its lease, with a backup taken first.
    func changingState(_ command: String, _ body: (SQLiteStateStore) async throws -> Void) async throws {
        let state = try state(of: try project(), .readWrite)
        _ = try await state.acquireLease(LeaseRequest.current(command, environment: environment))
        do {
            _ = try await state.backup()
            try await body(state)
            try await state.releaseLease()
        } catch {
            try? await state.releaseLease()
            throw error
        }
    }

    /// A drift check keeps what it found when it can; where state cannot be written it still tells.
    func driftAccess(_ workspace: Workspace) -> StateAccess {
        let path = statePath(of: workspace.project)
        let folder = URL(filePath: path).deletingLastPathComponent().path
        let canWrite = [path, folder].allSatisfy { FileManager.default.isWritableFile(atPath: $0) }
        return canWrite ? .readWrite : .readOnly
    }
}
