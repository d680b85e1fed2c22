/// What a restore did.
public struct RestoredState: Hashable, Sendable {
    /// The backup that is now the state.
    public var backup: String
    /// Where the files it replaced were put; empty when there were none.
    public var keptAside: [String]
}

extension SQLiteStateStore {
    /// Puts a backup in the place of the state at `path`. What was there is kept beside it, never deleted: it may hold
    /// ids that the backup does not.
    /// - Parameter backup: nil takes the newest valid one.
    /// - Throws: ``StateError`` when there is no valid backup, or the files cannot be moved; the state is as it was then.
    public static func restore(
        path: String, from backup: String? = nil, surroundings: StateSurroundings = .system
    ) throws(StateError) -> RestoredState {
        guard let source = backup ?? Backups(of: path).newestSound() else {
            throw .cannotOpen(path: path, reason: "there is no valid backup in \(Backups(of: path).folder)")
        }
        guard DurableFile.exists(source) else { throw .notBackup(path: source, reason: "no such file") }
        guard Backups.isSound(source) else {
            throw .notBackup(path: source, reason: "not a valid nacre state backup")
        }
        do throws(DurableFile.Failure) {
            let draft = "\(path).restoring"
            DurableFile.remove(draft)
            try DurableFile.copy(source, to: draft)
            let aside = try setAside(path, mark: surroundings.identifier())
            try DurableFile.publish(draft, as: path)
            return RestoredState(backup: source, keptAside: aside)
        } catch {
            throw error.stateError(path)
        }
    }

    /// The database and what SQLite keeps beside it belong together and go together.
    private static func setAside(_ path: String, mark: String) throws(DurableFile.Failure) -> [String] {
        var moved: [String] = []
        for suffix in ["", "-wal", "-shm"] where DurableFile.exists(path + suffix) {
            let target = "\(path).replaced-\(mark)\(suffix)"
            try DurableFile.move(path + suffix, to: target)
            moved.append(target)
        }
        return moved
    }
}
