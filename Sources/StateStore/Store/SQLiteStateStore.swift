import GRDB
import Model
import Synchronization

/// The state of a workspace in a SQLite database: what nacre applied, what it is about to do, what it did.
///
/// ```swift
/// let state = try SQLiteStateStore.open(path: "state/nacre.db", access: .readWrite)
/// let recorded = try await state.recorded()
/// ```
/// Every write returns when it is on disk. Other processes read while one writes. Errors are ``StateError``.
public final class SQLiteStateStore: Sendable {
    public let path: String
    public let access: StateAccess
    let surroundings: StateSurroundings
    let queue: DatabaseQueue
    let writer: GroupCommit
    /// The owner name of the lease that this store acquired.
    let ownedLease = Mutex<String?>(nil)
    let keys = Mutex<StateKeys?>(nil)

    /// Opens the state at `path`. Checks its integrity, refuses one that a newer nacre wrote, and, for writing, copies
    /// an older one before bringing it up to date.
    public static func open(
        path: String, access: StateAccess, surroundings: StateSurroundings = .system
    ) throws(StateError) -> SQLiteStateStore {
        try open(path: path, access: access, surroundings: surroundings, schema: .current)
    }

    static func open(
        path: String, access: StateAccess, surroundings: StateSurroundings, schema: Schema
    ) throws(StateError) -> SQLiteStateStore {
        let database = StateDatabase(path: path, schema: schema, now: surroundings.now)
        do {
            let queue: DatabaseQueue
            switch access {
            case .readOnly: queue = try database.openReadOnly()
            case .readWrite: queue = try database.open()
            }
            return SQLiteStateStore(path: path, access: access, surroundings: surroundings, queue: queue)
        } catch {
            throw StateError(error, path: path)
        }
    }

    private init(path: String, access: StateAccess, surroundings: StateSurroundings, queue: DatabaseQueue) {
        self.path = path
        self.access = access
        self.surroundings = surroundings
        self.queue = queue
        writer = GroupCommit(queue, path: path, most: surroundings.writesPerCommit)
    }

    /// How many transactions this store has committed, each with one sync to disk.
    public var commits: Int { writer.commits }
}

extension SQLiteStateStore {
    /// Not cut short by the cancellation of its task: what is read decides what is undone after an interrupt.
    func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws(StateError) -> T {
        let result: Result<T, StateError> = await withCheckedContinuation { continuation in
            queue.asyncRead { [path] access in
                do {
                    continuation.resume(returning: .success(try body(access.get())))
                } catch {
                    continuation.resume(returning: .failure(StateError(error, path: path)))
                }
            }
        }
        return try result.get()
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws(StateError) -> T {
        guard access == .readWrite else { throw .readOnly(path: path) }
        return try await writer.commit(body)
    }
}
