import GRDB
import Model

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct IntentTable {
    let db: Database

    func unclosed() throws -> [Intent] { try fetch("WHERE closed_at IS NULL", []) }

    func all(of run: String) throws -> [Intent] { try fetch("WHERE run_id = ?", [run]) }

    private func fetch(_ condition: String, _ arguments: StatementArguments) throws -> [Intent] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, run_id, kind, name, call, purpose, marker, attempt, opened_at, answered_at, cloud_id, outcome
                FROM intents \(condition) ORDER BY sequence
                """, arguments: arguments
        ).map(intent)
    }

    private func intent(_ row: Row) throws -> Intent {
        let id: String = row[0]
        return Intent(
            id: id, runID: row[1], address: Address(kind: row[2], name: row[3]), call: row[4],
            purpose: try StoredText.value(row[5], "purpose of intent \(id)"),
            marker: try StoredText.attributes(row[6], "natural key of intent \(id)"), attempt: row[7],
            openedAt: StoredText.date(row[8]), state: try state(row, id))
    }

    private func state(_ row: Row, _ id: String) throws -> IntentState {
        if let outcome = row[11] as String? {
            return .closed(try StoredText.value(outcome, "outcome of intent \(id)"), id: row[10])
        }
        return (row[9] as Double?) == nil ? .open : .answered(id: row[10])
    }

    func open(_ intent: Intent) throws {
        guard try RunTable(db: db).run(intent.runID) != nil else { throw StateError.unknownRun(intent.runID) }
        try db.cachedStatement(
            sql: """
                INSERT INTO intents (id, run_id, kind, name, call, purpose, marker, attempt, opened_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            intent.id, intent.runID, intent.address.kind, intent.address.name, intent.call, intent.purpose.rawValue,
            StoredText.text(intent.marker), intent.attempt, intent.openedAt.timeIntervalSince1970,
        ])
    }

    /// An answer to an intent that another run has closed meanwhile is kept too, and told in history. When that run
    /// found nothing and the answer names an object after all, the intent is open again: the next run decides whose it is.
    func answer(_ id: String, cloudID: String?, at now: Date) throws {
        let wasClosed = try isClosed(id)
        if wasClosed, cloudID != nil {
            try db.execute(
                sql: "UPDATE intents SET closed_at = NULL, outcome = NULL WHERE id = ? AND outcome = ?",
                arguments: [id, IntentOutcome.absent.rawValue])
        }
        try db.execute(
            sql:
                "UPDATE intents SET answered_at = coalesce(answered_at, ?), cloud_id = coalesce(?, cloud_id) WHERE id = ?",
            arguments: [now.timeIntervalSince1970, cloudID, id])
        if wasClosed {
            try EventTable(db: db).add(
                .lateAnswer,
                "intent \(id) received a response with \(cloudID.map { "id \($0)" } ?? "no id") after it had been closed",
                at: now)
        }
    }

    /// The first outcome stands.
    func close(_ id: String, _ outcome: IntentOutcome, at now: Date) throws {
        guard try !isClosed(id) else { return }
        try db.execute(
            sql: "UPDATE intents SET closed_at = ?, outcome = ? WHERE id = ?",
            arguments: [now.timeIntervalSince1970, outcome.rawValue, id])
    }

    private func isClosed(_ id: String) throws -> Bool {
        let closed = try Bool.fetchOne(
            db, sql: "SELECT closed_at IS NOT NULL FROM intents WHERE id = ?", arguments: [id])
        guard let closed else { throw StateError.unknownIntent(id) }
        return closed
    }
}
