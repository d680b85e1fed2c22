import Foundation
import Model
import Testing

@testable import StateStore

@Suite struct HistoryTests {
    /// Runs of one step and one call each, a day apart.
    private func runs(_ count: Int, _ state: SQLiteStateStore, _ bench: Workbench) async throws -> [String] {
        var ids: [String] = []
        for _ in 0..<count {
            bench.pass(86_400)
            let run = try await state.beginRun(.by("ana", pid: 1))
            let intent = try await state.open("make", for: .web, purpose: .create, run: run.id)
            try await state.close(intent.id, .succeeded)
            try await state.record(StepRecord(runID: run.id, address: .web, action: "create", outcome: .done))
            try await state.finish(run.id, .done)
            ids.append(run.id)
        }
        return ids
    }

    @Test("history is kept by count, the newest runs with all that belongs to them")
    func count() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        let ids = try await runs(30, state, bench)
        let pruned = try await state.prune(HistoryLimits(runs: 8, days: 365))
        #expect((pruned.runs, pruned.steps, pruned.intents, pruned.kept) == (22, 22, 22, 8))
        #expect(try await state.history(limit: 100).map(\.id) == Array(ids.suffix(8).reversed()))
        let last = try await state.run(ids[29])
        #expect(last.steps.count == 1 && last.intents.count == 1)
        await #expect(throws: StateError.unknownRun(ids[0])) { _ = try await state.run(ids[0]) }
        try await state.compact()
        #expect(try await state.verify().isEmpty)
    }

    @Test("history is kept by age, but for the newest runs: a clock that was ahead takes no more")
    func age() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        let ids = try await runs(40, state, bench)
        #expect(try await state.prune(HistoryLimits(days: 30)).runs == 9)
        bench.pass(100 * 365 * 86_400)
        #expect(try await state.prune(HistoryLimits()).kept == HistoryLimits.ageless)
        #expect(try await state.history(limit: 1).map(\.id) == [ids[39]])
    }

    @Test("what open calls, a resumption or an undo need is never pruned")
    func needed() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        let dead = try await state.beginRun(.by("ana", pid: 1))
        let intent = try await state.open("make", for: .web, purpose: .create, run: dead.id)
        let undoable = try await runs(1, state, bench)[0]
        for _ in 0..<5 {
            let run = try await state.beginRun(.by("bo", pid: 2))
            try await state.record(StepRecord(runID: run.id, address: .web, action: "update", outcome: .failed))
            try await state.finish(run.id, .incomplete)
        }
        #expect(try await state.prune(HistoryLimits(runs: 1, days: 1)).kept == 3)
        #expect(try await state.openIntents().map(\.id) == [intent.id])
        #expect(try await state.run(undoable).steps.count == 1)
        #expect(try await state.run(dead.id).intents.count == 1)
    }
}
