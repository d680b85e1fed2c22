import Foundation
import Kinds
import Model
import OrderedJSON
import Rehearsal
import StateStore
import Testing

/// Requests that are done once, whatever becomes of the calls, the runs and the state.
@Suite("laws of requests") struct RequestLaws {
    private static let kinds = DriverCatalog.ncloud.kinds.kinds.filter(\.life.isOnce).map(\.name)

    @Test("a request whose calls and responses are lost is made once", arguments: kinds)
    func lost(_ kind: String) async throws {
        try await LawBench.with { bench in
            let life = try KindLife(kind, bench)
            try await bench.complete(life.rest)
            let call = try #require(life.kind.life.creation.calls.first)
            for moment in ["beforeCommit", "afterCommit"] {
                try await bench.cloud.faults([
                    ["match": .string("*/\(call)"), "sequence": [["times": 2, "drop": .string(moment)]]]
                ])
                try await bench.settle(life.desired)
            }
            #expect(try await life.entries() == 1)
            #expect(try await bench.plan(life.desired).words == [])
        }
    }

    @Test("another machine, or one that lost its state, finds the request by its key", arguments: kinds)
    func elsewhere(_ kind: String) async throws {
        try await LawBench.with { bench in
            let life = try KindLife(kind, bench)
            try await bench.complete(life.desired)
            try await bench.state.write([.removeResource(life.subject)])
            #expect(try await bench.plan(life.desired).words == ["adopt \(life.subject) []"])
            try await bench.complete(life.desired)
            #expect(try await life.entries() == 1)
            #expect(try await bench.plan(life.desired).words == [])
        }
    }

    @Test("another request under the same name is a new one, and the old one stays", arguments: kinds)
    func changed(_ kind: String) async throws {
        try await LawBench.with { bench in
            let life = try KindLife(kind, bench)
            try await bench.complete(life.desired)
            let first = try await life.record().id
            var workshop = life.workshop
            workshop.object.attributes["memo"] = "once more"
            let step = try #require(try await bench.plan(workshop.desired).step(life.subject))
            #expect(step.action == .create && step.reason == .requestedAnew && step.disruption == Disruption.none)
            try await bench.complete(workshop.desired)
            #expect(try await life.entries() == 2)
            #expect(try await life.record().id != first)
            #expect(try await bench.list(kind).contains { $0.id == first })
            #expect(try await bench.plan(workshop.desired).words == [])
            // The first one was made: asked for again, it is only taken up.
            #expect(try await bench.plan(life.desired).words == ["adopt \(life.subject) []"])
            try await bench.complete(life.desired)
            #expect(try await life.record().id == first)
            #expect(try await life.entries() == 2)
        }
    }

    @Test("a key of one's own holds whatever else changes", arguments: kinds)
    func ownKey(_ kind: String) async throws {
        try await LawBench.with { bench in
            let life = try KindLife(kind, bench)
            var workshop = life.workshop
            workshop.object.attributes["key"] = "2026-autumn"
            try await bench.complete(workshop.desired)
            workshop.object.attributes["memo"] = "another"
            #expect(try await bench.plan(workshop.desired).words == [])
            #expect(try await life.record().id == "2026-autumn")
        }
    }
}

extension KindLife {
    /// How many entries the cloud made.
    fileprivate func entries() async throws -> Int {
        try await bench.cloud.objects(try #require(cases.status?.table)).count
    }
}
