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
        try await state.save(RecordedResource(twin, id: "1"))
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
