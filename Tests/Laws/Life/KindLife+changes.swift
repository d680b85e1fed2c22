import Kinds
import Model
import Planning
import Rehearsal
import StateStore
import Testing

extension KindLife {
    // MARK: In place

    /// Fields that change in place do so, and taken out of the manifest they return to what the cloud begins with.
    func changesInPlace(_ fields: [Field]) async throws {
        let values = fields.compactMap { cases.otherValues[$0.name] }
        let reaching = try bench.workspace(kind.name, reachingFor: .list(values))
        for field in fields {
            guard let value = cases.otherValues[field.name] else { continue }
            let workshop = reaching.setting(cases.preconditions[field.name] ?? [:])
            try await bench.settle(workshop.desired, field.name)
            try await changes(field, to: value, workshop)
            guard let initial = field.initial else { continue }
            // Some examples say what differs from the beginning, others are changed to.
            if value == initial { try await bench.settle(workshop.desired, field.name) }
            try await returns(field, to: initial, workshop)
        }
    }

    private func changes(_ field: Field, to value: Value, _ workshop: Workshop) async throws {
        let id = try await record().id
        let changed = workshop.changing(field.name, to: value)
        let plan = try await bench.plan(changed)
        let step = try #require(plan.step(subject), "\(field.name)")
        #expect(plan.steps.count == 1 && step.action == .update, "\(field.name): \(plan.words)")
        #expect(step.changes.allSatisfy { $0.path.field == field.name && !$0.forcesReplace }, "\(field.name)")
        #expect(!step.calls.isEmpty, "\(field.name)")

        let outcome = try #require(try await bench.apply(changed), "\(field.name)")
        #expect(outcome.isComplete, "\(field.name): \(outcome.shortfalls)")
        #expect(try await bench.plan(changed).words == [], "\(field.name)")
        #expect(try await record().id == id, "\(field.name)")
    }

    private func returns(_ field: Field, to initial: Value, _ workshop: Workshop) async throws {
        let bare = workshop.changing(field.name, to: nil)
        let outcome = try #require(try await bench.apply(bare), "\(field.name)")
        #expect(outcome.isComplete, "\(field.name): \(outcome.shortfalls)")
        #expect(try await bench.plan(bare).words == [], "\(field.name)")
        let id = try await record().id
        let live = try #require(try await bench.list(kind.name).first { $0.id == id }, "\(field.name)")
        let now = live.attributes[field.name] ?? .null
        // What others put into a list that objects of the kind share stays.
        let isShared = field.isShareable && kind.isPartlyOwned([:])
        let known = Set(workshop.object.attributes[field.name]?.elements.map { $0.members["name"] } ?? [])
        let isEmptied = isShared && now.elements.allSatisfy { !known.contains($0.members["name"]) }
        #expect(now == initial || now.isAbsent && initial.isAbsent || isEmptied, "\(field.name) is \(now)")
    }

    // MARK: Anew

    /// A field that only a new object can have plans a replacement; one that nothing can change is refused with advice.
    func isReplacedOrRefused() async throws {
        for field in kind.fields where field.isWritable {
            switch field.change {
            case .replace: try await planned(field, kind.isEnded ? expectEnded : expectReplacement)
            case .refused(let advice):
                try await planned(field) { field, plan in
                    let step = try #require(plan.step(subject), "\(field.name)")
                    #expect(step.action == .refuse(advice: advice), "\(field.name)")
                }
            case .inPlace, .createOnly, .stateOnly: break
            }
        }
    }

    /// Plans the change of a field to another value.
    private func planned(_ field: Field, _ check: (Field, Plan) throws -> Void) async throws {
        let value = OtherValues.any(field, besides: workshop.object.attributes[field.name])
        try check(field, try await bench.plan(workshop.changing(field.name, to: value)))
    }

    private func expectReplacement(_ field: Field, _ plan: Plan) throws {
        let step = try #require(
            plan.steps.first { $0.address == subject && $0.action == .replace }, "\(field.name): \(plan.words)")
        guard case .cannotChangeInPlace(let paths) = step.reason else {
            return #expect(Bool(false), "\(field.name): \(step.reason)")
        }
        #expect(!paths.isEmpty && paths.allSatisfy { $0.field == field.name }, "\(field.name)")
        #expect(plan.steps.contains { $0.address == subject && $0.action == .deleteReplaced }, "\(field.name)")
    }

    /// Nothing is destroyed for a new one of a kind whose sale has ended.
    private func expectEnded(_ field: Field, _ plan: Plan) {
        #expect(
            plan.refusals.map(\.address) == [subject] && plan.forecast.destroyed == 0, "\(field.name): \(plan.words)")
    }

    // MARK: Renamed

    /// Whether its address may change and leave the object as it is.
    var keepsItsName: Bool { kind.field("name")?.presence == .optionalFromName }

    /// An object keeps its name when its address changes, and a rename that would replace it is refused.
    func keepsItsNameWhenRenamed() async throws {
        let before = try await record()
        var renamed = workshop.object
        renamed.address.name = "another"
        renamed.renamedFrom = subject
        renamed.attributes["name"] = "another"
        renamed.fieldsFromName = []
        if kind.field("name")?.change == .replace {
            let plan = try await bench.plan(rest.adding(renamed))
            let step = try #require(plan.step(renamed.address))
            guard case .refuse = step.action else { return #expect(Bool(false), "\(step.action)") }
        }
        // As the loader has it when no name is written.
        renamed.fieldsFromName = ["name"]
        let wanted = rest.adding(renamed)
        try await bench.complete(wanted)
        #expect(try await bench.plan(wanted).words == [])
        let recorded = try await bench.state.recorded()
        #expect(recorded[subject] == nil && recorded[renamed.address]?.id == before.id)
        #expect(recorded[renamed.address]?.applied["name"] == before.applied["name"])
        try await bench.state.write([.removeResource(renamed.address), .saveResource(before)])
    }
}

extension Kind {
    /// Whether the cloud created such objects once, and may do so no more.
    fileprivate var isEnded: Bool { ending(.create) != nil }
}

extension Workshop {
    /// With other fields of the object; null takes one out.
    fileprivate func setting(_ fields: Attributes) -> Workshop {
        var workshop = self
        for (field, value) in fields { workshop.object.attributes[field] = value.isAbsent ? nil : value }
        return workshop
    }
}

extension Desired {
    fileprivate func adding(_ resource: DesiredResource) -> Desired {
        Desired(project: project, resources: resources + [resource])
    }
}
