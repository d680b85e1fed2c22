import Model
import Nacre
import StateStore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Session {
    /// Changes state under its lease, with a backup taken first. A signal lets the change end, so that the lease is given
    /// back.
    func changingState<Answer: Sendable>(
        _ command: String, _ body: @escaping @Sendable (SQLiteStateStore) async throws -> Answer
    ) async throws -> Answer {
        try await Interrupts.heeded { interrupts in
            interrupts.enter(.finishing)
            return try await changeState(command, body)
        }
    }

    private func changeState<Answer: Sendable>(
        _ command: String, _ body: (SQLiteStateStore) async throws -> Answer
    ) async throws -> Answer {
        let state = try state(of: try project(), .readWrite)
        _ = try await state.acquireLease(LeaseRequest.current(command, environment: environment))
        do {
            _ = try await state.backup()
            let answer = try await body(state)
            try await state.releaseLease()
            return answer
        } catch {
            try? await state.releaseLease()
            throw error
        }
    }

    /// Refuses to begin a state for an environment beside an older one that may hold its objects: environments once shared
    /// one state.
    func checkFormerState(of project: Project) async throws {
        guard let environment = project.environment, options.state == nil,
            project.state == Project.state(of: environment)
        else { return }
        let (path, former) = (statePath(of: project), "\(options.root)/\(Project.state(of: nil))")
        let files = FileManager.default
        guard !files.fileExists(atPath: path), files.fileExists(atPath: former) else { return }
        let state = try SQLiteStateStore.open(path: former, access: .readOnly)
        guard try await state.binding() == nil, try await !state.recorded().resources.isEmpty else { return }
        throw RunFailure.guarded([
            Diagnostic(
                code: "environment-state", "\(former) may hold the objects of environment \(environment)",
                notes: ["each environment has its own state: \(path)"],
                help:
                    "if it does, rename \(former) and the files next to it to \(path); if its objects belong to no environment, "
                    + "run \"nacre apply\" without -e once")
        ])
    }

    /// A drift check keeps what it found when it can; where state cannot be written it still tells.
    func driftAccess(_ workspace: Workspace) -> StateAccess {
        let path = statePath(of: workspace.project)
        let folder = URL(filePath: path).deletingLastPathComponent().path
        let canWrite = [path, folder].allSatisfy { FileManager.default.isWritableFile(atPath: $0) }
        return canWrite ? .readWrite : .readOnly
    }
}
