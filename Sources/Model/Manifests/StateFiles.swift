/// The names of the files that belong to a state, by its path: what SQLite keeps beside a database, the key, the backups, what a
/// restore leaves, and the world of the built-in simulator.
public struct StateFiles: Hashable, Sendable {
    private static let endings: Set<String> = [
        "", "-wal", "-shm", "-journal", ".restoring", ".backups", ".simulator", ".simulator.lock", ".simulator.draft",
    ]
    private static let beginnings = [".backups/", ".replaced-"]
    private static let endingsOfKey: Set<String> = ["", ".next"]
    private static let beginningsOfKey = [".next.", ".replaced-"]

    /// The path of the state.
    public let path: String

    public init(_ path: String) { self.path = path }

    /// Whether the file at `path`, in the form that the path of the state has, belongs to the state.
    public func contains(_ path: String) -> Bool {
        guard let rest = Self.rest(of: path, after: self.path) else { return false }
        return Self.endings.contains(rest) || Self.beginnings.contains { rest.hasPrefix($0) }
            || Self.isKey(path, ofKey: "\(self.path).key")
    }

    /// Whether the file at `path` is the key of a state at `key`, the one that is to replace it, or a former one.
    public static func isKey(_ path: String, ofKey key: String) -> Bool {
        guard let rest = rest(of: path, after: key) else { return false }
        return endingsOfKey.contains(rest) || beginningsOfKey.contains { rest.hasPrefix($0) }
    }

    private static func rest(of path: String, after start: String) -> String? {
        path.hasPrefix(start) ? String(path.dropFirst(start.count)) : nil
    }
}
