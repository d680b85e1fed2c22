import Kinds
import Model
import Rehearsal
import StateStore
import Testing

/// A field of a kind, as an argument of a law.
struct FieldCase: Sendable, CustomStringConvertible {
    let kind: Kind
    let field: Field

    var description: String { "\(kind.name).\(field.name)" }

    static func all(where belongs: (Field) -> Bool) -> [FieldCase] {
        Catalog.kinds.kinds.flatMap { kind in
            kind.fields.filter { $0.isWritable && belongs($0) }.map { FieldCase(kind: kind, field: $0) }
        }
    }

    static let inPlace = all { if case .inPlace = $0.change { true } else { false } }
        .filter { !OtherValues.triedElsewhere.contains($0.description) }
    static let replacing = all { $0.change == .replace }.filter { !$0.kind.isEnded }
    static let ended = all { $0.change == .replace }.filter(\.kind.isEnded)
    static let refused = all { if case .refused = $0.change { true } else { false } }
    static let returning = inPlace.filter { $0.field.initial != nil }
}

@Suite("laws of change") struct ChangeLaws {
    @Test("an in-place field changes in place", arguments: FieldCase.inPlace)
    func inPlace(_ test: FieldCase) async throws {
        let value = try #require(OtherValues.inPlace[test.description], "give a value in OtherValues")
        try await LawBench.with { bench in
            let workshop = try bench.workshop(for: test, value)
            let made = try #require(try await bench.apply(workshop.desired))
            #expect(made.isComplete, "\(made.shortfalls)")
            let id = try await bench.state.recorded()[workshop.subject]?.id

            let changed = workshop.changing(test.field.name, to: value)
            let plan = try await bench.plan(changed)
            let step = try #require(plan.step(workshop.subject))
            #expect(plan.steps.count == 1 && step.action == .update, "\(plan.words)")
            #expect(step.changes.allSatisfy { $0.path.field == test.field.name && !$0.forcesReplace })
            #expect(!step.calls.isEmpty)

            let outcome = try #require(try await bench.apply(changed))
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
            #expect(try await bench.plan(changed).words == [])
            #expect(try await bench.state.recorded()[workshop.subject]?.id == id)
        }
    }

    @Test(
        "an in-place field taken out of the manifest returns to what the cloud begins with",
        arguments: FieldCase.returning)
    func returning(_ test: FieldCase) async throws {
        let value = try #require(OtherValues.inPlace[test.description], "give a value in OtherValues")
        try await LawBench.with { bench in
            let workshop = try bench.workshop(for: test, value)
            // Some examples say what differs from the beginning, others are made to.
            let isBeginning = value == test.field.initial
            try await bench.apply(isBeginning ? workshop.desired : workshop.changing(test.field.name, to: value))
            let bare = workshop.changing(test.field.name, to: nil)
            let outcome = try #require(try await bench.apply(bare))
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
            #expect(try await bench.plan(bare).words == [])
            let id = try #require(try await bench.state.recorded()[workshop.subject]?.id)
            let live = try #require(try await bench.list(test.kind.name).first { $0.id == id })
            let now = live.attributes[test.field.name] ?? .null
            #expect(now == test.field.initial || now.isAbsent && test.field.initial?.isAbsent == true, "is \(now)")
        }
    }

    @Test("a field that only a new object can have plans a replacement", arguments: FieldCase.replacing)
    func replacing(_ test: FieldCase) async throws {
        try await LawBench.with { bench in
            let workshop = try bench.workspace(test.kind.name)
            try await bench.apply(workshop.desired)
            let value = OtherValues.any(test.field, besides: workshop.object.attributes[test.field.name])
            let plan = try await bench.plan(workshop.changing(test.field.name, to: value))
            let step = try #require(
                plan.steps.first { $0.address == workshop.subject && $0.action == .replace }, "\(plan.words)")
            guard case .cannotChangeInPlace(let paths) = step.reason else {
                return #expect(Bool(false), "\(step.reason)")
            }
            #expect(!paths.isEmpty && paths.allSatisfy { $0.field == test.field.name })
            #expect(plan.steps.contains { $0.address == workshop.subject && $0.action == .deleteReplaced })
        }
    }

    @Test("nothing is destroyed for a new one of a kind whose sale has ended", arguments: FieldCase.ended)
    func ended(_ test: FieldCase) async throws {
        try await LawBench.with { bench in
            let workshop = try bench.workspace(test.kind.name)
            try await bench.apply(workshop.desired)
            let value = OtherValues.any(test.field, besides: workshop.object.attributes[test.field.name])
            let plan = try await bench.plan(workshop.changing(test.field.name, to: value))
            #expect(plan.refusals.map(\.address) == [workshop.subject] && plan.forecast.destroyed == 0, "\(plan.words)")
        }
    }

    @Test(
        "an object keeps its name when its address changes, and a rename that would have it made anew is refused",
        arguments: ["InitScript", "NetworkAcl", "Subnet", "Server", "LoginKey"])
    func renamed(_ kind: String) async throws {
        try await LawBench.with { bench in
            let workshop = try bench.workspace(kind)
            #expect(try await bench.apply(workshop.desired)?.isComplete == true)
            let before = try await bench.state.recorded()[workshop.subject]
            var renamed = workshop.object
            renamed.address.name = "another"
            renamed.renamedFrom = workshop.subject
            renamed.attributes["name"] = "another"
            renamed.fieldsFromName = []
            let rest = workshop.without(workshop.subject)
            var wanted = Desired(project: rest.project, resources: rest.resources + [renamed])
            if kind != "Server" {
                let step = try #require(try await bench.plan(wanted).step(renamed.address))
                guard case .refuse = step.action else { return #expect(Bool(false), "\(step.action)") }
            }
            // As the loader has it when no name is written.
            let index = try #require(wanted.resources.firstIndex { $0.address == renamed.address })
            wanted.resources[index].fieldsFromName = ["name"]
            #expect(try await bench.apply(wanted)?.isComplete == true)
            #expect(try await bench.plan(wanted).words == [])
            let recorded = try await bench.state.recorded()
            #expect(recorded[workshop.subject] == nil && recorded[renamed.address]?.id == before?.id)
            #expect(recorded[renamed.address]?.applied["name"] == before?.applied["name"])
        }
    }

    @Test("a field that nothing can change is refused with advice", arguments: FieldCase.refused)
    func refused(_ test: FieldCase) async throws {
        try await LawBench.with { bench in
            let workshop = try bench.workspace(test.kind.name)
            try await bench.apply(workshop.desired)
            let value = OtherValues.any(test.field, besides: workshop.object.attributes[test.field.name])
            let step = try #require(
                try await bench.plan(workshop.changing(test.field.name, to: value)).step(workshop.subject))
            guard case .refused(let advice) = test.field.change else { return }
            #expect(step.action == .refuse(advice: advice))
        }
    }
}

extension Kind {
    /// Whether the cloud made such objects once, and may do so no more.
    fileprivate var isEnded: Bool {
        if case .ended = creation.ability { return true }
        return false
    }
}

extension LawBench {
    /// The example, made so that the field of `test` can take `value`.
    fileprivate func workshop(for test: FieldCase, _ value: Value) throws -> Workshop {
        var workshop = try workspace(test.kind.name, reachingFor: value)
        for (field, value) in OtherValues.before[test.description] ?? [:] {
            workshop.object.attributes[field] = value.isAbsent ? nil : value
        }
        return workshop
    }
}
