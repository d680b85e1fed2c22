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
        DriverCatalog.ncloud.kinds.kinds.flatMap { kind in
            kind.fields.filter { $0.isWritable && belongs($0) }.map { FieldCase(kind: kind, field: $0) }
        }
    }

    /// Whether it is tried on an object that is like no other.
    fileprivate var needsOwnObject: Bool {
        OtherValues.triedAlone.contains(description) || OtherValues.before[description] != nil
            || !(OtherValues.inPlace[description]?.references ?? []).isEmpty
    }
}

/// Fields of a kind that one object shows one after the other: to make it anew for each takes longer than all the rest.
struct FieldGroup: Sendable, CustomStringConvertible {
    var cases: [FieldCase]

    var kind: Kind { cases[0].kind }
    var description: String { "\(kind.name).\(cases.map(\.field.name).joined(separator: ","))" }

    static let inPlace = grouped(
        FieldCase.all { if case .inPlace = $0.change { true } else { false } }
            .filter { !OtherValues.triedElsewhere.contains($0.description) })
    static let replacing = grouped(FieldCase.all { $0.change == .replace }.filter { !$0.kind.isEnded })
    static let ended = grouped(FieldCase.all { $0.change == .replace }.filter(\.kind.isEnded))
    static let refused = grouped(FieldCase.all { if case .refused = $0.change { true } else { false } })

    private static func grouped(_ cases: [FieldCase]) -> [FieldGroup] {
        let shared = Dictionary(grouping: cases.filter { !$0.needsOwnObject }, by: \.kind.name)
        return shared.sorted { $0.key < $1.key }.map { FieldGroup(cases: $0.value) }
            + cases.filter(\.needsOwnObject).map { FieldGroup(cases: [$0]) }
    }
}

@Suite("laws of change") struct ChangeLaws {
    @Test(
        "an in-place field changes in place, and taken out of the manifest returns to what the cloud begins with",
        arguments: FieldGroup.inPlace)
    func inPlace(_ group: FieldGroup) async throws {
        try await LawBench.with { bench in
            for test in group.cases {
                let value = try #require(OtherValues.inPlace[test.description], "\(test): give a value in OtherValues")
                let workshop = try bench.workshop(for: test, value)
                try await bring(workshop.desired, bench)
                try await changes(test, to: value, workshop, bench)
                // Some examples say what differs from the beginning, others are made to.
                if value == test.field.initial { try await bring(workshop.desired, bench) }
                if test.field.initial != nil { try await returns(test, workshop, bench) }
            }
        }
    }

    private func bring(_ desired: Desired, _ bench: LawBench) async throws {
        let outcome = try await bench.apply(desired)
        #expect(outcome?.isComplete ?? true, "\(outcome?.shortfalls ?? "")")
    }

    private func changes(_ test: FieldCase, to value: Value, _ workshop: Workshop, _ bench: LawBench) async throws {
        let id = try await bench.state.recorded()[workshop.subject]?.id
        let changed = workshop.changing(test.field.name, to: value)
        let plan = try await bench.plan(changed)
        let step = try #require(plan.step(workshop.subject), "\(test)")
        #expect(plan.steps.count == 1 && step.action == .update, "\(test): \(plan.words)")
        #expect(step.changes.allSatisfy { $0.path.field == test.field.name && !$0.forcesReplace }, "\(test)")
        #expect(!step.calls.isEmpty, "\(test)")

        let outcome = try #require(try await bench.apply(changed), "\(test)")
        #expect(outcome.isComplete, "\(test): \(outcome.shortfalls)")
        #expect(try await bench.plan(changed).words == [], "\(test)")
        #expect(try await bench.state.recorded()[workshop.subject]?.id == id, "\(test)")
    }

    private func returns(_ test: FieldCase, _ workshop: Workshop, _ bench: LawBench) async throws {
        let bare = workshop.changing(test.field.name, to: nil)
        let outcome = try #require(try await bench.apply(bare), "\(test)")
        #expect(outcome.isComplete, "\(test): \(outcome.shortfalls)")
        #expect(try await bench.plan(bare).words == [], "\(test)")
        let id = try #require(try await bench.state.recorded()[workshop.subject]?.id, "\(test)")
        let live = try #require(try await bench.list(test.kind.name).first { $0.id == id }, "\(test)")
        let now = live.attributes[test.field.name] ?? .null
        #expect(now == test.field.initial || now.isAbsent && test.field.initial?.isAbsent == true, "\(test) is \(now)")
    }

    @Test("a field that only a new object can have plans a replacement", arguments: FieldGroup.replacing)
    func replacing(_ group: FieldGroup) async throws {
        try await plans(of: group) { test, workshop, plan in
            let step = try #require(
                plan.steps.first { $0.address == workshop.subject && $0.action == .replace }, "\(test): \(plan.words)")
            guard case .cannotChangeInPlace(let paths) = step.reason else {
                return #expect(Bool(false), "\(test): \(step.reason)")
            }
            #expect(!paths.isEmpty && paths.allSatisfy { $0.field == test.field.name }, "\(test)")
            #expect(
                plan.steps.contains { $0.address == workshop.subject && $0.action == .deleteReplaced }, "\(test)")
        }
    }

    @Test("nothing is destroyed for a new one of a kind whose sale has ended", arguments: FieldGroup.ended)
    func ended(_ group: FieldGroup) async throws {
        try await plans(of: group) { test, workshop, plan in
            #expect(
                plan.refusals.map(\.address) == [workshop.subject] && plan.forecast.destroyed == 0,
                "\(test): \(plan.words)")
        }
    }

    @Test("a field that nothing can change is refused with advice", arguments: FieldGroup.refused)
    func refused(_ group: FieldGroup) async throws {
        try await plans(of: group) { test, workshop, plan in
            let step = try #require(plan.step(workshop.subject), "\(test)")
            guard case .refused(let advice) = test.field.change else { return }
            #expect(step.action == .refuse(advice: advice), "\(test)")
        }
    }

    /// Plans each field's change to another value.
    private func plans(
        of group: FieldGroup, _ check: (FieldCase, Workshop, Plan) throws -> Void
    ) async throws {
        try await LawBench.with { bench in
            let workshop = try bench.workspace(group.kind.name)
            try await bring(workshop.desired, bench)
            for test in group.cases {
                let value = OtherValues.any(test.field, besides: workshop.object.attributes[test.field.name])
                try check(test, workshop, try await bench.plan(workshop.changing(test.field.name, to: value)))
            }
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
}

extension Kind {
    /// Whether the cloud made such objects once, and may do so no more.
    fileprivate var isEnded: Bool {
        if case .ended = life.creation.ability { return true }
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
