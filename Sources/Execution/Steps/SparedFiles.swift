import Model

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What no output may be written over, whatever a manifest or a command line says: files that nacre reads, and databases, which a
/// state is, with the files that belong to them.
///
/// ``PrivateFile`` asks it for the files of secrets that apply, rotate and `--out` write, and `plan --out` for the saved plan.
public struct SparedFiles {
    /// The first bytes of every database that SQLite keeps.
    private static let database = Array("SQLite format 3".utf8)

    private let own: [String]

    /// - Parameter own: files, relative to `directory` or absolute.
    public init(_ own: [String], in directory: String) {
        self.own = own.map { $0.hasPrefix("/") ? $0 : directory + "/" + $0 }
    }

    /// Why a file at the absolute `path` cannot be replaced, or written; nil when it can.
    public func obstacle(at path: String) -> String? {
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        if ["", ".", ".."].contains(name) { return "it is not the path of a file" }
        if path.utf8.contains(0) { return "the path contains a control character" }
        if isOwn(path) { return "nacre reads this file" }
        if Self.isDatabase(path) { return "it is a database, such as a state" }
        if let database = neighbour(of: path) { return "it belongs to the database \(database)" }
        return nil
    }

    /// The database that the path would belong to as a state: `nacre.db` of `nacre.db-wal`, of `nacre.db.key` and of what is in
    /// `nacre.db.backups`.
    private func neighbour(of path: String) -> String? {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        return [path, folder].lazy.flatMap { Self.beginnings(of: $0) }.first {
            StateFiles($0).contains(path) && (Self.isDatabase($0) || isOwnState($0))
        }
    }

    /// Every part of a path that ends before a `.` or a `-` of its last name.
    private static func beginnings(of path: String) -> [String] {
        let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        return path[start...].indices.filter { $0 > start && (path[$0] == "." || path[$0] == "-") }
            .map { String(path[..<$0]) }
    }

    /// Whether it is a file of the workspace named like a database, even one that is not written yet.
    private func isOwnState(_ path: String) -> Bool { path.hasSuffix(".db") && isOwn(path) }

    private func isOwn(_ path: String) -> Bool {
        let identity = Self.identity(path)
        return own.contains { $0 == path || (identity != nil && Self.identity($0) == identity) }
    }

    /// What tells a file from all others, links followed; nil when there is none.
    private static func identity(_ path: String) -> [UInt64]? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return [UInt64(truncatingIfNeeded: status.st_dev), UInt64(truncatingIfNeeded: status.st_ino)]
    }

    private static func isDatabase(_ path: String) -> Bool {
        // A pipe may never be opened.
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: database.count)
        return read(file, &bytes, bytes.count) == bytes.count && bytes == database
    }
}
