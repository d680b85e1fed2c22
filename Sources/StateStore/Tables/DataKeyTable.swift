import GRDB
import Model
import OrderedJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The one row of the wrapped data key.
struct DataKeyTable {
    struct Entry: Hashable, Sendable {
        var wrapping: KeyWrapping
        /// Of the data key inside.
        var check: String
    }

    let db: Database

    /// Nil in a state without a key, or of an earlier version.
    func current() throws -> Entry? {
        guard let row = try Row.fetchOne(db, sql: "SELECT wrapping, keycheck FROM data_key") else { return nil }
        guard let json = try? JSON(parsing: row[0] as String), let wrapping = KeyWrapping(json) else {
            throw UnreadableRow(details: "the wrapped key of its secrets cannot be read")
        }
        return Entry(wrapping: wrapping, check: row[1])
    }

    /// The check value of the data key; nil in a state without one.
    func check() throws -> String? { try String.fetchOne(db, sql: "SELECT keycheck FROM data_key") }

    /// The check value that versions before schema 6 wrote, whose key file holds the data key itself.
    func formerCheck() throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'key-check'")
    }

    /// Puts the first key in; what stands is left, and given back.
    func insert(_ entry: Entry, at now: Date) throws -> Entry {
        try db.execute(
            sql: "INSERT OR IGNORE INTO data_key (place, wrapping, keycheck, wrapped_at) VALUES (1, ?, ?, ?)",
            arguments: [entry.wrapping.json.serialized(.compact), entry.check, now.timeIntervalSince1970])
        return try current() ?? entry
    }

    func replace(with entry: Entry, at now: Date) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO data_key (place, wrapping, keycheck, wrapped_at) VALUES (1, ?, ?, ?)",
            arguments: [entry.wrapping.json.serialized(.compact), entry.check, now.timeIntervalSince1970])
        try db.execute(sql: "DELETE FROM meta WHERE name = 'key-check'")
    }
}
