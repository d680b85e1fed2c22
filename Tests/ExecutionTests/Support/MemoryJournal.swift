import Execution
import Model
import StateStore
import Synchronization

/// A state in memory.
final class MemoryJournal: Journal {
    struct State {
        var rows: [Address: RecordedResource] = [:]
        var intents: [String: Intent] = [:]
        var history: [StepRecord] = []
        var secrets: [String] = []
    }

    private let state = Mutex(State())
    private let trace: Trace
    /// Says which changes cannot be written.
    private let refuses: @Sendable (StateChange) -> Bool

    init(
        _ trace: Trace = Trace(), rows: [RecordedResource] = [],
        refusing refuses: @escaping @Sendable (StateChange) -> Bool = { _ in false }
    ) {
        self.trace = trace
        self.refuses = refuses
        state.withLock { state in
            for row in rows { state.rows[row.address] = row }
        }
    }

    var rows: [Address: RecordedResource] { state.withLock { $0.rows } }
    var recorded: Recorded { Recorded(Array(rows.values)) }
    var history: [StepRecord] { state.withLock { $0.history } }
    var intents: [Intent] { state.withLock { $0.intents.values.sorted { $0.id < $1.id } } }
    var openIntents: [Intent] {
        intents.filter { intent in
            if case .closed = intent.state { return false }
            return true
        }
    }

    func write(_ changes: [StateChange]) async throws(StateError) {
        if changes.contains(where: refuses) { throw .diskFull(path: "memory") }
        state.withLock { state in
            for change in changes { apply(change, &state) }
        }
    }

    private func apply(_ change: StateChange, _ state: inout State) {
        switch change {
        case .saveResource(let row):
            state.rows[row.address] = row
            trace.add("row \(row.address) \(row.condition.rawValue) \(row.id ?? "-")")
        case .removeResource(let address):
            state.rows[address] = nil
            trace.add("drop \(address)")
        case .move(let from, let to):
            state.rows[to] = state.rows.removeValue(forKey: from)
            state.rows[to]?.address = to
            trace.add("move \(from) \(to)")
        case .rename(let renames):
            let rows = Recorded(Array(state.rows.values)).renamed(by: renames).resources
            state.rows = Dictionary(uniqueKeysWithValues: rows.map { ($0.address, $0) })
            trace.add("rename \(renames.map { "\($0.from) \($0.to)" }.joined(separator: ", "))")
        case .openIntent(let intent):
            state.intents[intent.id] = intent
            trace.add("intent \(intent.purpose.rawValue)")
        case .answerIntent(let id, let cloudID):
            state.intents[id]?.state = .answered(id: cloudID)
            trace.add("answer \(cloudID ?? "-")")
        case .closeIntent(let id, let outcome):
            let answer = state.intents[id]?.answeredID
            state.intents[id]?.state = .closed(outcome, id: answer)
            trace.add("close \(outcome.rawValue)")
        case .stepOutcome(let record):
            state.history.append(record)
            trace.add("outcome \(record.outcome.rawValue)")
        case .keepSecret(_, let name, _):
            state.secrets.append(name)
        case .dropSecret(_, let name): state.secrets.removeAll { $0 == name }
        }
    }
}
