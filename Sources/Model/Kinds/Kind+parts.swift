import OrderedCollections

extension Kind {
    /// Where objects of a kind are: what they belong to, what is inside them, and which places they take.
    public struct Place: Sendable {
        /// The kind of the parent without whose id the cloud lists nothing; nil when one list covers the account.
        public var listedUnder: String?
        /// The field of the parent that is empty when it holds no such objects: those parents need not be asked.
        public var shownByParent: String?
        /// The kind whose objects bring one of this kind along. Such a one is recognized by ``Choosing/builtIn``; it
        /// lives and dies with its parent, and no call deletes it.
        public var companionOf: String?
        /// Objects of other kinds that may be written inside.
        public var nests: [Nest]
        /// The fields naming parents that bear one change at a time (api/common.md §10).
        public var serializedOn: [String]
        /// Whether it is the network that others are in: manifests may be laid out by it.
        public var isNetwork: Bool
        /// What only one object at a time can have, besides what it is found by.
        public var slots: [Slot]

        public init(
            listedUnder: String? = nil, shownByParent: String? = nil, companionOf: String? = nil, nests: [Nest] = [],
            serializedOn: [String] = [], isNetwork: Bool = false, slots: [Slot] = []
        ) {
            self.listedUnder = listedUnder
            self.shownByParent = shownByParent
            self.companionOf = companionOf
            self.nests = nests
            self.serializedOn = serializedOn
            self.isNetwork = isNetwork
            self.slots = slots
        }
    }

    /// How objects of a kind come, change and go.
    public struct Life: Sendable {
        /// Counts the calls that changes of one list take together, each as often as it is made. Pure.
        public typealias CallCount = @Sendable (_ changes: [FieldChange]) -> [String]

        public var creation: Procedure
        public var update: Procedure
        public var deletion: Procedure
        public var replacement: Replacement
        /// What deleting one loses.
        public var disruption: Disruption
        /// Whether an object keeps data for others, as a database does: deleting one takes a permission of its own.
        public var holdsData: Bool
        /// Whether it is a request that is done once: it neither changes nor goes, one that the cloud has by its
        /// ``Kind/requestKey`` is never made again, and one with other fields is another request.
        public var isOnce: Bool
        /// The kind of what an object must be rid of before it can be deleted, as nothing in it is deleted along with it
        /// unless this workspace made it: a plan that would delete one that holds others is an error. The kind is listed
        /// under this one.
        public var mustBeEmptyOf: String?
        /// How long a deletion can be cancelled, in words; nil where it is final at once.
        public var grace: String?
        /// What the cloud offers no more from some day on.
        public var endings: [Ending]
        /// What a live object forbids by itself.
        public var safeguards: [Safeguard]
        /// What the creation of an object makes besides.
        public var byproducts: [Byproduct]
        /// Objects of another kind that an object makes and ends by itself; nil for most.
        public var members: Members?
        /// When the cloud removes an object by itself since it has served; the first that concerns it counts.
        public var expiries: [Expiry]
        /// The endpoint (`vserver/createLoginKey`) whose answer holds a secret that is never shown again: an object whose answer was lost is of no use,
        /// and is recreated.
        public var callShowingSecret: String?
        /// Keyed lists whose changes share calls, by field: what a change takes depends on the others.
        public var countedCalls: [String: CallCount]
        /// Whether the objects are not the account's: no call lists, makes, changes or deletes one. Manifests declare
        /// them, and they are only checked.
        public private(set) var isExternal = false
        /// Whether a create that meets an object of the same identity overwrites it, adds to it, or is answered as if it had made
        /// it. Before such a create the account is read once more.
        public var creationOverwrites: Bool

