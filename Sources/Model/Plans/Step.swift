/// One thing that apply will do to one object.
public struct Step: Hashable, Sendable {
    /// What is done. A replacement is two steps: the old object goes, the new one comes.
    public enum Action: Hashable, Sendable {
        case create
        case update
        /// The second half of a replacement.
        case replace
        /// The first half of a replacement.
        case deleteReplaced
        case delete
        /// Takes the live object with this id under management, then makes the changes listed. Without an id it is one
        /// that comes along with an object still to be made: which one, and what differs, is known only then.
        case adopt(id: String?)
        case move(from: Address)
        case forget
        /// Ends what an earlier run began.
        case resume(RecordedResource.Condition)
        /// Changes what state keeps about the object, nothing in the cloud.
        case updateLifecycle
        /// Does nothing but say why it cannot be done and what to do instead.
        case refuse(advice: String)
    }

    /// A step's name within its plan.
    public struct ID: Hashable, Sendable, Comparable, CustomStringConvertible {
        public var address: Address
        /// Set for the first half of a replacement.
        public var isDeletionOfReplaced: Bool
        /// Set for the first half of an update that makes way for another object.
        public var isRelease: Bool
        /// Which of the parts of an update that come before its last, from 1; 0 for the last or only one.
        public var part: Int

        public init(
            _ address: Address, isDeletionOfReplaced: Bool = false, isRelease: Bool = false, part: Int = 0
        ) {
            self.address = address
            self.isDeletionOfReplaced = isDeletionOfReplaced
            self.isRelease = isRelease
            self.part = part
        }

        public var description: String {
            if isDeletionOfReplaced { return "\(address) (old)" }
            if isRelease { return "\(address) (makes way)" }
            return part > 0 ? "\(address) (part \(part))" : address.description
        }

        public static func < (left: ID, right: ID) -> Bool {
            left.address != right.address ? left.address < right.address : left.rank < right.rank
        }

        private var rank: Int { isDeletionOfReplaced ? 0 : isRelease ? 1 : part > 0 ? 1 + part : .max }
    }

    /// A turn in a rollout: some objects of a series go out of service together, while all others serve.
    public struct Turn: Hashable, Sendable {
        /// All objects of the series, changed or not; sorted.
        public var series: [Address]
        /// Those whose turn it is.
        public var batch: Set<Address>

        public init(series: [Address], batch: Set<Address>) {
            self.series = series
            self.batch = batch
        }

        /// Those that have to serve when it begins.
        public var others: [Address] { series.filter { !batch.contains($0) } }
    }

    /// What a rollout waits for before it goes on.
    public struct Checkpoint: Hashable, Sendable {
        /// The objects that have to serve their users again.
        public var healthy: [Address]
        /// How long to wait after that, in seconds.
        public var pause: Int

        public init(healthy: [Address] = [], pause: Int = 0) {
            self.healthy = healthy
            self.pause = pause
        }
    }

    public var address: Address
    public var action: Action
    public var reason: Reason
    public var disruption: Disruption
    /// Sorted by path.
    public var changes: [FieldChange]
    /// Steps that must have ended well before this one may begin; sorted.
    public var waitsFor: [ID]
    /// Objects whose steps, of whatever sort, come first: what is done here takes in how they are then. Sorted.
    public var follows: [Address] = []
    /// The steps that end other objects in whose place this one comes: there is room for one. Sorted.
    public var succeeds: [ID] = []
    /// Of the two steps of a replacement, whether the new object comes before the old one goes; nil for others.
    public var replacementOrder: Kind.Replacement?
    /// Whether it is the first half of an update: the object gives up what another one takes, and gets nothing for it.
    public var isRelease = false
    /// Which of the parts of an update that come before its last, from 1; 0 for the last or only one. An object that
    /// refers to many is turned to their new forms in parts, as a rollout goes on.
    public var part = 0
    /// Its turn in a rollout, when it takes its object out of service.
    public var turn: Turn?
    /// What the steps that come next in a rollout wait for besides this one's end.
    public var checkpoint: Checkpoint?
    /// Where state has the object until the plan is applied, when that is another address.
    public var renamedFrom: Address?
    /// Whether it deletes an object that keeps data for others, or a part of that data: ``Kind/Life/holdsData``.
    public var losesData = false
    /// Why callers of the object may have to change something: one sentence each.
    public var breaking: [String] = []
    /// Of a deletion, what becomes of the objects that were made together with this one.
    public var remainders: [Remainder] = []
    /// Of the deletion of an object that is made anew, what its manifest says of how it is treated: it may have come with the
    /// change that replaces it, so that it was never applied.
    public var treatment: Attributes = [:]
    /// The changing calls it makes, by name.
    public var calls: [String]
    /// How long it usually takes, in seconds.
    public var seconds: Int
    /// The names of what only one step at a time may touch: steps with one in common come one after the other.
    public var locks: Set<String> = []
    /// After how many seconds of waiting the object is left as pending.
    public var timeout: Int
    /// The cloud's id of the object acted on, when there is one.
    public var objectID: String?
    /// Of a refusal, where the manifest has the field that it is about; nil where it is about the object as a whole.
    public var place: SourceSpan?
    /// What the manifests want of the object; nil when they no longer name it.
    public var desired: DesiredResource?
    /// The live object the decision was made on: a saved plan is stale when it has moved.
    public var liveDigest: Digest?

