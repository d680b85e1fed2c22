import Kinds
import Model
import NcloudClient
import StateStore

/// Finds out what became of calls that a dead run had begun, before anything new is planned.
public struct Recovery: Sendable {
    /// What is to be done about one open intent.
    public struct Finding: Hashable, Sendable {
        public enum Verdict: Hashable, Sendable {
            /// The call answered: it exists under this id.
            case exists(id: String)
            /// The call did not answer, and the object was found under this id.
            case found(id: String)
            /// Looked for and not found, or a change whose effect the next comparison shows.
            case settled
            /// Too early to tell: the object may still come into the lists.
            case tooEarly
            /// Several objects could be it.
            case ambiguous([LiveObject])
            /// The user has named the object, so that it does not matter any more.
            case overruled
        }

        public var intent: Intent
        public var verdict: Verdict
    }

    let live: LiveSnapshot
    let recorded: Recorded
    let policy: AmbiguityPolicy
    /// Objects that the workspace imports by their ids.
    let imports: [Address: String]
    /// Seconds since an intent was opened, after which an object that is not listed was not made.
    let settle: Double
    let age: @Sendable (Intent) -> Double

    /// - Parameter live: the cloud as read just now, for every kind that an intent is about.
    public init(
        live: LiveSnapshot, recorded: Recorded, policy: AmbiguityPolicy = .fail, imports: [Address: String] = [:],
        settle: Double, age: @escaping @Sendable (Intent) -> Double
    ) {
        self.live = live
        self.recorded = recorded
        self.policy = policy
        self.imports = imports
        self.settle = settle
        self.age = age
    }

    public func findings(for intents: [Intent]) -> [Finding] {
        intents.map { Finding(intent: $0, verdict: verdict(on: $0)) }
    }

    private func verdict(on intent: Intent) -> Finding.Verdict {
        switch intent.purpose {
        case .update, .delete:
            return .settled
        case .create:
            if let id = intent.answeredID ?? recorded[intent.address]?.id { return .exists(id: id) }
            if isOverruled(intent) { return .overruled }
            let found = candidates(for: intent)
            switch found.count {
            case 0: return age(intent) > window(of: intent) ? .settled : .tooEarly
            case 1: return .found(id: found[0].id)
            default: return verdict(among: found)
            }
        }
    }

    /// "nacre import" is what a run advises that cannot choose. An import of what is gone says nothing.
    private func isOverruled(_ intent: Intent) -> Bool {
        imports[intent.address].map { live.object(intent.address.kind, id: $0) != nil } ?? false
    }

    private func verdict(among found: [LiveObject]) -> Finding.Verdict {
        switch policy {
        case .fail: .ambiguous(found)
        case .adopt: found.newest.map { .found(id: $0.id) } ?? .ambiguous(found)
        case .retry: .settled
        }
    }

    /// A create that the cloud said yes to without naming the object is given longer to show.
    private func window(of intent: Intent) -> Double {
        switch intent.state {
        case .answered: settle * StepSession.patienceWhenAccepted
        case .open, .closed: settle
        }
    }

    private func candidates(for intent: Intent) -> [LiveObject] {
        let marker = Marker(intent.marker)
        let taken = Set(recorded.resources.filter { $0.address.kind == intent.address.kind }.compactMap(\.id))
        return live.all(intent.address.kind).filter { marker.matches($0) && !taken.contains($0.id) }
    }
}

extension Recovery.Finding {
    /// Whether what the lost answer held cannot be had any more: such an object is replaced.
    private var hasLostItsSecret: Bool {
        guard case .found = verdict else { return false }
        guard let call = Catalog.kinds[intent.address.kind]?.callShowingSecret else { return false }
        return intent.call.hasSuffix(call)
    }

    /// What state should say from now on; nothing while the matter is open.
    public func changes(to recorded: Recorded) -> [StateChange] {
        switch verdict {
        case .exists(let id), .found(let id):
            var record = recorded[intent.address] ?? RecordedResource(intent.address, condition: .creating)
            record.id = id
            if hasLostItsSecret { record.condition = .deleting }
            return [.saveResource(record), .closeIntent(intent.id, .found)]
        case .overruled:
            let row: [StateChange] = recorded[intent.address] == nil ? [] : [.removeResource(intent.address)]
            return row + [.closeIntent(intent.id, .abandoned)]
        case .settled where intent.purpose == .create && recorded[intent.address]?.id == nil:
            let row: [StateChange] = recorded[intent.address] == nil ? [] : [.removeResource(intent.address)]
            return row + [.closeIntent(intent.id, .absent)]
        case .settled:
            return [.closeIntent(intent.id, .absent)]
        case .tooEarly, .ambiguous:
            return []
        }
    }
}

extension [LiveObject] {
    /// The object made last, by the cloud's own date where it tells one, else the last of the list.
    var newest: LiveObject? {
        enumerated().max { ($0.element.created ?? "", $0.offset) < ($1.element.created ?? "", $1.offset) }?.element
    }
}
