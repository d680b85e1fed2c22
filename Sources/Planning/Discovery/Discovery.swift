import Model

/// What of an account to write manifests for.
public struct DiscoveryChoice: Hashable, Sendable {
    /// Names of kinds; empty means all.
    public var kinds: Set<String>
    /// What the objects' names in the cloud may be, `*` standing for any run of characters; empty means anything.
    public var names: [String]
    /// Whether what the cloud made by itself is written as well.
    public var includesBuiltIn: Bool

    public init(kinds: Set<String> = [], names: [String] = [], includesBuiltIn: Bool = false) {
        self.kinds = kinds
        self.names = names
        self.includesBuiltIn = includesBuiltIn
    }
}

/// Turns what an account holds into documents, references put back and everything left out that goes without saying.
///
/// A pure function, as the planner is, and its counterpart: planning what it wrote finds nothing to do.
public struct Discovery {
    /// What was found.
    public struct Result: Sendable {
        /// Sorted by address; each adopts its object by id.
        public var drafts: [ManifestDraft] = []
        /// What was left out and why, and what had to be called otherwise.
        public var notes: [Diagnostic] = []
        /// Fields that the cloud shows of none of the written objects, by kind.
        public var unseen: [String: [String]] = [:]
        /// How many of the objects asked for are managed already.
        public var managed = 0
        /// How many were passed over since the cloud made them by itself.
        public var builtIn = 0
    }

    let catalog: KindCatalog
    let live: LiveSnapshot
    let choice: DiscoveryChoice
    private(set) var owned: OwnedObjects
    private(set) var result = Result()

    /// Writes documents for what `choice` names and neither state nor manifests know.
    public static func find(
        _ choice: DiscoveryChoice, in live: LiveSnapshot, desired: Desired, recorded: Recorded, catalog: KindCatalog
    ) -> Result {
        var discovery = Discovery(
            catalog: catalog, live: live, choice: choice,
            owned: OwnedObjects(desired: desired, recorded: recorded, live: live, catalog: catalog))
        discovery.findAll()
        return discovery.result
    }

    private mutating func findAll() {
        var found: [(object: LiveObject, kind: Kind, fields: Attributes)] = []
        for kind in catalog.kinds where kind.isWritable && (choice.kinds.isEmpty || choice.kinds.contains(kind.name)) {
            for object in newObjects(of: kind) {
                if let fields = fields(of: object, kind) { found.append((object, kind, fields)) }
            }
        }
        let addresses = found.map { name($0.object, $0.kind) }
        let references = ReferenceFinder(live: live, owned: owned, catalog: catalog)
        let drafts = zip(found, addresses).map { entry, address in
            references.draft(entry.object, entry.kind, entry.fields, at: address)
        }
        result.drafts = DraftCycles.broken(drafts.sorted { $0.address < $1.address })
        result.unseen = unseen(found.map { ($0.object, $0.kind) })
    }

    // MARK: Which objects

    private mutating func newObjects(of kind: Kind) -> [LiveObject] {
        var objects: [LiveObject] = []
        for object in live.all(kind.name) where isNamed(object) {
            if owned.has(kind.name, object.id) {
                result.managed += 1
            } else if kind.isBuiltIn(object), !choice.includesBuiltIn {
                result.builtIn += 1
            } else if isAtRest(object, kind) {
                objects.append(object)
            }
        }
        return objects.sorted { NaturalOrder.precedes($0.id, $1.id) }
    }

    private func isNamed(_ object: LiveObject) -> Bool {
        choice.names.isEmpty || choice.names.contains { Selection.matches($0[...], (object.name ?? "")[...]) }
    }

    /// What is on its way in or out is left for another time: half of it may not be there yet.
    private mutating func isAtRest(_ object: LiveObject, _ kind: Kind) -> Bool {
        if kind.status?.isLeaving(object.status) ?? false {
            note(object, "is being deleted", help: nil)
            return false
        }
        switch kind.phase(of: object.status) {
        case .ready, .failed, .unknown: return true
        case .gone: return false
        case .pending:
            note(object, "is being changed, its status is \(object.status ?? "")", help: "discover again later")
            return false
        }
    }

    // MARK: What to say of them

    /// The fields worth writing; nil, and noted, when the rest does not make a manifest.
    private mutating func fields(of object: LiveObject, _ kind: Kind) -> Attributes? {
        let chooser = FieldChooser(kind: kind, object: object, live: live, catalog: catalog)
        let fields = chooser.fields()
        guard let problem = fields.problem else {
            for (field, reason) in fields.leftOut {
                note(
                    object, "is written without \(field), which \(reason)",
                    help: "what the cloud has there is left as it is", isWritten: true)
            }
            return fields.attributes
        }
        note(
            object, "cannot be written: \(problem)",
            help: "describe it by hand, with import: {id: \"\(object.id)\"}, or leave it unmanaged")
        return nil
    }

    private mutating func name(_ object: LiveObject, _ kind: Kind) -> Address {
        let name = DraftName.of(object, kind) { !owned.isTaken(Address(kind: kind.name, name: $0)) }
        let address = Address(kind: kind.name, name: name)
        owned.note(address, id: object.id)
        if let own = object.name, own != name, Address.isValid(name: own) {
            note(object, "is written as \(name): the name \(own) is taken", help: nil, isWritten: true)
        }
        return address
    }

    private mutating func note(
        _ object: LiveObject, _ message: String, help: String?, isWritten: Bool = false
    ) {
        let title = "\(object.kind) \(object.name.map { "\($0) (id \(object.id))" } ?? object.id)"
        result.notes.append(
            Diagnostic(
                isWritten ? .note : .warning, code: isWritten ? "discovered-in-part" : "not-discovered",
                "\(title) \(message)", help: help))
    }

    /// Fields that no answer carries. An empty one is carried: it was looked at and found empty.
    private func unseen(_ found: [(object: LiveObject, kind: Kind)]) -> [String: [String]] {
        var fields: [String: [String]] = [:]
        for (name, group) in Dictionary(grouping: found, by: \.kind.name) {
            guard let kind = group.first?.kind else { continue }
            let names = kind.fields.filter { field in
                field.isComparable && !group.contains { $0.object.attributes[field.name] != nil }
            }.map(\.name)
            if !names.isEmpty { fields[name] = names }
        }
        return fields
    }
}
