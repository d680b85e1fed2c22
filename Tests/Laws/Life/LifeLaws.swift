import Kinds
import Model
import Planning
import Rehearsal
import StateStore
import Testing

@Suite("laws of life") struct LifeLaws {
    @Test(
        "an object of any kind is created, read, exported, discovered, imported, changed and deleted as promised",
        arguments: KindCases.made.map(\.name).filter { LawBench.onlyKind == nil || LawBench.onlyKind == $0 })
    func life(_ kind: String) async throws {
        try await LawBench.with(speed: KindCases.of(kind).speed) { bench in
            let life = try KindLife(kind, bench)
            if !life.kind.life.creation.ability.isPossible, life.kind.place.companionOf == nil {
                try await life.creationIsRefused()
            }
            try await life.isCreated()
            try await life.costsWhatItSays()
            if life.kind.life.creation.ability.isPossible { try await life.isUnknownWhileItsListIsRefused() }
            if life.kind.isWritable { try await life.isDiscovered() }
            if life.kind.isWritable, life.cases.isExportable { try await life.isExported() }
            try await life.isImported()
            try await life.isMissedWhenGone()
            if life.keepsItsName { try await life.keepsItsNameWhenRenamed() }
            if !life.kind.life.isOnce { try await life.isReplacedOrRefused() }
            try await life.changesInPlace(life.sharedFields)
            try await bench.settle(life.desired)
            if life.kind.life.creation.ability != .offered { try await life.isKeptByDefault() }
            try await life.isDeleted()
        }
    }

    @Test(
        "a field that changes in place and leaves its object unlike the example does so", arguments: OwnObjectField.all)
    func changesInPlace(_ test: OwnObjectField) async throws {
        try await LawBench.with(speed: KindCases.of(test.kind.name).speed) { bench in
            try await KindLife(test.kind.name, bench).changesInPlace([test.field])
        }
    }
}

/// A field that is changed on an object of its own.
struct OwnObjectField: Sendable, CustomStringConvertible {
    let kind: Kind
    let field: Field

    var description: String { "\(kind.name).\(field.name)" }

    static let all = DriverCatalog.ncloud.kinds.ofAccount.flatMap { kind in
        let cases = KindCases.of(kind.name)
        return cases.changeable(of: kind).filter(cases.needsOwnObject).map { OwnObjectField(kind: kind, field: $0) }
    }
}

// MARK: From creation to deletion

extension KindLife {
    /// What cannot be created says why and what to do instead.
    fileprivate func creationIsRefused() async throws {
        var workshop = workshop
        workshop.object.adoption = nil
        workshop.object.attributes["name"] = "no-such-thing"
        let step = try await step(workshop.desired)
        guard case .refused(let reason, let advice) = kind.life.creation.ability else { return }
        #expect(step.action == .refuse(advice: advice) && step.reason == .notOffered(reason))
        #expect(!reason.isEmpty && !advice.isEmpty)
    }

    /// Created and read, it plans nothing.
    fileprivate func isCreated() async throws {
        let outcome = try #require(try await bench.apply(desired))
        #expect(outcome.isComplete, "\(outcome.shortfalls)")
        #expect(try await bench.plan(desired).words == [])
        #expect(try await bench.apply(desired) == nil)
    }

    /// Imported, it plans nothing.
    fileprivate func isImported() async throws {
        let record = try await record()
        try await bench.state.write([.removeResource(subject)])
        var workshop = workshop
        workshop.object.adoption = .id(try #require(record.id))
        // But for the files that nacre writes: whether they are there is not known of an object that it did not make.
        let files = kind.fields.filter {
            $0.isUnshown && $0.deliveredSecret != nil && workshop.object.attributes[$0.name] != nil
        }.map(\.name)
        #expect(try await bench.plan(workshop.desired).words == ["adopt \(subject) \(files)"])
        let outcome = try #require(try await bench.apply(workshop.desired))
        #expect(outcome.isComplete, "\(outcome.shortfalls)")
        #expect(try await bench.plan(workshop.desired).words == [])
        // From here on it is one that nacre created, as before.
        try await bench.state.save(record)
    }

    /// An object that is gone is created again, or reported; a request that was made stays one.
    fileprivate func isMissedWhenGone() async throws {
        let record = try await record()
        var gone = record
        gone.id = "999999999"
        try await bench.state.save(gone)
        if kind.life.isOnce {
            #expect(try await bench.plan(desired).words == [])
            return try await bench.state.save(record)
        }
        let step = try await step(desired)
        switch kind.life.creation.ability {
        case .offered: #expect(step.action == .create && step.reason == .vanished)
        // What an import names is still there, under another id: it is adopted.
        case .refused: #expect(step.action.word == (workshop.object.adoption == nil ? "error" : "adopt"))
        }
        try await bench.state.save(record)
    }

    /// What cannot be created again stays when its document goes.
    fileprivate func isKeptByDefault() async throws {
        let record = try await record()
        try await isToBe(kind.defaultRemoval)
        #expect(try await step(rest).action == .forget)
        try await bench.complete(rest)
        #expect(try await bench.list(kind.name, asking: [record.id]).contains { $0.id == record.id })
        #expect(try await bench.state.recorded()[subject] == nil)
        try await bench.state.save(record)
    }

    /// Applies a manifest that says what becomes of the object when its document goes.
    private func isToBe(_ removal: Lifecycle.Removal) async throws {
        var workshop = workshop
        workshop.object.lifecycle.onRemove = removal
        try await bench.settle(workshop.desired)
        #expect(try await record().onRemove == removal)
    }

    /// Deleted, its list lacks it; what cannot be deleted says why.
    fileprivate func isDeleted() async throws {
        try await isToBe(.delete)
        let record = try await record()
        if case .refused(let reason, let advice) = kind.life.deletion.ability {
            let step = try await step(rest)
            if kind.place.companionOf != nil { return #expect(step.action == .forget) }
            #expect(step.action == .refuse(advice: advice) && step.reason == .notOffered(reason))
            return
        }
        let outcome = try #require(try await bench.apply(rest))
        #expect(outcome.isComplete, "\(outcome.shortfalls)")
        #expect(try await bench.list(kind.name).contains { $0.id == record.id } == false)
        #expect(try await bench.state.recorded()[subject] == nil)
        #expect(try await bench.plan(rest).words == [])
    }
}
