import OrderedCollections

/// A sort of object that nacre manages, as a value: what its fields mean, how it is told apart, what its states are and
/// what may be done to it.
///
/// Validation, references, diff, planner, waiter, importer, schema, `explain`, reference pages and the law tests all
/// read this one value. What it takes to act on the cloud stands beside it (`Driver` in the target Kinds).
public struct Kind: Sendable {
    /// How objects of the kind are found again.
    public struct Identity: Hashable, Sendable {
        /// The name of the id at the vendor's API, for readers: `subnetNo`.
        public var id: String
        /// The fields that a lost create is found again by, and that import by name goes by.
        public var marker: [String]
        /// A text field that carries nacre's own tag where the kind has no name of its own.
        public var tagField: String?
        /// Whether the id is the name: it is known before the object is, and another object may come to have it.
        public var isName: Bool
        /// Fields that tell an object from another one that came in its place under the same id; empty where the cloud
        /// gives no id twice.
        public var generation: [String]

        public init(
            id: String, marker: [String] = ["name"], tagField: String? = nil, isName: Bool = false,
            generation: [String] = []
        ) {
            self.id = id
            self.marker = marker
            self.tagField = tagField
            self.isName = isName
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

    /// In which order a replacement is made.
    public enum Replacement: Hashable, Sendable {
        /// Two at once are not allowed: names or ranges would collide.
        case deleteFirst
        /// The new one is made and taken into use before the old one goes.
        case createFirst
    }

    public var name: String
    public var service: String
    /// One or two sentences on what it is.
    public var summary: String
    /// The sheet and section the facts are from.
    public var source: String
    public var fields: [Field]
    /// Which fields stand in for each other.
    public var choices: [FieldChoice]
    public var identity: Identity
    /// The kind whose objects bring one of this kind along. Such a one is told by ``builtIn``; it lives and dies with its
    /// parent, and no call deletes it.
    public var companionOf: String?
    /// What the creation of an object makes besides.
    public var byproducts: [Byproduct]
    /// The call whose answer holds a secret that is never shown again: an object whose answer was lost is of no use, and
    /// made anew.
    public var callShowingSecret: String?
    /// The kind of the parent without whose id the cloud lists nothing; nil when one list covers the account.
    public var listedUnder: String?
    /// The field of the parent that is empty when it holds no such objects: those parents need not be asked.
    public var shownByParent: String?
    /// How others find objects of the kind.
    public var lookup: LookupRules
    /// What is checked before one is made or changed.
    public var preflight: [Preflight]
    /// What `nacre lint` holds manifests of such objects against.
    public var lint: [LintRule]
    /// Nil when the cloud shows no status: such an object is ready at once.
    public var status: StatusTable?
    /// The fields naming parents that bear one change at a time (api/common.md §10).
    public var serializedOn: [String]
    public var reading: Reading
    public var creation: Procedure
    public var update: Procedure
    public var deletion: Procedure
    public var replacement: Replacement
    /// What deleting one loses.
    public var deletionDisruption: Disruption
    /// What a live object forbids by itself.
    public var safeguards: [Safeguard]
    /// What only one object at a time can have, besides what it is found by.
    public var slots: [Slot]
    /// Objects of other kinds that may be written inside.
    public var nests: [Nest]
    /// A field that names a document in another language, which describes objects inside; nil for most kinds.
    public var definition: Definition?
    /// For kinds that serve a picture of what lies beside them.
    public var snapshot: Snapshot?
    /// Says why a change, from some fields to others or to nothing, may break those who call what the object serves;
    /// empty when it does not. Pure. Nil for kinds that nobody calls.
    public var breaking: (@Sendable (_ old: Attributes, _ new: Attributes?) -> [String])?
    /// What tells an object that the cloud made by itself from one that somebody made: any of these values does.
    public var builtIn: Attributes
    /// What fields mostly are and go back to by themselves, though no call takes it for the field being left out:
    /// discovery does not write it down.
    public var usual: Attributes
    /// A complete manifest that a reader can copy.
    public var example: String

    public init(
        _ name: String, service: String, summary: String, source: String, fields: [Field],
        choices: [FieldChoice] = [], identity: Identity, companionOf: String? = nil,
        byproducts: [Byproduct] = [],
        callShowingSecret: String? = nil, listedUnder: String? = nil, shownByParent: String? = nil,
        lookup: LookupRules = LookupRules(), preflight: [Preflight] = [], lint: [LintRule] = [],
        status: StatusTable? = nil,
        serializedOn: [String] = [], reading: Reading = Reading(), creation: Procedure,
        update: Procedure = Procedure([], seconds: 5, timeout: 600), deletion: Procedure,
        replacement: Replacement = .deleteFirst, deletionDisruption: Disruption = .replace,
        safeguards: [Safeguard] = [], builtIn: Attributes = [:], usual: Attributes = [:], nests: [Nest] = [],
        definition: Definition? = nil,
        snapshot: Snapshot? = nil,
        breaking: (@Sendable (_ old: Attributes, _ new: Attributes?) -> [String])? = nil, slots: [Slot] = [],
        example: String
    ) {
        self.name = name
        self.service = service
        self.summary = summary
        self.source = source
        self.fields = fields
        self.choices = choices
        self.identity = identity
        self.companionOf = companionOf
        self.byproducts = byproducts
        self.callShowingSecret = callShowingSecret
        self.listedUnder = listedUnder
        self.shownByParent = shownByParent
        self.lookup = lookup
        self.preflight = preflight
        self.lint = lint
        self.status = status
        self.serializedOn = serializedOn
        self.reading = reading
        self.creation = creation
        self.update = update
        self.deletion = deletion
        self.replacement = replacement
        self.deletionDisruption = deletionDisruption
        self.safeguards = safeguards
        self.slots = slots
        self.nests = nests
        self.definition = definition
        self.snapshot = snapshot
        self.breaking = breaking
        self.builtIn = builtIn
        self.usual = usual
        self.example = example
    }
}

extension Kind.Ability {
    /// Whether there is a call for it that may succeed.
    public var isPossible: Bool {
        switch self {
        case .offered, .ended: true
        case .refused: false
        }
    }
}

extension Kind {
    /// The field called `name`, or nil.
    public func field(_ name: String) -> Field? { fields.first { $0.name == name } }

    /// What becomes of an object that the manifests drop without saying: what cannot be made again is kept.
    public var defaultRemoval: Lifecycle.Removal {
        switch creation.ability {
        case .offered: .delete
        case .ended, .refused: .retain
        }
    }

    /// Whether the object came with its parent: it can be managed, but neither deleted nor made anew.
    public func isCompanion(_ object: LiveObject) -> Bool {
        companionOf != nil && isBuiltIn(object)
    }

    /// Whether the cloud keeps a name for such objects.
    public var hasName: Bool { field("name") != nil }

    /// Whether the cloud made the object by itself, along with another one or for everybody.
    public func isBuiltIn(_ object: LiveObject) -> Bool {
        builtIn.contains { field, value in object.attributes[field] == value }
    }

    /// Whether manifests can say anything about such objects.
    public var isWritable: Bool { fields.contains(where: \.isWritable) }

    public func phase(of status: String?) -> StatusTable.Phase {
        guard let table = self.status, let status else { return .ready }
        return table.phase(of: status)
    }
}