        public init(
            creation: Procedure, update: Procedure = Procedure([], seconds: 5, timeout: 600), deletion: Procedure,
            replacement: Replacement = .deleteFirst, disruption: Disruption = .replace, holdsData: Bool = false,
            grace: String? = nil, isOnce: Bool = false, endings: [Ending] = [], safeguards: [Safeguard] = [],
            byproducts: [Byproduct] = [], members: Members? = nil, expiries: [Expiry] = [],
            callShowingSecret: String? = nil, mustBeEmptyOf: String? = nil, countedCalls: [String: CallCount] = [:],
            creationOverwrites: Bool = false
        ) {
            self.creation = creation
            self.update = update
            self.deletion = deletion
            self.replacement = replacement
            self.disruption = disruption
            self.holdsData = holdsData
            self.isOnce = isOnce
            self.grace = grace
            self.endings = endings
            self.safeguards = safeguards
            self.byproducts = byproducts
            self.members = members
            self.expiries = expiries
            self.callShowingSecret = callShowingSecret
            self.mustBeEmptyOf = mustBeEmptyOf
            self.countedCalls = countedCalls
            self.creationOverwrites = creationOverwrites
        }
    }

    /// In which order a replacement is made.
    public enum Replacement: Hashable, Sendable {
        /// Two at once are not allowed: names or ranges would collide.
        case deleteFirst
        /// The new one is made and taken into use before the old one goes.
        case createFirst
        /// The old one goes first, unless a rollout keeps it in service until the new one is.
        case deleteFirstUnlessRolledOut
    }

    /// How objects of a kind are chosen by others, and which of them somebody made.
    public struct Choosing: Sendable {
        /// How others find objects of the kind.
        public var lookup: LookupRules
        /// What distinguishes an object that the cloud made by itself from one that somebody made: any of these values.
        public var builtIn: Attributes
        /// What fields mostly are and return to by themselves, though no call takes it for the field being omitted:
        /// discovery does not write it down.
        public var defaults: Attributes
        /// Why discovery leaves the objects out unless it is asked for their kind; nil for kinds that it writes.
        public var undiscovered: String?
        /// How a manifest chooses other objects of the workspace by their labels; nil for most kinds.
        public var selector: LabelSelector?

        public init(
            lookup: LookupRules = LookupRules(), builtIn: Attributes = [:], defaults: Attributes = [:],
            undiscovered: String? = nil, selector: LabelSelector? = nil
        ) {
            self.undiscovered = undiscovered
            self.selector = selector
            self.lookup = lookup
            self.builtIn = builtIn
            self.defaults = defaults
        }
    }

    /// What objects of a kind are checked for.
    public struct Checks: Sendable {
        /// Says why a change, from some fields to others or to nothing, may break those who call what the object serves;
        /// empty when it does not. Pure.
        public typealias Breaking = @Sendable (_ old: Attributes, _ new: Attributes?) -> [String]

        /// What is checked before one is made or changed.
        public var preflight: [Preflight]
        /// What `nacre lint` holds manifests of such objects against.
        public var lint: [LintRule]
        /// Nil for kinds that nobody calls.
        public var breaking: Breaking?
        /// How many of them there may be.
        public var limits: [Limit]

        public init(
            preflight: [Preflight] = [], lint: [LintRule] = [], breaking: Breaking? = nil, limits: [Limit] = []
        ) {
            self.preflight = preflight
            self.lint = lint
            self.breaking = breaking
            self.limits = limits
        }
    }

    /// What objects of a kind serve to callers, and the document that may describe it.
    public struct Serving: Sendable {
        /// For kinds that serve a deployed state of the objects beside them.
        public var deployment: Deployment?
        /// A field that names a document in another language, which describes objects inside.
        public var definition: Definition?
        /// For kinds at whose objects requests of others wait for a decision.
        public var review: Review?

        public init(deployment: Deployment? = nil, definition: Definition? = nil, review: Review? = nil) {
            self.deployment = deployment
            self.definition = definition
            self.review = review
        }
    }
}

extension Kind.Life {
    /// That of objects which no API manages.
    /// - Parameters:
    ///   - reason: why not.
    ///   - advice: where they are managed instead.
    public static func external(because reason: String, advice: String) -> Kind.Life {
        let none = Kind.Procedure(seconds: 0, timeout: 0, ability: .refused(reason: reason, advice: advice))
        var life = Kind.Life(creation: none, update: none, deletion: none, disruption: .none)
        life.isExternal = true
        return life
    }
}
