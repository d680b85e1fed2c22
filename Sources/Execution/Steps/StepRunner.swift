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
    var recordBefore: RecordedResource? { context.recorded[step.address] }

    private func result(_ notes: StepNotes) async -> StepResult {
        do throws(StepFailure) {
            try await awaitOthers(notes)
            try await perform(notes)
            tellWhatIsLeft()
            await pause()
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
            let session = try await session(notes, DesiredObject(step.address, try await resolved()))
            try await create(session)
            try await awaitHealth(session)
            try await finish(session, wanted: session.desired.attributes)
        case .adopt(nil):
            let (step, live) = try await located(notes)
            try await StepRunner(context: context, step: step).bringToDesired(notes, live)
        case .update, .adopt, .resume(.creating), .resume(.updating), .resume(.ready):
            guard let live = step.objectID.flatMap({ context.live.object(step.address.kind, id: $0) }) else {
                throw .pending("it is no longer listed")
            }
            if step.isRelease { return try await release(notes, live) }
            try await bringToDesired(notes, try await afterRelease(notes, live))
        case .delete, .deleteReplaced, .resume(.deleting):
            try await delete(notes)
        case .move, .updateLifecycle:
            try await write([.saveResource(notes.record)])
        case .forget:
            try await write([.removeResource(step.address)])
        case .refuse(let advice):
            throw .diagnostic(
                Diagnostic(code: "cannot-plan", step.reason.text, at: step.place ?? step.desired?.span, help: advice))
        }
    }

    private func create(_ session: StepSession) async throws(StepFailure) {
        do throws(StepFailure) {
            try await session.driver.operations.create(session.desired, through: session)
        } catch .secretLost(let object) {
            try await session.driver.operations.delete(ManagedObject(deleting: object, through: session))
            session.notes.update { $0.id = nil }
            try await session.driver.operations.create(session.desired, through: session)
        }
    }

    // MARK: Common parts

    func resolved() async throws(StepFailure) -> Attributes {
        var attributes = try await context.registry.resolve(
            step.desired?.attributes ?? [:], of: step.address, cloud: context.caller)
        // What is served is told by the ids of objects too, some of which this run has made.
        if let field = kind?.serving.deployment?.field, let deployed = attributes[field] {
            attributes[field] = await context.registry.identified(deployed)
        }
        return attributes
    }

    func session(_ notes: StepNotes, _ desired: DesiredObject) async throws(StepFailure) -> StepSession {
        guard let driver = context.drivers[step.address.kind] else {
            throw .diagnostic(
                Diagnostic(code: "unknown-kind", "this version of nacre does not know the kind \(step.address.kind)"))
        }
        if step.action == .deleteReplaced && step.createsFirst {
            notes.update { $0.address = StepRunner.formerAddress(step) }
        }
        return StepSession(context, step, driver, desired, notes)
    }

    /// Writes the object's row as it stands after a step that ended well.
    func finish(_ session: StepSession, wanted: Attributes) async throws(StepFailure) {
        let seen = session.notes.seen
        // Digests are a short cut around comparing: they may stand only where a comparison would find nothing.
        let isServed = kind?.serving.deployment.map { session.desired.attributes[$0.field] == wanted[$0.field] } ?? true
        let own = ownValue(session.notes.record.id)
        let known = wanted.mapValues { $0.resolving(own) }
        let agrees = seen.flatMap { live in kind?.agrees(known, with: live.attributes) } ?? false
        session.notes.update { record in
            record.condition = .ready
            let applied = session.desired.attributes
            let before = record.lastSeen
            // The contents of files stay in the workspace.
            record.applied = kind.map { $0.withoutContents($0.recordable(applied, wanted: wanted)) } ?? applied
            record.declared = kind.map { $0.withoutContents(step.desired?.attributes ?? [:]) } ?? [:]
            record.desiredDigest = agrees && isServed ? step.desired?.digest : nil
            record.liveDigest = agrees && isServed ? seen?.digest : nil
            if let seen { record.lastSeen = seen.attributes }
            // What was noted for a run that continues the step has served its purpose.
            let made = record.memory[RecordedResource.madeBesides]
            record.memory = [:]
            record.memory[RecordedResource.madeBesides] =
                step.makesObject
                ? seen.flatMap { kind?.made(besides: $0, wanted: wanted) }
                : seen.flatMap { live in
                    kind?.made(made, besides: live, changed: changedFields, from: before, wanted: wanted)
                } ?? made
            record = record.settled
        }
        if let seen { await context.registry.note(seen) }
        try await write(session.notes.takeClosings() + [.saveResource(session.notes.record)])
    }

    /// The fields that the step changes in place.
    private var changedFields: Set<String> { Set(step.changes.map(\.path.field)) }

    /// The kind of the step's object.
    var kind: Kind? { context.drivers.kinds[step.address.kind] }

    /// What a reference of the object to itself comes to, once it has an id.
    private func ownValue(_ id: String?) -> (Reference) -> Value? {
        { [address = step.address] in $0.address == address && $0.attribute == nil ? id.map(Value.string) : nil }
    }

    func write(_ changes: [StateChange]) async throws(StepFailure) {
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
                ? [] : [.stepOutcome(StepRecord(outcome, run: context.run, lines: notes.lines, before: recordBefore))]
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

extension RecordedResource {
    /// The row of an object whose old self is gone and whose new one is still to be made.
    var awaitingCreation: RecordedResource {
        var record = self
        record.id = nil
        record.condition = .creating
        record.applied = [:]
        record.lastSeen = [:]
        record.memory = [:]
        record.desiredDigest = nil
        record.liveDigest = nil
        return record
    }
}
