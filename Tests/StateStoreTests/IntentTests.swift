import Model
import Testing

@testable import StateStore

@Suite struct IntentTests {
    @Test("an intent without its run is refused")
    func unknownRun() async throws {
        let state = try Workbench().open()
        await #expect(throws: StateError.unknownRun("ghost")) {
            _ = try await state.open("createVpc", for: .web, purpose: .create, run: "ghost")
        }
    }

    @Test("open intents come oldest first, even when the clock goes backwards")
    func order() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        let run = try await state.beginRun(.by("ana", pid: 1))
        let first = try await state.open("a", for: .web, purpose: .create, run: run.id)
        bench.pass(-3_600)
        let second = try await state.open("b", for: .app, purpose: .delete, run: run.id)
        #expect(try await state.openIntents().map(\.id) == [first.id, second.id])
    }

    @Test("an answer without an id is an answer, and the object's id may come later")
    func answers() async throws {
        let state = try Workbench().open()
        let run = try await state.beginRun(.by("ana", pid: 1))
        let intent = try await state.open("createBox", for: .web, purpose: .create, run: run.id)
        try await state.answer(intent.id, cloudID: nil)
        #expect(try await state.openIntents().map(\.state) == [.answered(id: nil)])
        try await state.answer(intent.id, cloudID: "5")
        #expect(try await state.openIntents().map(\.state) == [.answered(id: "5")])
        try await state.answer(intent.id, cloudID: nil)
        #expect(try await state.openIntents().map(\.answeredID) == ["5"], "an id once known is not lost again")
    }

    @Test("the first outcome stands; an answer that comes after it is told, and one that names an object is open again")
    func lateAnswer() async throws {
        let state = try Workbench().open()
        let run = try await state.beginRun(.by("ana", pid: 1))
        let intent = try await state.open("createVpc", for: .web, purpose: .create, run: run.id)
        try await state.close(intent.id, .absent)
        try await state.close(intent.id, .succeeded)
        try await state.answer(intent.id, cloudID: "8")
        #expect(try await state.run(run.id).intents.map(\.state) == [.answered(id: "8")])
        #expect(try await state.events().map(\.kind) == [.lateAnswer])
        await #expect(throws: StateError.unknownIntent("x")) { try await state.answer("x", cloudID: "1") }
    }
}
