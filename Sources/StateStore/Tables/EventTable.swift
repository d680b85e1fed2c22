import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct EventTable {
    let db: Database

    func add(_ kind: HistoryEvent.Kind, _ text: String, at now: Date) throws {
        try db.execute(
            sql: "INSERT INTO events (at, kind, text) VALUES (?, ?, ?)",
            arguments: [now.timeIntervalSince1970, kind.rawValue, text])
    }

    func last(_ limit: Int) throws -> [HistoryEvent] {
        try Row.fetchAll(
            db, sql: "SELECT at, kind, text FROM events ORDER BY sequence DESC LIMIT ?", arguments: [max(0, limit)]
        ).map { row in
            HistoryEvent(
                at: StoredText.date(row[0]), kind: try StoredText.value(row[1], "kind of an event"), text: row[2])
        }
    }
}
