import Kinds
import Model
import NcloudClient
import StateStore

/// Carries out one step from its first call to its last row in state.
struct StepRunner {
    let context: RunContext
    let step: Step

    func run() async -> StepOutcome {
        let start = context.clock.elapsed()
        let notes = StepNotes(initialRecord())
        let result = await result(notes)
        let count = notes.counter.count
        let outcome = StepOutcome(
            step, result, seconds: (context.clock.elapsed() - start).seconds, calls: count.calls,
            retries: count.retries, objectID: notes.record.id ?? step.objectID)
        return await settle(outcome, notes)
    }

    /// The row to begin with: what state holds, brought to what the manifest says about treatment.
    private func initialRecord() -> RecordedResource {
        var record =
            recordBefore ?? RecordedResource(step.address)
        record.address = step.address
        if step.action == .create || step.action == .replace { record.id = nil }
        guard let desired = step.desired else { return record }
        record.protect = desired.lifecycle.protect
        record.onRemove = desired.lifecycle.onRemove
        record.timeouts = desired.lifecycle.timeouts
        record.dependencies = desired.dependencies
        if record.renamedFrom != desired.renamedFrom { record.renamedFrom = nil }
        return record
    }

    /// What state said of the object when the run began.
    private var recordBefore: RecordedResource? { context.recorded[step.address] }

    private func result(_ notes: StepNotes) async -> StepResult {
        do throws(StepFailure) {
            try await perform(notes)
            return .done
        } catch {
            // Cut off by the user, a call fails in whatever way; what it did is found out by the next run.
            return Task.isCancelled ? .pending("interrupted") : error.result(of: step, hasActed: notes.hasActed)
        }
    }

    private func perform(_ notes: StepNotes) async throws(StepFailure) {
        switch step.action {
        case .create, .replace:
            try await prepareReplacement()
            let session = try await session(notes, Wanted(step.address, try await resolved()))
            try await create(session)
            try await finish(session, wanted: session.wanted.attributes)
        case .adopt(nil):
            let (step, live) = try await located(notes)
            try await StepRunner(context: context, step: step).bringToWanted(notes, live)
        case .update, .adopt, .resume(.creating), .resume(.updating), .resume(.ready):
            guard let live = step.objectID.flatMap({ context.live.object(step.address.kind, id: $0) }) else {
                throw .pending("it is not listed any more")
            }
            try await bringToWanted(notes, live)
        case .delete, .deleteReplaced, .resume(.deleting):
            try await delete(notes)
        case .move, .updateLifecycle:
            try await write([.saveResource(notes.record)])
        case .forget:
            try await write([.removeResource(step.address)])
        case .refuse(let advice):
            throw .diagnostic(Diagnostic(code: "refused", step.reason.text, at: step.desired?.span, help: advice))
        }
    }

    private func create(_ session: StepSession) async throws(StepFailure) {
        do throws(StepFailure) {
            try await session.driver.operations.create(session.wanted, through: session)
        } catch .secretLost(let object) {
            try await session.driver.operations.delete(object, through: session)
            session.notes.update { $0.id = nil }
            try await session.driver.operations.create(session.wanted, through: session)
        }
    }

    // MARK: Updating

    private func bringToWanted(_ notes: StepNotes, _ live: LiveObject) async throws(StepFailure) {
        let id = live.id
        notes.made(id)
        if case .adopt = step.action {
            notes.saw(live)
            notes.update { $0.adopted = true }
            await context.registry.note(step.address, id: id)
            try await write([.saveResource(notes.record)])
        }
        let wanted = try await resolved()
        let target =
            Catalog.kinds[step.address.kind]?
            .sparing(othersIn: live.attributes, from: wanted, applied: recordBefore?.applied ?? [:]) ?? wanted
        // What the cloud tells of a picture is a part of it: it must not be taken for the whole.
        var current = live
        keepPicture(in: &current, wanted)
        let session = try await session(notes, try await narrowed(target, to: current))
        if step.action == .resume(.creating) {
            current = try await session.wait(for: id, until: .ready) ?? live
            keepPicture(in: &current, wanted)
        }
        if !step.changes.isEmpty || step.isResumption {
            try await session.driver.operations.update(current, to: session.wanted, through: session)
        }
        try await finish(session, wanted: wanted)
    }

