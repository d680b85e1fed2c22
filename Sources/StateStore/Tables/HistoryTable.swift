import GRDB
import Model

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What was dropped of the past.
public struct PrunedHistory: Hashable, Sendable {
    public var runs = 0
    public var steps = 0
    public var intents = 0
    public var events = 0
    /// How many runs are left.
    public var kept = 0

    public init() {}
}

/// Drops what is no longer needed of the past.
struct HistoryTable {
    /// Runs beyond the limits, except for the last one (`--resume` goes on with it), the last one that did something (it can
    /// be undone) and those with calls whose end is not known.
    private static let superfluous = """
        SELECT id FROM (
            SELECT id, started_at, row_number() OVER (ORDER BY sequence DESC) AS place FROM runs
        )
        WHERE (place > :runs OR (place > :ageless AND started_at < :oldest)) AND place > 1
            AND id NOT IN (SELECT run_id FROM intents WHERE closed_at IS NULL)
            AND id NOT IN (
                SELECT run_id FROM run_steps WHERE outcome = 'done' ORDER BY sequence DESC LIMIT 1
            )
        """

    let db: Database

    func prune(_ limits: HistoryLimits, at now: Date) throws -> PrunedHistory {
        let oldest = now.timeIntervalSince1970 - Double(limits.days) * 86_400
        let ids = try String.fetchAll(
            db, sql: Self.superfluous,
            arguments: ["runs": limits.runs, "ageless": HistoryLimits.ageless, "oldest": oldest])
        var pruned = PrunedHistory()
        for id in ids {
            pruned.intents += try delete("FROM intents WHERE run_id = ?", [id])
            pruned.steps += try delete("FROM run_steps WHERE run_id = ?", [id])
            pruned.runs += try delete("FROM runs WHERE id = ?", [id])
        }
        pruned.events = try delete(
            """
            FROM events WHERE sequence IN (
                SELECT sequence FROM (
                    SELECT sequence, at, row_number() OVER (ORDER BY sequence DESC) AS place FROM events
                ) WHERE place > ? OR (place > ? AND at < ?)
            )
            """, [limits.runs, HistoryLimits.ageless, oldest])
        pruned.kept = try Int.fetchOne(db, sql: "SELECT count(*) FROM runs") ?? 0
        return pruned
    }

    private func delete(_ what: String, _ arguments: StatementArguments) throws -> Int {
        try db.cachedStatement(sql: "DELETE \(what)").execute(arguments: arguments)
        return db.changesCount
    }
}
