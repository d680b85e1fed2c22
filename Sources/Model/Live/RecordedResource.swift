import OrderedCollections

/// One object as state remembers it: what nacre last applied, and how far it came.
public struct RecordedResource: Hashable, Sendable {
    /// How far the last run came with the object.
    public enum Condition: String, Hashable, Sendable, CaseIterable {
        /// The last step on it ended well.
        case ready
        /// It exists, or may; its creation has not ended.
        case creating
        case updating
        case deleting
    }

    public var address: Address
    /// The cloud's id; nil while a create has not answered.
    public var id: String?
    public var condition: Condition
    /// The fields as the manifests declared them when they were last applied, references unresolved: what an undo
    /// returns to.
    public var declared: Attributes
    /// The same fields as they were sent, references resolved to ids: what drift is measured against.
    public var applied: Attributes
    /// The object as the cloud last showed it: also ids, addresses and dates that others may refer to.
    public var lastSeen: Attributes
    /// What nacre notes about the object for itself: the ids of what its creation made besides
    /// (``RecordedResource/madeBesides``), and what an interrupted step leaves for the run that continues it.
    public var memory: Attributes
    /// The digest of ``declared``: equal digest, equal manifest.
    public var desiredDigest: Digest?
    /// The live object when it was last seen to be as applied.
    public var liveDigest: Digest?
    public var protect: Bool
    public var onRemove: Lifecycle.Removal
    public var timeouts: Timeouts
    /// What it depends on; deletions run in the reverse order.
    public var dependencies: [Address]
    /// Whether nacre adopted it rather than made it.
    public var adopted: Bool
    /// The address it had before, as long as its manifest still says so: a rename is made once.
    public var renamedFrom: Address?
    /// When state last wrote the row; nil for a row not written yet.
    public var updatedAt: Moment?

    public init(
        _ address: Address, id: String? = nil, condition: Condition = .ready, declared: Attributes = [:],
        applied: Attributes = [:], lastSeen: Attributes = [:], memory: Attributes = [:], desiredDigest: Digest? = nil,
        liveDigest: Digest? = nil,
        protect: Bool = false,
        onRemove: Lifecycle.Removal = .delete, timeouts: Timeouts = Timeouts(), dependencies: [Address] = [],
        adopted: Bool = false, updatedAt: Moment? = nil
    ) {
        self.address = address
        self.id = id
        self.condition = condition
        self.declared = declared
        self.applied = applied
        self.lastSeen = lastSeen
        self.memory = memory
        self.desiredDigest = desiredDigest
        self.liveDigest = liveDigest
        self.protect = protect
        self.onRemove = onRemove
        self.timeouts = timeouts
        self.dependencies = dependencies
        self.adopted = adopted
        self.updatedAt = updatedAt
    }
}

/// The state of a workspace as one run read it.
public struct Recorded: Sendable {
    /// Sorted by address.
    public private(set) var resources: [RecordedResource]
    private let index: [Address: Int]

    public init(_ resources: [RecordedResource] = []) {
        self.resources = resources.sorted { $0.address < $1.address }
        index = Dictionary(
            self.resources.enumerated().map { ($1.address, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public subscript(address: Address) -> RecordedResource? { index[address].map { resources[$0] } }
}

extension RecordedResource {
    /// The name in ``memory`` of the operation of a standardized service that a step follows.
    public static let operation = "operation"

    /// Where that operation is, until the step ends well; nil for none.
    public var operation: String? { memory[Self.operation]?.text }
}