    /// What an object serves is told by the cloud only when asked for, and then in part. Where the plan changes nothing
    /// about it, it is shown as wanted, but for what is told to be otherwise, so that nothing is deployed.
    private func keepPicture(in live: inout LiveObject, _ wanted: Attributes) {
        guard let snapshot = Catalog.kinds[step.address.kind]?.snapshot else { return }
        let (told, target) = (live.attributes[snapshot.field], wanted[snapshot.field])
        if step.changes.contains(where: { $0.path.field == snapshot.field }) {
            live.attributes[snapshot.field] = nil
        } else if let told, let target {
            live.attributes[snapshot.field] = snapshot.served(told: told, wanted: target, catalog: Catalog.kinds)
        } else {
            live.attributes[snapshot.field] = target
        }
    }

    /// What the operations are shown: the live object, with exactly the planned changes in it.
    private func narrowed(_ wanted: Attributes, to live: LiveObject) async throws(StepFailure) -> Wanted {
        let changed = Set(step.changes.map(\.path.field))
        var attributes = wanted
        for (name, value) in live.attributes where attributes[name] != nil && !changed.contains(name) {
            attributes[name] = value
        }
        let kind = Catalog.kinds[step.address.kind]
        for name in changed where attributes[name] == nil { attributes[name] = kind?.field(name)?.initial }
        for name in Set(step.desired?.lifecycle.ignore.compactMap(\.elementOf) ?? []) where changed.contains(name) {
            attributes[name] = .list(try await elements(of: name, changing: live.attributes[name]?.elements ?? []))
        }
        return Wanted(step.address, attributes, isResumed: step.isResumption)
    }

    /// The live elements of a list with the planned changes in it: those that are ignored stay as they are.
    private func elements(of name: String, changing live: [Value]) async throws(StepFailure) -> [Value] {
        var elements = live
        for change in step.changes where change.path.field == name {
            if let before = change.before { elements.removeAll { $0 == before } }
            guard let after = change.after else { continue }
            let resolved = try await context.registry.resolve(
                [name: after], of: step.address, cloud: context.caller)
            elements += resolved[name].map { [$0] } ?? []
        }
        return elements
    }

    // MARK: Deleting

    private func delete(_ notes: StepNotes) async throws(StepFailure) {
        if let id = step.objectID, var live = context.live.object(step.address.kind, id: id) {
            notes.made(id)
            // What the cloud does not show counts for a deletion too: how the object was made.
            live.attributes.merge(recordBefore?.applied ?? [:]) { shown, _ in shown }
            let session = try await session(notes, Wanted(step.address, live.attributes))
            do throws(StepFailure) {
                try await session.driver.operations.delete(live, through: session)
            } catch .vanished {
                // Gone is gone, whoever did it; but it may be another object that the deletion waited for.
                try await makeSureItIsGone(id, session)
            }
        }
        try await write(notes.takeClosings() + [rowAfterDeletion(notes)])
        for remainder in step.remainders {
            guard case .left(let why) = remainder.fate else { continue }
            context.progress(.note("\(remainder.kind) \(remainder.id) of \(step.address) is left in the cloud: \(why)"))
        }
    }

    private func makeSureItIsGone(_ id: String, _ session: StepSession) async throws(StepFailure) {
        guard let object = try await session.look(for: id),
            Catalog.kinds[step.address.kind]?.phase(of: object.status) != .gone
        else { return }
        throw .pending("something else that its deletion touches went away meanwhile; it is still there")
    }

    /// An object that is made anew keeps its row, so that a run cut off in between knows what it is about.
    private func rowAfterDeletion(_ notes: StepNotes) -> StateChange {
        guard step.action == .deleteReplaced else { return .removeResource(step.address) }
        if createsFirst { return .removeResource(StepRunner.formerAddress(step)) }
        return .saveResource(notes.record.awaitingCreation)
    }

    /// Before the new object is made, the old one gets a row of its own, to be deleted: no crash can lose sight of it.
    private func prepareReplacement() async throws(StepFailure) {
        guard step.action == .replace, createsFirst, var old = recordBefore else { return }
        await context.registry.willBeMade(step.address)
        old.address = StepRunner.formerAddress(step)
        old.condition = .deleting
        old.onRemove = .delete
        try await write([.move(from: step.address, to: old.address), .saveResource(old)])
    }

    /// Whether the plan has the new object come before the old one goes.
    private var createsFirst: Bool {
        switch step.action {
        case .replace: step.comesFirst
        case .deleteReplaced: step.waitsFor.contains(Step.ID(step.address))
        case .create, .update, .delete, .adopt, .move, .forget, .resume, .updateLifecycle, .refuse: false
        }
    }

    /// Where the old object of a replacement is kept until it is deleted.
    static func formerAddress(_ step: Step) -> Address { step.address.former(id: step.objectID ?? "old") }

    // MARK: Common parts

