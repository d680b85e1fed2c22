import GRDB

/// A row that holds what it cannot hold.
struct UnreadableRow: Error {
    var details: String
}

extension StateError {
    /// What an error of the database layer means for the state at `path`. Takes over neither SQL nor arguments.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as StateError: self = error
        case let error as UnreadableRow: self = .corrupted(at: path, error.details)
        case let error as DatabaseError: self = StateError(sqlite: error, path: path)
        default: self = .other(path: path, details: "\(type(of: error))")
        }
    }

    static func corrupted(at path: String, _ details: String) -> StateError {
        .corrupted(path: path, details: details, newestBackup: Backups(of: path).newestSound())
    }

    private static let failedWrites: [ResultCode] = [
        .SQLITE_IOERR_WRITE, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC, .SQLITE_IOERR_TRUNCATE,
        .SQLITE_IOERR_SHMSIZE,
    ]

    private init(sqlite error: DatabaseError, path: String) {
        let details = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        // SQLite's result codes are an open set.
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupted(at: path, details)
        case .SQLITE_FULL: self = .diskFull(path: path)
        case .SQLITE_IOERR where Self.failedWrites.contains(error.extendedResultCode):
            self = .unwritten(path: path, details: details)
        case .SQLITE_READONLY: self = .readOnly(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .cannotOpen(path: path, reason: details)
        default: self = .other(path: path, details: details)
        }
    }
}
