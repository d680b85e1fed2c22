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
    /// The wanted fields as last applied, references resolved to ids.
    public var applied: Attributes
    /// The same fields as the manifests wrote them, references kept: what an undo goes back to.
    public var wanted: Attributes
    /// What the cloud computed when last read: ids, addresses, dates that others may refer to.
    public var outputs: Attributes
    /// The wanted fields as last applied, references unresolved: equal digest, equal manifest.
    public var desiredDigest: Digest?
    /// The live object when it was last seen to be as applied.
    public var liveDigest: Digest?
    public var protect: Bool
    public var onRemove: Lifecycle.Removal
    public var timeouts: Timeouts
    /// What it was built upon; deletes run in the reverse.
    public var dependencies: [Address]
    /// Whether nacre adopted it rather than made it.
    public var adopted: Bool
    /// The address it had before, as long as its manifest still says so: a rename is made once.
    public var renamedFrom: Address?
    /// When state last wrote the row; nil for a row not written yet.
    public var updatedAt: Moment?

    public init(
        _ address: Address, id: String? = nil, condition: Condition = .ready, applied: Attributes = [:],
        wanted: Attributes = [:], outputs: Attributes = [:], desiredDigest: Digest? = nil, liveDigest: Digest? = nil,
        protect: Bool = false,
        onRemove: Lifecycle.Removal = .delete, timeouts: Timeouts = Timeouts(), dependencies: [Address] = [],
        adopted: Bool = false, updatedAt: Moment? = nil
    ) {
        self.address = address
        self.id = id
        self.condition = condition
        self.applied = applied
        self.wanted = wanted
        self.outputs = outputs
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
