import Kinds
import Model
import NcloudClient
import OrderedJSON
import StateStore

/// The session of one running step: journals, repeats, searches and waits for it.
struct StepSession: CallSession {
    /// How often a call is sent in all when its answers are lost.
    static let triesWhenLost = 5
    /// How many settle times an object may take to show that the cloud has said yes to.
    static let patienceWhenAccepted = 6.0

    let context: RunContext
    let step: Step
    let driver: Driver
    let desired: DesiredObject
    let notes: StepNotes
    /// The run's caller, reporting to this step.
    let caller: PatientCaller

    init(_ context: RunContext, _ step: Step, _ driver: Driver, _ desired: DesiredObject, _ notes: StepNotes) {
        self.context = context
        self.step = step
        self.driver = driver
        self.desired = desired
        self.notes = notes
        var caller = context.caller
        caller.ownCounter = notes.counter
        caller.busyPatience = .seconds(step.timeout)
        caller.notice = { [progress = context.progress, id = step.id] in progress(.waiting(id, $0)) }
        self.caller = caller
    }

    var byproducts: [String: [String]] {
        Dictionary(grouping: step.remainders.filter { $0.fate == .deleted }, by: \.kind).mapValues { $0.map(\.id) }
    }

    var tag: String { step.address.tag(in: context.project) }

    func call(_ request: APIRequest) async throws(APIFailure) -> JSON { try await caller.call(request) }

    func pause(beforeReadingAgain attempt: Int) async { await caller.pause(beforeReadingAgain: attempt) }

    func change(
        _ request: APIRequest, _ repeatable: Repeatability
    ) async throws(StepFailure) -> JSON {
        var last: APIFailure?
        for attempt in 1...Self.triesWhenLost {
            let intent = try await open(.update, request, attempt: attempt)
            do throws(APIFailure) {
                let answer = try await send(
                    request, id: repeatable.proof.id, showsEffect: repeatable.proof.shows)
                notes.close(intent, .succeeded)
                return answer
            } catch {
                let isLost = error.classification == .ambiguous
                // Refused after a try that got no response: most likely since that try takes effect after all.
                guard isLost || attempt > 1 && error.classification == .refused else {
                    throw await refused(intent, error)
                }
                notes.acted()
                let patience = isLost ? .zero : context.settings.settle * Self.patienceWhenAccepted
                do throws(StepFailure) {
                    if try await shows(repeatable, after: request, within: patience) {
                        notes.close(intent, .found)
                        return .null
                    }
                } catch {
                    // Of a refusal nothing is open: that the effect could not be looked for does not take its place.
                    guard !isLost else { throw error }
                }
                guard isLost else { throw await refused(intent, error) }
                last = error
                notes.close(intent, .absent)
                try await pause(after: attempt)
            }
        }
        throw .unclear(request, tries: Self.triesWhenLost, after: last)
    }

    func object(
        _ kind: String, where matches: @Sendable (LiveObject) -> Bool
    ) async throws(StepFailure) -> LiveObject? {
        do throws(APIFailure) {
            return try await context.registry.object(kind, where: matches, cloud: context.caller)
        } catch {
            throw .api(error)
        }
    }

    func remember(_ name: String, _ value: Value) { notes.remember(name, value) }

    func remembered(_ name: String) -> Value? { notes.remembered(name) }

    func log(_ line: String) {
        notes.log(line)
        context.progress(.note("\(step.address): \(line)"))
    }

    func wait(for id: String, until goal: Goal) async throws(StepFailure) -> LiveObject? {
        let object = try await wait(for: id, of: driver, until: goal)
        notes.saw(object)
        return object
    }

    func wait(for id: String, of kind: String, until goal: Goal) async throws(StepFailure) -> LiveObject? {
        guard let driver = context.drivers[kind] else { return nil }
        return try await wait(for: id, of: driver, until: goal)
    }

    private func wait(for id: String, of driver: Driver, until goal: Goal) async throws(StepFailure) -> LiveObject? {
        try await context.poller.wait(
            for: id, of: driver, until: goal, within: .seconds(step.timeout), parents: parents,
            knownAs: driver.kind.name == step.address.kind ? known : [:], fields: fields(of: driver.kind, until: goal),
            notice: { [progress = context.progress, step] status in
                let words = status.map { step.waitingWords($0, of: driver.kind.name) }
                progress(.waiting(step.id, words ?? "until \(goal.words)"))
            })
    }

    /// The fields that a wait for an object to be ready is about, as a look at the account counts them: those that the
    /// manifest and state speak of. Of an object of another kind only the status counts; nil for all.
    private func fields(of kind: Kind, until goal: Goal) -> Set<String>? {
        guard goal.isReady else { return nil }
        guard kind.name == step.address.kind else { return [] }
        return Set(desired.attributes.keys).union(notes.record.applied.keys)
    }

    // MARK: Journal

    /// Makes the intent durable, together with everything noted since the last write.
    func open(
        _ purpose: Intent.Purpose, _ request: APIRequest, marker: Marker? = nil, attempt: Int
    ) async throws(StepFailure) -> Intent {
        let intent = Intent(
            id: context.settings.identifier(), runID: context.run, address: step.address, call: request.endpoint,
            purpose: purpose, marker: marker?.attributes ?? [:], attempt: attempt, openedAt: context.settings.now())
        notes.begin(purpose)
        try await write([.openIntent(intent), .saveResource(notes.record)])
        return intent
    }

    func write(_ changes: [StateChange]) async throws(StepFailure) {
        do throws(StateError) {
            try await context.journal.write(notes.takeClosings() + changes)
        } catch {
            throw .diagnostic(Diagnostic(code: "state", error.message))
        }
    }

    /// Closes an intent whose call was refused. The failure is kept even when the state cannot be written.
    func refused(_ intent: Intent, _ failure: APIFailure) async -> StepFailure {
        notes.close(intent, .failed)
        return .api(failure)
    }

    // MARK: Looking

    /// The parents the object may be listed under: some kinds are listed for a parent only.
    var parents: [String: Set<String>] {
        var parents: [String: Set<String>] = [:]
        for field in driver.kind.fields {
            guard case .reference(let kind) = field.type else { continue }
            if let id = desired.text(field.name) { parents[kind, default: []].insert(id) }
        }
        return parents
    }

    /// What can be told of the object: what is wanted, and what was last recorded.
    var known: Attributes { notes.record.lastSeen.merging(desired.attributes) { _, desired in desired } }

    func pause(after attempt: Int) async throws(StepFailure) {
        let pause = context.caller.policy.pause(after: attempt + 1, serverAsked: nil, fraction: context.caller.random())
        do { try await context.clock.sleep(pause) } catch { throw .interrupted }
    }
}
