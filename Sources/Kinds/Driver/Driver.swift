import Model
import NcloudClient

/// A kind together with what it takes to act on it: everything nacre knows about, say, subnets, in one value.
public struct Driver: Sendable {
    public let kind: Kind
    public let operations: any Operations
    /// How its objects get a new secret; nil for most.
    public let rotation: Rotation?
    /// What to do for a new secret where ``rotation`` is nil, for a help line; nil where the fields say it, or there is no secret.
    public let secretRenewal: String?
    /// How what its objects have cached is thrown away; nil for most.
    public let purging: Purging?
    /// How manifests of a successor of its objects are written; nil for most.
    public let migration: Migration?
    /// How it is known that an object serves its users; nil for kinds that serve as soon as they are ready.
    public let health: Health?
    /// How what no API manages is checked; nil for objects of the account.
    public let probe: Probe?
    /// What tells whether the account may look such objects up; nil for kinds that are managed.
    public let trial: Trial?

    /// - Parameter kind: the kind; calls that it does not name are those that `operations` name.
    public init(
        _ kind: Kind, operations: any Operations, rotation: Rotation? = nil, secretRenewal: String? = nil,
        health: Health? = nil, purging: Purging? = nil, migration: Migration? = nil, trial: Trial? = nil
    ) {
        self.kind = operations.calls.map(kind.naming) ?? kind
        self.operations = operations
        self.rotation = rotation
        self.secretRenewal = secretRenewal
        self.purging = purging
        self.migration = migration
        self.health = health
        self.trial = trial
        probe = nil
    }

    /// A kind of things that no API manages.
    public init(external kind: Kind, probe: @escaping Probe) {
        self.kind = kind
        operations = NoOperations(kind: kind)
        rotation = nil
        secretRenewal = nil
        purging = nil
        migration = nil
        health = nil
        trial = nil
        self.probe = probe
    }
}

/// What can be done to the objects of a kind, in terms of the cloud's calls.
///
/// These are the only places that know the vendor's names. They are straight lines of calls and waits: retries,
/// back-off, intents and polling happen beneath them, in the ``CallSession``.
public protocol Operations: Sendable {
    /// The names of the calls; nil where the kind gives them itself.
    var calls: CallNames? { get }

    /// Every object of the kind that the account holds, with as few calls as the API allows.
    ///
    /// What costs a call for each object (rules of a group) is read for those that `scope` wants, and left out of the
    /// attributes of the others.
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject]

    /// Asks for one object by its id, past the list.
    /// - Parameter attributes: what was last known of it, for calls that want its parent too.
    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail

    /// Makes the object and waits until it is usable.
    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure)

    /// Brings an object that exists to what is desired. Every call is decided by what differs, so that it can be run
    /// again after it was cut off anywhere.
    func update(_ object: ManagedObject) async throws(StepFailure)

    /// Deletes the object and waits until it is gone.
    func delete(_ object: ManagedObject) async throws(StepFailure)
}

extension Operations {
    public var calls: CallNames? { nil }
}

/// Which objects of a kind a list is read for.
public struct ReadScope: Sendable {
    /// The ids known from state.
    public var ids: Set<String>
    /// The names that manifests give.
    public var names: Set<String>
    /// Whether every object counts, as for discovery.
    public var everything: Bool
    /// The ids of the parents that may hold objects of interest, by the kind of the parent. A kind that is not named
    /// means all its objects.
    public var parents: [String: Set<String>]
    /// Whether only the ids and statuses are asked for, as by those who wait for objects to be gone: attributes that
    /// cost further calls may be left out.
    public var statusOnly = false
    /// The fields that somebody asks about; nil means all. What costs calls of its own is read only then.
    public var fields: Set<String>?
    /// How many objects of one parent tell enough; nil for all. For those who count, and need not know how many millions.
    public var limit: Int?
    /// What state last saw of the objects, by id, while the account is observed; nil when one object is looked at.
    public var lastSeen: [String: Attributes]?

    public init(
        ids: Set<String> = [], names: Set<String> = [], everything: Bool = false,
        parents: [String: Set<String>] = [:], fields: Set<String>? = nil, lastSeen: [String: Attributes]? = nil
    ) {
        self.ids = ids
        self.names = names
        self.everything = everything
        self.parents = parents
        self.fields = fields
        self.lastSeen = lastSeen
    }

    /// Whether somebody asks about one of `fields`.
    public func asks(for fields: String...) -> Bool { asks(for: fields) }

    /// The same; no fields stand for any.
    func asks(for fields: [String]) -> Bool {
        guard !statusOnly else { return false }
        guard let asked = self.fields, !everything, !fields.isEmpty else { return true }
        return fields.contains(where: asked.contains)
    }

    public func wants(id: String, name: String?) -> Bool {
        everything || ids.contains(id) || name.map(names.contains) ?? false
    }
}
