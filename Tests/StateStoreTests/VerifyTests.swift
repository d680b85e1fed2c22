import GRDB
import Model
import Testing

@testable import StateStore

@Suite struct VerifyTests {
    @Test("a sound state has nothing to tell")
    func sound() async throws {
        let state = try Workbench().open()
        try await state.save(RecordedResource(.app, id: "1"))
        try await state.save(RecordedResource(.web, id: "1", dependencies: [.app]))
        #expect(try await state.verify().isEmpty)
    }

    @Test("each broken rule is told by its name")
    func broken() async throws {
        let state = try Workbench().open()
        let run = try await state.beginRun(.by("ana", pid: 1))
        let twin = Address(kind: "Server", name: "twin")
        try await state.save(RecordedResource(.web, id: "1", dependencies: [.app]))
        try await state.save(RecordedResource(twin, id: "2"))
        try await state.shareID("1", with: twin)
        try await state.save(RecordedResource(Address(kind: "Vpc", name: "v"), id: nil))
        try await state.save(RecordedResource(Address(kind: "Vpc", name: "w"), id: nil, condition: .creating))
        _ = try await state.open("createVpc", for: .app, purpose: .create, run: run.id)
        let codes = Set(try await state.verify().map(\.code))
        #expect(
            codes == [
                "state-shared-id", "state-missing-id", "state-missing-dependency", "state-open-intent",
                "state-pending",
            ])
    }

    @Test("no row comes to an id that another row of its kind has")
    func sharedID() async throws {
        let state = try Workbench().open()
        let twin = Address(kind: "Server", name: "twin")
        try await state.save(RecordedResource(.web, id: "1"))
        await #expect(throws: StateError.sharedID("1", of: twin, holder: .web)) {
            try await state.save(RecordedResource(twin, id: "1"))
        }
        #expect(try await state.recorded()[twin] == nil)
        try await state.save(RecordedResource(Address(kind: "Vpc", name: "other"), id: "1"))
        // What an older nacre left so can still be written; the check at the end of a run names it.
        try await state.save(RecordedResource(twin, id: "2"))
        try await state.shareID("1", with: twin)
        try await state.save(RecordedResource(twin, id: "1", protect: true))
        #expect(try await state.sharedIdentities().map(\.code) == ["state-shared-id"])
    }

    @Test("a row that refers to a run that is gone is damage")
    func orphan() async throws {
        let state = try Workbench().open()
        let run = try await state.beginRun(.by("ana", pid: 1))
        let intent = try await state.open("createVpc", for: .web, purpose: .create, run: run.id)
        try await state.close(intent.id, .failed)
        try await state.queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = 0; DELETE FROM runs; PRAGMA foreign_keys = 1")
        }
        #expect(try await state.verify().map(\.code) == ["state-damaged"])
    }
}

extension SQLiteStateStore {
    /// Gives a row the id of another one, as an older nacre may have.
    fileprivate func shareID(_ id: String, with address: Address) async throws {
        try await queue.write { db in
            try db.execute(
                sql: "UPDATE resources SET cloud_id = ? WHERE kind = ? AND name = ?",
                arguments: [id, address.kind, address.name])
        }
    }
}