    public init(
        _ address: Address, _ action: Action, because reason: Reason, disruption: Disruption = .none,
        changes: [FieldChange] = [], waitsFor: [ID] = [], calls: [String] = [], seconds: Int = 0, timeout: Int = 600,
        objectID: String? = nil, desired: DesiredResource? = nil, liveDigest: Digest? = nil
    ) {
        self.address = address
        self.action = action
        self.reason = reason
        self.disruption = disruption
        self.changes = changes
        self.waitsFor = waitsFor
        self.calls = calls
        self.seconds = seconds
        self.timeout = timeout
        self.objectID = objectID
        self.desired = desired
        self.liveDigest = liveDigest
    }

    /// Takes on what a procedure costs: its calls for an object with these fields, how long it usually lasts, and how
    /// long to wait for it.
    /// - Parameter timeout: what the manifest allows, in seconds; nil for the kind's own limit.
    public mutating func take(_ procedure: Kind.Procedure, for fields: Attributes, within timeout: Int?) {
        calls = procedure.calls(for: fields)
        seconds = procedure.seconds
        self.timeout = timeout ?? procedure.timeout
    }

    /// In place of the step, one that says why it cannot be done and what to do instead.
    public func refused(because why: String, advice: String) -> Step {
        Step(
            address, .refuse(advice: advice), because: .notOffered(why), changes: changes, objectID: objectID,
            desired: desired, liveDigest: liveDigest)
    }

    /// Whether the new object of a replacement comes before the old one goes.
    public var createsFirst: Bool { replacementOrder == .createFirst }

    public var id: ID {
        ID(address, isDeletionOfReplaced: action == .deleteReplaced, isRelease: isRelease, part: part)
    }

    /// Whether it is one step of an update in several, and not the last.
    public var isPartial: Bool { isRelease || part > 0 }

    /// Whether an update of the same object has come before.
    public var continuesUpdate: Bool {
        !isRelease && waitsFor.contains { $0.address == address && ($0.isRelease || $0.part > 0) }
    }

    /// Whether it says what cannot be done, and does nothing.
    public var isRefused: Bool {
        if case .refuse = action { return true }
        return false
    }

    /// Whether it takes an existing object under management.
    public var adopts: Bool {
        if case .adopt = action { return true }
        return false
    }

    /// Whether the object, or the old one of a replacement, is deleted in the cloud.
    public var destroys: Bool {
        switch action {
        case .delete, .deleteReplaced, .resume(.deleting): true
        case .create, .update, .replace, .adopt, .move, .forget, .resume, .updateLifecycle, .refuse: false
        }
    }
}

extension [Step] {
    /// In place of a step, one that says why it cannot be done and what to do instead. For either half of a replacement it
    /// stands in place of both.
    public func refusal(of step: Step, because why: String, advice: String) -> Step {
        // Other steps have no second half to look for among what may be thousands.
        let isHalf = step.action == .deleteReplaced || step.action == .replace
        guard isHalf, let new = first(where: { $0.id == Step.ID(step.address) }) else {
            return step.refused(because: why, advice: advice)
        }
        var refusal = new.refused(because: "it would be replaced: \(new.reason.text); \(why)", advice: advice)
        refusal.place = new.changes.first(where: \.forcesReplace).flatMap { new.desired?.place(of: $0.path) }
        return refusal
    }
}

extension Step {
    /// What is done in one word, as tables show it: an object that the user names is imported, one of a kind that cannot
    /// be created is adopted.
    public var word: String { isImport ? "import" : action.word }

    /// Whether an existing object is managed from now on because the manifest or the user says so.
    public var isImport: Bool { adopts && reason != .existsAlready && reason != .deletionCancelled }
}

extension Step.Action {
    /// The action in one word.
    public var word: String {
        switch self {
        case .create: "create"
        case .update: "update"
        case .replace: "replace"
        case .deleteReplaced: "delete old"
        case .delete: "delete"
        case .adopt: "adopt"
        case .move: "move"
        case .forget: "forget"
        case .resume: "resume"
        case .updateLifecycle: "lifecycle"
        case .refuse: "error"
        }
    }
}
