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
            /// The same, but the answer held a secret that nobody can have any more: the object is replaced.
            case foundWithoutSecret(id: String)
            /// Looked for and not found, or a change whose effect the next comparison shows.
            case settled
            /// Too early to tell: the object may still come into the lists.
            case tooEarly
            /// Several objects could be it.
            case ambiguous([LiveObject])
            /// The account may not see objects of the kind any more: the intent stays open.
            case hidden
            /// The user has named the object, so that it does not matter any more.
            case overruled
        }

        public var intent: Intent
        public var verdict: Verdict
    }

    let live: LiveSnapshot
    let recorded: Recorded
    let catalog: KindCatalog
    let policy: AmbiguityPolicy
    /// Objects that the workspace imports by their ids.
    let imports: [Address: String]
    /// For how many seconds an intent is looked at before an object that is not listed was not made.
    let settle: Double
    /// For how many seconds this process has known the intent, whatever the wall clock says.
    let age: @Sendable (Intent) -> Double
    /// How many seconds ago the intent was opened, by the wall clock; never negative.
    let wallAge: @Sendable (Intent) -> Double
    /// How often this process has read what an intent is about.
    let looks: @Sendable (Intent) -> Int
    /// How many reads must lack an object before its creation counts as not made, however long each of them takes.
    static let fewestLooks = 3

    /// - Parameter live: the cloud as read just now, for every kind that an intent is about.
    public init(
        live: LiveSnapshot, recorded: Recorded, catalog: KindCatalog, policy: AmbiguityPolicy = .fail,
        imports: [Address: String] = [:],
        settle: Double, age: @escaping @Sendable (Intent) -> Double,
        wallAge: (@Sendable (Intent) -> Double)? = nil, looks: @escaping @Sendable (Intent) -> Int = { _ in .max }
    ) {
        self.looks = looks
        self.wallAge = wallAge ?? age
        self.live = live
        self.recorded = recorded
        self.catalog = catalog
        self.policy = policy
        self.imports = imports
        self.settle = settle
        self.age = age
    }

    public func findings(for intents: [Intent]) -> [Finding] {
        let claims = claims(of: intents)
        return intents.map { Finding(intent: $0, verdict: verdict(on: $0, claims)) }
    }

    private func verdict(on intent: Intent, _ claims: RecoveryClaims) -> Finding.Verdict {
        switch intent.purpose {
        case .update, .delete:
            return .settled
        case .create:
            if let id = intent.answeredID ?? recorded[intent.address]?.id {
                return claims.isShared(id, with: intent.address) ? .ambiguous([named(id, intent)]) : .exists(id: id)
            }
            if isOverruled(intent) { return .overruled }
            if live.isHidden(intent.address.kind, id: nil) { return .hidden }
            switch claims.claim(of: intent.address) {
            case .none:
                let isOver = age(intent) > window(of: intent) && looks(intent) >= Self.fewestLooks
                return isOver ? .settled : .tooEarly
            case .one(let object) where losesItsSecret(intent) && !isSurelyOurs(object, intent):
                return .ambiguous([object])
            case .one(let object) where losesItsSecret(intent): return .foundWithoutSecret(id: object.id)
            case .one(let object): return .found(id: object.id)
            case .several(let found): return policy == .retry ? .settled : .ambiguous(found)
            }
        }
    }

    private func named(_ id: String, _ intent: Intent) -> LiveObject {
        live.object(intent.address.kind, id: id) ?? LiveObject(kind: intent.address.kind, id: id, attributes: [:])
    }

    /// "nacre import" is what a run advises that cannot choose. An import of what is gone says nothing.
    private func isOverruled(_ intent: Intent) -> Bool {
        imports[intent.address].map { live.object(intent.address.kind, id: $0) != nil } ?? false
    }

    /// Whether what was found would be deleted, since the answer held what nobody can have any more.
    private func losesItsSecret(_ intent: Intent) -> Bool {
        catalog[intent.address.kind]?.life.callShowingSecret == intent.call
    }

    /// For how long after a call that died an object may be taken for its own without a doubt, in seconds.
    static let certainty = 900.0

    /// Whether nobody else can have made the object: it was not there before the call (``Marker/preexisting``), and was
    /// made soon after, or there was no time yet for another. Of one that nothing but its parent tells from others, the time has
    /// to be that of the call (``CreationWindow``).
    private func isSurelyOurs(_ object: LiveObject, _ intent: Intent) -> Bool {
        if let kind = catalog[intent.address.kind], Marker(intent.marker).namesParentsOnly(kind) {
            let opened = intent.openedAt.timeIntervalSince1970
            return CreationWindow(
                first: opened, last: opened, now: opened + wallAge(intent), isOnlyOne: policy != .adopt
            ).holds(object)
        }
        if wallAge(intent) <= Self.certainty { return true }
        guard let made = object.created.flatMap(CloudDate.seconds(of:)) else { return false }
        return abs(made - intent.openedAt.timeIntervalSince1970) <= Self.certainty
    }

    /// A create that the cloud said yes to without naming the object is given longer to show.
    private func window(of intent: Intent) -> Double {
        switch intent.state {
        case .answered: settle * StepSession.patienceWhenAccepted
        case .open, .closed: settle
        }
    }

    /// What all creations without an id compete for, looked at together: an object satisfies one of them only.
    private func claims(of intents: [Intent]) -> RecoveryClaims {
        let creations = intents.filter { $0.purpose == .create }
        var claims = RecoveryClaims(recorded, answered: creations, imports: imports)
        for intent in creations where intent.answeredID == nil && recorded[intent.address]?.id == nil {
            guard !isOverruled(intent) else { continue }
            claims.add(
                intent.address, Marker(intent.marker), catalog[intent.address.kind],
                among: live.all(intent.address.kind))
        }
        if policy == .adopt { claims.shareOut() }
        return claims
    }
}

extension Recovery.Finding {
    private func isAt(
        _ id: String, _ condition: RecordedResource.Condition, _ recorded: Recorded
    ) -> [StateChange] {
        var record = recorded[intent.address] ?? RecordedResource(intent.address, condition: condition)
        record.id = id
        if condition == .deleting { record.condition = condition }
        return [.saveResource(record), .closeIntent(intent.id, .found)]
    }

    /// What state should say from now on; nothing while the matter is open.
    public func changes(to recorded: Recorded) -> [StateChange] {
        switch verdict {
        case .exists(let id), .found(let id): return isAt(id, .creating, recorded)
        case .foundWithoutSecret(let id): return isAt(id, .deleting, recorded)
        case .overruled:
            let row: [StateChange] = recorded[intent.address] == nil ? [] : [.removeResource(intent.address)]
            return row + [.closeIntent(intent.id, .abandoned)]
        case .settled where intent.purpose == .create && recorded[intent.address]?.id == nil:
            let row: [StateChange] = recorded[intent.address] == nil ? [] : [.removeResource(intent.address)]
            return row + [.closeIntent(intent.id, .absent)]
        case .settled:
            return [.closeIntent(intent.id, .absent)]
        case .tooEarly, .ambiguous, .hidden:
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
