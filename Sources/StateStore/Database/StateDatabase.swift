import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Opens the database of a state: checked first, copied before it is changed, then brought up to date.
struct StateDatabase {
    let path: String
    let schema: Schema
    let now: @Sendable () -> Date

    /// For reading and writing; made when it is missing.
    func open() throws -> DatabaseQueue {
        try prepareFile()
        let queue = try DatabaseQueue(path: path, configuration: Self.configuration())
        let found = try queue.read(inspect)
        if 0 < found, found < schema.version {
            try queue.writeWithoutTransaction { db in _ = try Backups(of: path).write(db, at: now()) }
        }
        try Self.patiently {
            try queue.writeWithoutTransaction { db in
                // What is deleted is overwritten: a sealed value that was resealed must not lie in a free page.
                try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
            }
            try migrate(queue, from: found)
        }
        return queue
    }

    /// SQLite does not wait for another process that turns the same new state to a write-ahead log, nor for one that wrote
    /// since our own read: it is tried again, for ten seconds.
    private static func patiently(_ open: () throws -> Void) throws {
        let deadline = ContinuousClock.now.advanced(by: .seconds(10))
        while ContinuousClock.now < deadline {
            do { return try open() } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                usleep(100_000)
            }
        }
        try open()
    }

    /// Another process that opens the same state may be ahead in the middle of ours: as long as the state moves
    /// forward, a migration that failed is looked at again.
    private func migrate(_ queue: DatabaseQueue, from found: Int) throws {
        do {
            try schema.migrator.migrate(queue)
        } catch {
            let reached = try queue.read(inspect)
            guard reached > found else { throw error }
            try migrate(queue, from: reached)
        }
    }

    /// For reading only. What is missing, or too old to be read as it is, is made up in memory.
    func openReadOnly() throws -> DatabaseQueue {
        guard try exists() else { return try migrated(DatabaseQueue(configuration: Self.configuration())) }
        let queue: DatabaseQueue
        do {
            queue = try DatabaseQueue(path: path, configuration: Self.configuration(readOnly: true))
            if try queue.read(inspect) == schema.version { return queue }
        } catch let error as DatabaseError where Self.needsWritableFolder(error) {
            return try openCopy()
        }
        let copy = try DatabaseQueue(configuration: Self.configuration())
        try queue.backup(to: copy)
        return try migrated(copy)
    }

    /// SQLite cannot read a write-ahead log in a folder that it may not write to; it can in another one.
    func openCopy() throws -> DatabaseQueue {
        let folder = FileManager.default.temporaryDirectory.path + "/nacre-state-\(UUID().uuidString)"
        do { try DurableFile.makeFolder(folder) } catch { throw error.stateError(folder) }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for suffix in ["", "-wal"] where DurableFile.exists(path + suffix) {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: "\(folder)/state\(suffix)")
        }
        let source = try DatabaseQueue(path: "\(folder)/state", configuration: Self.configuration())
        _ = try source.read(inspect)
        let copy = try DatabaseQueue(configuration: Self.configuration())
        try source.backup(to: copy)
        return try migrated(copy)
    }

    private func migrated(_ queue: DatabaseQueue) throws -> DatabaseQueue {
        try schema.migrator.migrate(queue)
        return queue
    }

    private func prepareFile() throws {
        guard try !exists() else {
            guard DurableFile.isWritable(path), DurableFile.isWritable(DurableFile.folder(of: path)) else {
                throw StateError.readOnly(path: path)
            }
            for suffix in ["", "-wal", "-shm", ".key"] { DurableFile.hide(path + suffix) }
            return
        }
        do {
            try DurableFile.makeFolder(DurableFile.folder(of: path))
            try DurableFile.makeEmpty(path)
        } catch {
            throw error.stateError(path)
        }
    }

    /// Whether there is a state. A file that is gone although it had backups is a loss, not a beginning.
    private func exists() throws -> Bool {
        if let size = DurableFile.size(path), size > 0 || DurableFile.exists(path + "-wal") { return true }
        if let backup = Backups(of: path).newestSound() {
            throw StateError.missing(path: path, newestBackup: backup)
        }
        return false
    }

    /// Refuses what is damaged, foreign or newer; gives the version of the schema, 0 for an empty database.
    private func inspect(_ db: Database) throws -> Int {
        let faults = try String.fetchAll(db, sql: "PRAGMA quick_check(3)")
        if faults != ["ok"] { throw UnreadableRow(details: faults.joined(separator: "; ")) }
        let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
        if isEmpty { return 0 }
        let version = try schema.version(of: db)
        // Another process may be at the very beginning: the migrator's own table is there, ours are not.
        if version > 0, try Int32.fetchOne(db, sql: "PRAGMA application_id") != Schema.applicationID {
            throw StateError.foreign(path: path)
        }
        if version == 0, try !db.tableExists("grdb_migrations") { throw StateError.foreign(path: path) }
        if version > schema.version {
            throw StateError.newerSchema(path: path, found: version, known: schema.version)
        }
        return version
    }

    private static func needsWritableFolder(_ error: DatabaseError) -> Bool {
        error.resultCode == .SQLITE_CANTOPEN || error.resultCode == .SQLITE_READONLY
    }

    private static func configuration(readOnly: Bool = false) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readOnly
        // Seconds; another process holds the write lock for milliseconds.
        configuration.busyMode = .timeout(10)
        configuration.label = "nacre.state"
        return configuration
    }
}