    func resolved() async throws(StepFailure) -> Attributes {
        try await context.registry.resolve(
            step.desired?.attributes ?? [:], of: step.address, cloud: context.caller)
    }

    func session(_ notes: StepNotes, _ wanted: Wanted) async throws(StepFailure) -> StepSession {
        guard let driver = Catalog.driver(step.address.kind) else {
            throw .diagnostic(
                Diagnostic(code: "unknown-kind", "this nacre does not know the kind \(step.address.kind)"))
        }
        if step.action == .deleteReplaced && createsFirst {
            notes.update { $0.address = StepRunner.formerAddress(step) }
        }
        return StepSession(context, step, driver, wanted, notes)
    }

    /// Writes the object's row as it stands after a step that ended well.
    private func finish(_ session: StepSession, wanted: Attributes) async throws(StepFailure) {
        let seen = session.notes.seen
        // Digests are a short cut around comparing: they may stand only where a comparison would find nothing.
        let kind = Catalog.kinds[step.address.kind]
        let isServed = kind?.snapshot.map { session.wanted.attributes[$0.field] == wanted[$0.field] } ?? true
        let own = ownValue(session.notes.record.id)
        let known = wanted.mapValues { $0.resolving(own) }
        let agrees = seen.flatMap { live in kind?.agrees(known, with: live.attributes) } ?? false
        session.notes.update { record in
            record.condition = .ready
            let applied = session.wanted.attributes
            record.applied = kind?.recordable(applied, wanted: wanted) ?? applied
            record.wanted = step.desired?.attributes ?? [:]
            record.desiredDigest = agrees && isServed ? step.desired?.digest : nil
            record.liveDigest = agrees && isServed ? seen?.digest : nil
            // What was remembered for a run that goes on has done its service.
            let made = record.outputs[RecordedResource.madeBesides]
            record.outputs = seen?.attributes ?? record.outputs.filter { !$0.key.hasPrefix(StepSession.memory) }
            record.outputs[RecordedResource.madeBesides] =
                step.makesObject ? seen.flatMap { kind?.made(besides: $0, wanted: wanted) } : made
            record = record.settled
        }
        if let seen { await context.registry.note(seen) }
        try await write(session.notes.takeClosings() + [.saveResource(session.notes.record)])
    }

    /// What a reference of the object to itself comes to, once it has an id.
    private func ownValue(_ id: String?) -> (Reference) -> Value? {
        { [address = step.address] in $0.address == address && $0.attribute == nil ? id.map(Value.string) : nil }
    }

    private func write(_ changes: [StateChange]) async throws(StepFailure) {
        do throws(StateError) { try await context.journal.write(changes) } catch {
            throw .diagnostic(Diagnostic(code: "state", error.message))
        }
    }

    /// Writes the outcome into history; a state that cannot be written turns the outcome into a failure.
    private func settle(_ outcome: StepOutcome, _ notes: StepNotes) async -> StepOutcome {
        do throws(StateError) {
            // The lines of steps that never began are written with the end of the run.
            let line: [StateChange] =
                outcome.result == .notStarted
                ? [] : [.stepOutcome(StepRecord(outcome, run: context.run, before: recordBefore))]
            try await context.journal.write(notes.takeClosings() + line)
            return outcome
        } catch {
            var outcome = outcome
            outcome.result = .failed(Diagnostic(code: "state", error.message))
            return outcome
        }
    }
}

extension Step {
    /// Whether the new object of a replacement comes before the old one goes.
    var comesFirst: Bool { !waitsFor.contains(Step.ID(address, isDeletionOfReplaced: true)) }

    var isResumption: Bool {
        if case .resume = action { return true }
        return false
    }
}

extension Step {
    /// Whether the object comes into being by it, from its call to its last wait. When an earlier run began it, others may
    /// have put something to the object meanwhile, and what was made besides is not known.
    fileprivate var makesObject: Bool {
        switch action {
        case .create, .replace: true
        case .update, .deleteReplaced, .delete, .adopt, .move, .forget, .resume, .updateLifecycle, .refuse: false
        }
    }
}

extension Ignore {
    /// The list that the rule is about one element of; nil for a rule about a whole field.
    fileprivate var elementOf: String? { path.components.count > 1 ? path.field : nil }
}

extension RecordedResource {
    /// The row of an object whose old self is gone and whose new one is still to be made.
    var awaitingCreation: RecordedResource {
        var record = self
        record.id = nil
        record.condition = .creating
        record.applied = [:]
        record.outputs = [:]
        record.desiredDigest = nil
        record.liveDigest = nil
        return record
    }
}
