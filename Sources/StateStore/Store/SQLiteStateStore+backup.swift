import GRDB
import Model
import OrderedJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension SQLiteStateStore {
    /// Copies the state into `<path>.backups`, where the last ten copies stay, and gives the copy's path.
    @discardableResult
    public func backup() async throws(StateError) -> String {
        guard access == .readWrite else { throw .readOnly(path: path) }
        let now = surroundings.now()
        let result: Result<String, StateError> = await withCheckedContinuation { continuation in
            queue.asyncWriteWithoutTransaction { [path] db in
                do {
                    continuation.resume(returning: .success(try Backups(of: path).write(db, at: now)))
                } catch {
                    continuation.resume(returning: .failure(StateError(error, path: path)))
                }
            }
        }
        return try result.get()
    }

    /// The copies there are, the newest first.
    public var backups: [String] { Backups(of: path).all }

    /// Puts the write-ahead log into the database, so that a copy of the one file is a copy of all. Nothing happens while
    /// another process reads; nothing is lost by that.
    public func gather() async {
        guard access == .readWrite else { return }
        await withCheckedContinuation { continuation in
            queue.asyncWriteWithoutTransaction { db in
                _ = try? db.checkpoint(.truncate)
                continuation.resume()
            }
        }
    }

    /// The state as one JSON document: objects, open intents, standing drift. Secrets are fingerprints in it.
    public func export() async throws(StateError) -> JSON {
        try await read { db in
            [
                "format": "nacre/state/v2",
                "schema": .integer(Int64(try Schema.current.version(of: db))),
                "resources": .array(try ResourceTable(db: db).all().sorted { $0.address < $1.address }.map(\.exported)),
                "intents": .array(try IntentTable(db: db).unclosed().map(\.json)),
                "drift": .array(try DriftTable(db: db).all().map(\.json)),
            ]
        }
    }
}

extension RecordedResource {
    /// The row in the words of the other reports. Rows within state keep their own.
    fileprivate var exported: JSON {
        let words = ["condition": "status", "madeBesides": "createdWith"]
        return .object(.init(uniqueKeysWithValues: json.members.map { (words[$0.key] ?? $0.key, $0.value) }))
    }
}

extension Intent {
    fileprivate var json: JSON {
        [
            "id": .string(id), "run": .string(runID), "address": .string(address.description), "call": .string(call),
            "purpose": .string(purpose.rawValue), "naturalKey": Value.map(marker).json,
            "attempt": .integer(Int64(attempt)), "openedAt": .string(openedAt.formatted(.iso8601)),
            "answeredID": answeredID.map(JSON.string) ?? .null,
        ]
    }
}

extension DriftEntry {
    fileprivate var json: JSON {
        [
            "address": .string(address.description), "path": .string(path), "recorded": recorded.json,
            "live": live.json, "firstSeen": firstSeen.map { .string($0.formatted(.iso8601)) } ?? .null,
            "lastSeen": lastSeen.map { .string($0.formatted(.iso8601)) } ?? .null,
        ]
    }
}
