import Kinds
import Model
import Rehearsal
import StateStore
import Testing

@Suite("laws of life") struct LifeLaws {
    @Test("create → read → plan is empty", arguments: DriverCatalog.ncloud.kinds.names)
    func createReadPlan(_ kind: String) async throws {
        try await LawBench.with { bench in
            let workshop = try bench.workspace(kind)
            let outcome = try #require(try await bench.apply(workshop.desired))
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
            #expect(try await bench.plan(workshop.desired).words == [])
            #expect(try await bench.apply(workshop.desired) == nil)
        }
    }

    @Test("import → plan is empty", arguments: DriverCatalog.ncloud.kinds.names)
    func importPlan(_ kind: String) async throws {
        try await LawBench.with { bench in
            var workshop = try bench.workspace(kind)
            try await bench.apply(workshop.desired)
            let id = try #require(try await bench.state.recorded()[workshop.subject]?.id)
            try await bench.state.write([.removeResource(workshop.subject)])

            workshop.object.adoption = .id(id)
            let plan = try await bench.plan(workshop.desired)
            #expect(plan.words == ["adopt \(workshop.subject) []"])
            let outcome = try #require(try await bench.apply(workshop.desired))
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
            #expect(try await bench.plan(workshop.desired).words == [])
        }
    }

    @Test("delete → list lacks it; what cannot be deleted says why", arguments: DriverCatalog.ncloud.kinds.names)
    func delete(_ name: String) async throws {
        let kind = try #require(DriverCatalog.ncloud.kinds[name])
        try await LawBench.with { bench in
            var workshop = try bench.workspace(name)
            workshop.object.lifecycle.onRemove = .delete
            try await bench.apply(workshop.desired)
            let id = try #require(try await bench.state.recorded()[workshop.subject]?.id)
            let rest = workshop.without(workshop.subject)
            if case .refused(let reason, let advice) = kind.life.deletion.ability {
                let step = try #require(try await bench.plan(rest).step(workshop.subject))
                #expect(step.action == .refuse(advice: advice) && step.reason == .notOffered(reason))
                return
            }
            let outcome = try #require(try await bench.apply(rest))
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
            #expect(try await bench.list(name).contains { $0.id == id } == false)
            #expect(try await bench.state.recorded()[workshop.subject] == nil)
            #expect(try await bench.plan(rest).words == [])
        }
    }

    @Test("what cannot be made again is kept when its document goes", arguments: uncertain)
    func kept(_ name: String) async throws {
        let kind = try #require(DriverCatalog.ncloud.kinds[name])
        try await LawBench.with { bench in
            var workshop = try bench.workspace(name)
            workshop.object.lifecycle.onRemove = kind.defaultRemoval
            try await bench.apply(workshop.desired)
            let id = try #require(try await bench.state.recorded()[workshop.subject]?.id)
            let rest = workshop.without(workshop.subject)
            #expect(try await bench.plan(rest).step(workshop.subject)?.action == .forget)
            #expect(try await bench.apply(rest)?.isComplete == true)
            #expect(try await bench.list(name).contains { $0.id == id })
            #expect(try await bench.state.recorded()[workshop.subject] == nil)
        }
    }

    @Test("an object that vanished is made again, or said to be gone", arguments: DriverCatalog.ncloud.kinds.names)
    func vanished(_ name: String) async throws {
        try await LawBench.with { bench in
            let workshop = try bench.workspace(name)
            try await bench.apply(workshop.desired)
            let record = try #require(try await bench.state.recorded()[workshop.subject])
            var lost = record
            lost.id = "999999999"
            try await bench.state.write([.saveResource(lost)])
            let step = try #require(try await bench.plan(workshop.desired).step(workshop.subject))
            switch DriverCatalog.ncloud.kinds[name]?.life.creation.ability {
            case .offered, .ended: #expect(step.action == .create && step.reason == .vanished)
            // What an import names is still there, under another id: it is taken over.
            case .refused, nil: #expect(step.action.word == (workshop.object.adoption == nil ? "refuse" : "adopt"))
            }
        }
    }

    @Test("what cannot be created says why and what to do instead", arguments: refusing)
    func refusedCreation(_ name: String) async throws {
        let kind = try #require(DriverCatalog.ncloud.kinds[name])
        try await LawBench.with { bench in
            var workshop = try bench.workspace(name)
            workshop.object.adoption = nil
            workshop.object.attributes["name"] = "no-such-thing"
            let step = try #require(try await bench.plan(workshop.desired).step(workshop.subject))
            guard case .refused(let reason, let advice) = kind.life.creation.ability else { return }
            #expect(step.action == .refuse(advice: advice) && step.reason == .notOffered(reason))
            #expect(!reason.isEmpty && !advice.isEmpty)
        }
    }

    private static let uncertain = DriverCatalog.ncloud.kinds.kinds.filter { $0.life.creation.ability != .offered }.map(
        \.name)
    private static let refusing = DriverCatalog.ncloud.kinds.kinds.filter { !$0.life.creation.ability.isPossible }.map(
        \.name)
}
