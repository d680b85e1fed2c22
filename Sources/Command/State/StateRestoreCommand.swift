import ArgumentParser
import StateStore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct StateRestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Restore state from a backup. The current file is kept.",
        discussion:
            "Without a file, the newest valid backup is restored. The next plan shows changes made since that backup.")

    @Argument(help: "A file in STATE.backups.", completion: .file())
    var backup: String?

    @OptionGroup var flags: RecordOptions

    func run() async throws {
        try await Session.run(flags, formats: [.text]) { session in
            let path = session.statePath(of: try session.project())
            if let state = try? SQLiteStateStore.open(path: path, access: .readOnly),
                let lease = try? await state.currentLease(), lease.expiresAt > Date()
            {
                throw StateError.leaseHeld(lease)
            }
            let restored = try SQLiteStateStore.restore(path: path, from: backup)
            try session.console.print("restored \(path) from \(restored.backup)")
            for file in restored.keptAside { session.console.note("kept \(file)") }
            return .done
        }
    }
}
