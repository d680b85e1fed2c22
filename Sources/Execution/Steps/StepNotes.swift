import Model
import StateStore
import Synchronization

/// What one running step has learned and not yet written down.
final class StepNotes: Sendable {
    private struct State {
        var record: RecordedResource
        var closings: [StateChange] = []
        var seen: LiveObject?
        var hasActed = false
        var lines: [String] = []
        /// What the condition was before the first deleting call; nil once one of them may have taken effect.
        var conditionToKeep: RecordedResource.Condition?
        /// The names in the row's memory that the step has written or gone by.
        var remembered: Set<String> = []
    }

    let counter = CallCounter()
    private let state: Mutex<State>

    init(_ record: RecordedResource) { state = Mutex(State(record: record)) }

    /// The row of the object as it should stand now.
    var record: RecordedResource { state.withLock { $0.record } }
    /// Whether a changing call of the step may have taken effect.
    var hasActed: Bool { state.withLock { $0.hasActed } }
    /// The object as it was last read.
    var seen: LiveObject? { state.withLock { $0.seen } }

    /// What the history is to say of the step besides how it ended.
    var lines: [String] { state.withLock { $0.lines } }
    func log(_ line: String) { state.withLock { $0.lines.append(line) } }

    func update(_ body: (inout RecordedResource) -> Void) { state.withLock { body(&$0.record) } }

    func remember(_ name: String, _ value: Value) {
        state.withLock { state in
            state.remembered.insert(name)
            state.record.memory[name] = value
        }
    }

    func remembered(_ name: String) -> Value? {
        state.withLock { state in
            state.remembered.insert(name)
            return state.record.memory[name]
        }
    }

    /// What the first call of a purpose makes of the object's condition.
    func begin(_ purpose: Intent.Purpose) {
        state.withLock { state in
            switch purpose {
            case .create: state.record.condition = .creating
            case .delete:
                if state.record.condition != .deleting { state.conditionToKeep = state.record.condition }
                state.record.condition = .deleting
            case .update where state.record.condition == .ready: state.record.condition = .updating
            case .update: break
            }
        }
    }

    func made(_ id: String) { state.withLock { $0.record.id = id } }
    /// Something was done, or may have been, whatever follows.
    func acted() { state.withLock { $0.hasActed = true } }
    func saw(_ object: LiveObject?) { state.withLock { $0.seen = object ?? $0.seen } }

    /// The intent's end is written with whatever is written next: losing it costs a look, not an object.
    func close(_ intent: Intent, _ outcome: IntentOutcome) {
        state.withLock { state in
            state.closings.append(.closeIntent(intent.id, outcome))
            switch outcome {
            case .succeeded, .found: state.hasActed = true
            case .failed, .absent, .abandoned: break
            }
        }
    }

    /// A deleting call took effect: the object is on its way out, whatever is refused later.
    func deleted(_ intent: Intent, _ outcome: IntentOutcome) {
        deletionMayHaveHappened()
        close(intent, outcome)
    }

    func deletionMayHaveHappened() {
        state.withLock { state in
            state.conditionToKeep = nil
            state.hasActed = true
        }
    }

    /// The cloud refused to delete it: the object is as it was, so that a manifest that names it again finds it whole
    /// instead of half deleted. What was noted for a run that continues is not for a later deletion: that begins anew.
    func deletionRefused() {
        state.withLock { state in
            guard let condition = state.conditionToKeep else { return }
            state.record.condition = condition
            for name in state.remembered { state.record.memory[name] = nil }
        }
    }

    func takeClosings() -> [StateChange] {
        state.withLock { state in
            defer { state.closings = [] }
            return state.closings
        }
    }
}
