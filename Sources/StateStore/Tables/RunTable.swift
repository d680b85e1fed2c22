import GRDB
import Model
import OrderedJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct RunTable {
    private static let columns = """
        id, command, actor, job, started_at, finished_at, outcome, plan_digest, summary
        """

    let db: Database

    func add(_ run: Run) throws {
        try db.execute(
            sql: "INSERT INTO runs (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                run.id, run.command, run.actor, run.job, run.startedAt.timeIntervalSince1970,
                run.finishedAt?.timeIntervalSince1970, run.outcome?.rawValue, run.planDigest?.text,
                run.summary.serialized(.compact),
            ])
    }

    /// A run never ends before it began, whatever the clock says.
    func finish(_ id: String, _ outcome: Run.Outcome, summary: JSON, at now: Date) throws {
        try db.execute(
            sql: "UPDATE runs SET finished_at = max(started_at, ?), outcome = ?, summary = ? WHERE id = ?",
            arguments: [now.timeIntervalSince1970, outcome.rawValue, summary.serialized(.compact), id])
        guard db.changesCount > 0 else { throw StateError.unknownRun(id) }
    }

    func last(_ limit: Int) throws -> [Run] {
        try Row.fetchAll(
            db, sql: "SELECT \(Self.columns) FROM runs ORDER BY sequence DESC LIMIT ?", arguments: [max(0, limit)]
        ).map(run)
    }

    func run(_ id: String) throws -> Run? {
        try Row.fetchOne(db, sql: "SELECT \(Self.columns) FROM runs WHERE id = ?", arguments: [id]).map(run)
    }

    /// The run with this id; else those whose ids begin with it, provided that it is long enough to mean one.
    func runs(beginningWith id: String) throws -> [Run] {
        if let run = try run(id) { return [run] }
        guard id.count >= Run.shortestID else { return [] }
        return try Row.fetchAll(
            db, sql: "SELECT \(Self.columns) FROM runs WHERE substr(id, 1, ?) = ?", arguments: [id.count, id]
        ).map(run)
    }

    private func run(_ row: Row) throws -> Run {
        let id: String = row[0]
        return Run(
            id: id, command: row[1], actor: row[2], job: row[3], startedAt: StoredText.date(row[4]),
            finishedAt: (row[5] as Double?).map(StoredText.date),
            outcome: try (row[6] as String?).map { try StoredText.value($0, "outcome of run \(id)") },
            planDigest: (row[7] as String?).map(Digest.init(text:)),
            summary: try StoredText.json(row[8], "summary of run \(id)"))
    }

    func add(_ step: StepRecord) throws {
        guard try run(step.runID) != nil else { throw StateError.unknownRun(step.runID) }
        try db.cachedStatement(
            sql: """
                INSERT INTO run_steps (run_id, kind, name, action, outcome, message, seconds, calls, attempts, before)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            step.runID, step.address.kind, step.address.name, step.action, step.outcome.rawValue, step.message,
            max(0, step.seconds), step.calls, step.attempts, step.before?.json.serialized(),
        ])
    }

    func steps(of run: String) throws -> [StepRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT kind, name, action, outcome, message, seconds, calls, attempts, before FROM run_steps
                WHERE run_id = ? ORDER BY sequence
                """, arguments: [run]
        ).map { row in
            StepRecord(
                runID: run, address: Address(kind: row[0], name: row[1]), action: row[2],
                outcome: try StoredText.value(row[3], "outcome of a step of run \(run)"), message: row[4],
                seconds: row[5], calls: row[6], attempts: row[7],
                before: try (row[8] as String?).flatMap { RecordedResource(try JSON(parsing: $0)) })
        }
    }
}
