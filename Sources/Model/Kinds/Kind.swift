import OrderedCollections

/// A sort of object that nacre manages, as a value: what its fields mean, how it is told apart, what its states are and
/// what may be done to it.
///
/// Validation, references, diff, planner, waiter, importer, schema, `explain`, reference pages and the law tests all
/// read this one value. What a plain kind has no need to say stands in five parts with defaults: ``Place``, ``Life``,
/// ``Choosing``, ``Checks`` and ``Serving``. What it takes to act on the cloud stands beside it (`Driver` in the target Kinds).
public struct Kind: Sendable {
    /// How objects of the kind are found again.
    public struct Identity: Hashable, Sendable {
        /// The name of the id at the vendor's API, for readers: `subnetNo`.
        public var id: String
        /// The fields that a lost create is found again by, and that import by name goes by.
        public var marker: [String]
        /// Whether several objects at once may have the same marker: the access keys of one sub account. Two documents with it
        /// are about two objects, and nobody waits for its place.
        public var isMarkerShared: Bool
        /// Whether the kind has no name of its own, and a text field carries nacre's tag instead, read as `tag`.
        public var isTagged: Bool
        /// Whether the id is the name: it is known before the object is, and another object may come to have it.
        public var isName: Bool
        /// Whether no two objects of the account have one name: what is made anew before the old object goes gets another.
        public var hasUniqueName: Bool
        /// Fields that tell an object from another one that came in its place under the same id; empty where the cloud
        /// gives no id twice.
        public var generation: [String]

        public init(
            id: String, marker: [String] = ["name"], isMarkerShared: Bool = false, isTagged: Bool = false,
            isName: Bool = false, hasUniqueName: Bool = false, generation: [String] = []
        ) {
            self.id = id
            self.marker = marker
            self.isMarkerShared = isMarkerShared
            self.isTagged = isTagged
            self.isName = isName
            self.hasUniqueName = hasUniqueName
            self.generation = generation
        }
    }

    /// What one look at the objects of a kind costs, in calls by name. A list that pages counts one call a page.
    public struct Reading: Hashable, Sendable {
        /// Made once, however many objects there are.
        public var once: [String]
        /// Made for each parent that the kind is listed under.
        public var perParent: [String]
        /// Made for each object that is managed, at most: what nobody asks for is not read.
        public var perObject: [String]
        /// What more there may be, in words, where it depends on what an object is made of.
        public var besides: String?

        public init(
            _ once: [String] = [], perParent: [String] = [], perObject: [String] = [], besides: String? = nil
        ) {
            self.once = once
            self.perParent = perParent
            self.perObject = perObject
            self.besides = besides
        }
    }

    public var name: String
    public var service: String
    /// One or two sentences on what it is.
    public var summary: String
    public var fields: [Field]
    /// Which fields stand in for each other.
    public var choices: [FieldChoice]
    public var identity: Identity
    /// Nil when the cloud shows no status: such an object is ready at once.
    public var status: StatusTable?
    public var reading: Reading
    public var place: Place
    public var life: Life
    public var choosing: Choosing
    public var checks: Checks
    public var serving: Serving
    /// A complete manifest that a reader can copy.
    public var example: String

    public init(
        _ name: String, service: String, summary: String, fields: [Field],
        choices: [FieldChoice] = [], identity: Identity, status: StatusTable? = nil, reading: Reading = Reading(),
        place: Place = Place(), life: Life, choosing: Choosing = Choosing(), checks: Checks = Checks(),
        serving: Serving = Serving(), example: String
    ) {
        self.name = name
        self.service = service
        self.summary = summary
        self.fields = fields
        self.choices = choices
        self.identity = identity
        self.status = status
        self.reading = reading
        self.place = place
        self.life = life
        self.choosing = choosing
        self.checks = checks
        self.serving = serving
        self.example = example
    }
}

extension Kind.Ability {
    /// Whether there is a call for it that may succeed.
    public var isPossible: Bool {
        switch self {
        case .offered: true
        case .refused: false
        }
    }
}

extension Kind {
    /// The field called `name`, or nil.
    public func field(_ name: String) -> Field? { fields.first { $0.name == name } }

    /// What a manifest says of how nacre treats the object, which is never sent.
    public func treatment(in wanted: Attributes) -> Attributes {
        wanted.filter { field($0.key)?.change == .stateOnly }
    }

    /// What becomes of an object that the manifests drop without saying: what cannot be made again is kept.
    public var defaultRemoval: Lifecycle.Removal {
        if life.isOnce { return .retain }
        return life.creation.ability.isPossible && ending(.create) == nil ? .delete : .retain
    }

    /// Whether the object came with its parent: it can be managed, but neither deleted nor made anew.
    public func isCompanion(_ object: LiveObject) -> Bool {
        place.companionOf != nil && isBuiltIn(object)
    }

    /// Whether the cloud keeps a name for such objects.
    public var hasName: Bool { field("name") != nil }

    /// Whether the cloud made the object by itself, along with another one or for everybody.
    public func isBuiltIn(_ object: LiveObject) -> Bool {
        choosing.builtIn.contains { field, value in object.attributes[field] == value }
    }

    /// Whether manifests can say anything about such objects.
    public var isWritable: Bool { fields.contains(where: \.isWritable) }

    /// Whether the account has no such objects, and what manifests say of them is only checked.
    public var isExternal: Bool { life.isExternal }

    /// Whether a manifest can be written of an object that the account has.
    public var isManageable: Bool { isWritable && !isExternal }

    /// The field that tells one request from another, where objects of the kind are done once.
    public static let requestKey = "key"

    /// Whether the object's deletion was requested, and can still be cancelled.
    public func isPendingDeletion(_ object: LiveObject) -> Bool { status?.isRecoverable(object.status) ?? false }

    /// Whether nothing more is to be done to be rid of the object: it is deleted, or pending deletion.
    public func isDeleted(_ object: LiveObject) -> Bool {
        phase(of: object.status) == .gone || isPendingDeletion(object)
    }

    public func phase(of status: String?) -> StatusTable.Phase {
        guard let table = self.status, let status else { return .ready }
        return table.phase(of: status)
    }
}
