import Foundation
import GRDB
import Model
import Testing

@testable import StateStore

@Suite struct GroupCommitTests {
    /// Holds the connection until `count` writes wait, then lets them go.
    private func gather(_ count: Int, on state: SQLiteStateStore) {
        state.queue.asyncWriteWithoutTransaction { _ in
            while state.writer.waiting < count { usleep(500) }
        }
    }

    @Test("writes that wait together are committed together")
    func grouping() async throws {
        let state = try Workbench().open()
        gather(50, on: state)
        let before = state.writer.commits
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<50 {
                group.addTask {
                    try await state.save(RecordedResource(Address(kind: "Server", name: "\(index)"), id: "\(index)"))
                }
            }
            try await group.waitForAll()
        }
        #expect(state.writer.commits == before + 1)
        #expect(try await state.recorded().resources.count == 50)
    }

    @Test("a write that fails takes nothing from its neighbours")
    func neighbours() async throws {
        let state = try Workbench().open()
        gather(3, on: state)
        async let one: Void = state.save(RecordedResource(.web, id: "1"))
        let nobody = Address(kind: "Server", name: "nobody")
        let bad = Task { try await state.remove(nobody) }
        async let two: Void = state.save(RecordedResource(.app, id: "2"))
        try await one
        try await two
        await #expect(throws: StateError.notRecorded(nobody)) { try await bad.value }
        #expect(try await state.recorded().resources.count == 2)
    }

    @Test("a write that has been handed in is carried out though its task is cancelled")
    func cancelled() async throws {
        let state = try Workbench().open()
        gather(1, on: state)
        let task = Task { try await state.save(RecordedResource(.web, id: "1")) }
        task.cancel()
        try await task.value
        #expect(try await state.recorded()[.web]?.id == "1")
    }

    @Test("a full disk fails every write of the batch and keeps what was there")
    func fullDisk() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        try await state.save(RecordedResource(.app, id: "1"))
        try await state.queue.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
        }
        gather(2, on: state)
        let filler = Value.string(String(repeating: "x", count: 200_000))
        async let small: Void = state.save(RecordedResource(.web, id: "2"))
        async let large: Void = state.save(RecordedResource(.web, id: "3", applied: ["blob": filler]))
        var failures: [StateError] = []
        do { try await large } catch { failures.append(error as? StateError ?? .unknownRun("?")) }
        do { try await small } catch { failures.append(error as? StateError ?? .unknownRun("?")) }
        #expect(failures.contains(.diskFull(path: bench.path)))
        #expect(failures[0].message.contains("no space left"))
        let read = try await state.recorded()
        #expect(read[.app]?.id == "1")
        #expect(read[.web]?.id != "3")
        #expect((read[.web] == nil) == (failures.count == 2), "a write that succeeded stands, one that failed does not")
        #expect(try await state.verify().filter { $0.code == "state-damaged" }.isEmpty)
    }

    @Test("a connection that cannot write says that the state is read-only")
    func readOnlyFile() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        try await state.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 1") }
        await #expect(throws: StateError.readOnly(path: bench.path)) {
            try await state.save(RecordedResource(.web, id: "1"))
        }
    }
}
