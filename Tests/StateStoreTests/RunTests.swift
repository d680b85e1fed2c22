import Foundation
import Model
import Testing

@testable import StateStore

@Suite struct RunTests {
    @Test("history tells runs the newest first, with their outcome and summary")
    func history() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        let one = try await state.beginRun(.by("ana", pid: 1), planDigest: Digest(text: "abc"))
        bench.pass(-100)
        let two = try await state.beginRun(.by("bo", pid: 2))
        try await state.finish(one.id, .incomplete, summary: ["done": 2, "failed": 1])
        let runs = try await state.history()
        #expect(runs.map(\.id) == [two.id, one.id])
        #expect(runs[1].outcome == .incomplete)
        #expect(runs[1].summary == ["done": 2, "failed": 1])
        #expect(runs[1].planDigest == Digest(text: "abc"))
        #expect(runs[1].actor == "ana@ci" && runs[1].job == "https://ci.example/1")
        #expect(runs[1].finishedAt == runs[1].startedAt, "no run ends before it began")
        #expect(try await state.history(limit: 1).map(\.id) == [two.id])
        await #expect(throws: StateError.unknownRun("x")) { try await state.finish("x", .done) }
        await #expect(throws: StateError.unknownRun("x")) { _ = try await state.run("x") }
    }

    @Test("a step's outcome reads back as it was recorded")
    func steps() async throws {
        let state = try Workbench().open()
        let run = try await state.beginRun(.by("ana", pid: 1))
        let step = StepRecord(
            runID: run.id, address: .web, action: "replace", outcome: .failed, message: "quota exceeded", seconds: 2.5,
            calls: 7, attempts: 3)
        try await state.record(step)
        #expect(try await state.run(run.id).steps == [step])
    }

    @Test("a plan is used once, also when two use it at once")
    func plans() async throws {
        let bench = try Workbench()
        let (one, two) = (try bench.open(), try bench.open())
        let digest = Digest(text: "0123456789abcdef")
        try await one.consumePlan(digest, run: "r1")
        let used = StateError.planUsed(digest, run: "r1", at: bench.now)
        await #expect(throws: used) { try await two.consumePlan(digest, run: "r2") }
        #expect(used.message.contains("run r1") && used.message.contains("nacre plan"))
    }

    @Test("a run is found by the first characters of its id, as long as they mean one")
    func shortIDs() async throws {
        let state = try Workbench().open()
        for id in ["abcd1111", "abcd2222", "ef012345"] {
            try await state.begin(Run(id: id, command: "apply", actor: "ana@here", startedAt: .now))
        }
        #expect(try await state.run("ef01").run.id == "ef012345")
        #expect(try await state.run("abcd1111").run.id == "abcd1111")
        let several = StateError.severalRuns("abcd", ["abcd1111", "abcd2222"])
        await #expect(throws: several) { _ = try await state.run("abcd") }
        await #expect(throws: StateError.unknownRun("ef0")) { _ = try await state.run("ef0") }
    }

    @Test("drift that a step has repaired is over: the next one of the same field is seen for the first time")
    func repairedDrift() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        let finding = DriftEntry(address: .web, path: "description", recorded: "a", live: "b")
        func end(_ outcome: StepRecord.Outcome) async throws -> Date? {
            let run = try await state.beginRun(.by("ana", pid: 1))
            let step = StepRecord(
                runID: run.id, address: .web, action: "update", outcome: outcome, message: nil, seconds: 1, calls: 1,
                attempts: 1)
            try await state.write([.stepOutcome(step)])
            bench.pass(3_600)
            return try await state.recordDrift([finding]).standing.first?.firstSeen
        }
        let first = bench.now
        _ = try await state.recordDrift([finding])
        #expect(try await end(.failed) == first)
        #expect(try await end(.done) == first.addingTimeInterval(7_200))
    }

    @Test("drift keeps its first sight, is new once, and ends")
    func drift() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        let finding = DriftEntry(address: .web, path: "description", recorded: "a", live: "b")
        let first = bench.now
        var record = try await state.recordDrift([finding])
        #expect(record.unreported.map(\.path) == ["description"])
        try await state.markDriftReported(record.unreported)
        bench.pass(3_600)
        record = try await state.recordDrift([finding])
        #expect(record.unreported.isEmpty)
        #expect(record.standing.map(\.firstSeen) == [first])
        #expect(record.standing.map(\.lastSeen) == [bench.now])
        record = try await state.recordDrift([], covering: { $0.kind == "Subnet" })
        #expect(record.ended.isEmpty, "a look that left the object out ends nothing")
        record = try await state.recordDrift([])
        #expect(record.ended.map(\.path) == ["description"])
        #expect(record.standing.isEmpty)
    }
}
