import Foundation
import Model
import Testing

@testable import StateStore

@Suite struct CrashTests {
    @Test("whatever was awaited is there after a kill, at every point of a step")
    func killAfterEachWrite() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        let run = try await state.beginRun(.by("ana", pid: 1))

        let intent = try await state.open(
            "createServerInstances", for: .web, purpose: .create, marker: ["name": "web"], attempt: 2, run: run.id)
        var after = try bench.open(path: try bench.crashCopy())
        #expect(try await after.openIntents() == [intent])
        #expect(intent.attempt == 2 && intent.marker == ["name": "web"])

        try await state.write([
            .answerIntent(intent.id, cloudID: "77"),
            .saveResource(RecordedResource(.web, id: "77", condition: .creating)),
        ])
        after = try bench.open(path: try bench.crashCopy())
        #expect(try await after.openIntents().map(\.state) == [.answered(id: "77")])
        #expect(try await after.recorded()[.web]?.id == "77")

        try await state.write([
            .closeIntent(intent.id, .succeeded), .saveResource(RecordedResource(.web, id: "77")),
            .stepOutcome(StepRecord(runID: run.id, address: .web, action: "create", outcome: .done, calls: 3)),
        ])
        after = try bench.open(path: try bench.crashCopy())
        #expect(try await after.openIntents().isEmpty)
        #expect(try await after.recorded()[.web]?.condition == .ready)
        let details = try await after.run(run.id)
        #expect(details.steps.map(\.outcome) == [.done])
        #expect(details.intents.map(\.state) == [.closed(.succeeded, id: "77")])
        #expect(details.run.outcome == nil, "a run that died has no outcome")
    }

    @Test("a log torn at any place gives some earlier whole state")
    func tornLog() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        for index in 0..<20 {
            try await state.write([
                .saveResource(RecordedResource(Address(kind: "A", name: "\(index)"), id: "\(index)")),
                .saveResource(RecordedResource(Address(kind: "B", name: "\(index)"), id: "\(index)")),
            ])
        }
        let copy = try bench.crashCopy()
        let log = try bench.bytes(copy + "-wal")
        let file = try bench.bytes(copy)
        for part in 1...12 {
            let torn = bench.folder + "/torn-\(part).db"
            try bench.write(file, to: torn)
            try bench.write(log.prefix(log.count * part / 12), to: torn + "-wal")
            let resources = try await bench.open(path: torn).recorded().resources
            let pairs = Dictionary(grouping: resources, by: \.address.name)
            #expect(pairs.values.allSatisfy { $0.count == 2 }, "what is written together is found together")
            #expect(Set(pairs.keys) == Set((0..<pairs.count).map(String.init)), "nothing in between is lost")
        }
        #expect(try await bench.open(path: copy).recorded().resources.count == 40)
    }
}
