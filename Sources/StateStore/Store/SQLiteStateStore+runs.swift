import Model
import OrderedJSON

extension SQLiteStateStore {
    /// Begins a run of `request.command`.
    public func beginRun(_ request: LeaseRequest, planDigest: Digest? = nil) async throws(StateError) -> Run {
        let run = Run(
            id: surroundings.identifier(), command: request.command, actor: request.actor, job: request.job,
            startedAt: surroundings.now(), planDigest: planDigest)
        try await begin(run)
        return run
    }

    public func begin(_ run: Run) async throws(StateError) {
        try await write { db in try RunTable(db: db).add(run) }
    }

    /// Throws ``StateError/unknownRun(_:)``.
    public func finish(_ run: String, _ outcome: Run.Outcome, summary: JSON = [:]) async throws(StateError) {
        let now = surroundings.now()
        try await write { db in try RunTable(db: db).finish(run, outcome, summary: summary, at: now) }
    }

    public func record(_ step: StepRecord) async throws(StateError) {
        try await write([.stepOutcome(step)])
    }

    /// The last runs, the newest first.
    public func history(limit: Int = 20) async throws(StateError) -> [Run] {
        try await read { db in try RunTable(db: db).last(limit) }
    }

    /// What happened to the state itself, the newest first.
    public func events(limit: Int = 20) async throws(StateError) -> [HistoryEvent] {
        try await read { db in try EventTable(db: db).last(limit) }
    }

    /// - Parameter id: a run's id, or the first four or more characters of it.
    /// - Throws: ``StateError/unknownRun(_:)`` and ``StateError/severalRuns(_:_:)``.
    public func run(_ id: String) async throws(StateError) -> RunDetails {
        try await read { db in
            let table = RunTable(db: db)
            let found = try table.runs(beginningWith: id)
            guard let run = found.first else { throw StateError.unknownRun(id) }
            guard found.count == 1 else { throw StateError.severalRuns(id, found.map(\.id)) }
            return RunDetails(
                run: run, steps: try table.steps(of: run.id), intents: try IntentTable(db: db).all(of: run.id))
        }
    }

    /// Drops runs beyond `limits`, with their steps and calls. What open calls, `--resume` or an undo of the last run need
    /// stays, and so do used plans.
    @discardableResult
    public func prune(_ limits: HistoryLimits) async throws(StateError) -> PrunedHistory {
        let now = surroundings.now()
        return try await write { db in try HistoryTable(db: db).prune(limits, at: now) }
    }

    /// Gives the room of what was dropped back to the disk.
    public func compact() async throws(StateError) {
        guard access == .readWrite else { throw .readOnly(path: path) }
        let result: Result<Void, StateError> = await withCheckedContinuation { continuation in
            queue.asyncWriteWithoutTransaction { [path] db in
                do {
                    continuation.resume(returning: .success(try db.execute(sql: "VACUUM")))
                } catch {
                    continuation.resume(returning: .failure(StateError(error, path: path)))
                }
            }
        }
        try result.get()
    }

    /// Throws ``StateError/planUsed(_:run:at:)`` for a saved plan that a run has used.
    public func checkUnused(_ digest: Digest) async throws(StateError) {
        try await read { db in try PlanTable(db: db).check(digest) }
    }

    /// Marks a saved plan as used by `run`. Throws ``StateError/planUsed(_:run:at:)`` from the second time on.
    public func consumePlan(_ digest: Digest, run: String? = nil) async throws(StateError) {
        let now = surroundings.now()
        try await write { db in try PlanTable(db: db).consume(digest, run: run, at: now) }
    }
}
