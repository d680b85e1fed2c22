import Model

/// What of an account to write manifests for.
public struct DiscoveryChoice: Hashable, Sendable {
    /// Names of kinds; empty means all.
    public var kinds: Set<String>
    /// What the objects' names in the cloud may be, `*` standing for any run of characters; empty means anything.
    public var names: [String]
    /// Whether what came with its parent, such as the default groups of a VPC, is written as well.
    public var includesBuiltIn: Bool
    /// Whether objects are written inside others where that can be; else each has a document of its own.
    public var nests: Bool
    /// What the user calls this, for what is to be done again.
    var verb = "discover"

    /// Whether objects of the kind are written: those that are named, else all that can be.
    public func includes(_ kind: Kind) -> Bool {
        kinds.isEmpty ? kind.choosing.undiscovered == nil : kinds.contains(kind.name)
    }

    public init(
        kinds: Set<String> = [], names: [String] = [], includesBuiltIn: Bool = false, nests: Bool = true
    ) {
        self.kinds = kinds
        self.names = names
        self.includesBuiltIn = includesBuiltIn
        self.nests = nests
    }
}

/// Turns what an account holds into documents, references put back and everything left out that goes without saying.
///
/// A pure function, as the planner is, and its counterpart: planning what it wrote finds nothing to do.
public struct Discovery {
    /// The code of notes about objects that are left out.
    public static let notDiscovered = "not-discovered"

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
        /// How many were passed over since they came with their parents.
        public var builtIn = 0
    }

    /// An object that is written.
    struct Found {
        var object: LiveObject
        var kind: Kind
        /// As the cloud has them, references still ids.
        var fields: Attributes
        /// What state has of it, of objects that are managed.
        var record: RecordedResource?
    }

    let catalog: KindCatalog
    let live: LiveSnapshot
    let choice: DiscoveryChoice
    let memberships: Memberships
    /// What other objects brought along when they were made, and goes with them.
    private let broughtAlong: Set<FieldType.Target>
    var owned: OwnedObjects
    var result = Result()

    init(_ choice: DiscoveryChoice, in live: LiveSnapshot, owned: OwnedObjects, catalog: KindCatalog) {
        self.choice = choice
        self.live = live
        self.owned = owned
        self.catalog = catalog
        memberships = Memberships(live, catalog)
        broughtAlong = live.broughtAlong(catalog)
    }

    /// Writes documents for what `choice` names and neither state nor manifests know.
    public static func find(
        _ choice: DiscoveryChoice, in live: LiveSnapshot, desired: Desired, recorded: Recorded, catalog: KindCatalog
    ) -> Result {
        var discovery = Discovery(
            choice, in: live,
            owned: OwnedObjects(desired: desired, recorded: recorded, live: live, catalog: catalog), catalog: catalog)
        discovery.findAll()
        return discovery.result
    }

    private mutating func findAll() {
        var found: [Found] = []
        for kind in catalog.kinds where kind.isManageable && choice.includes(kind) {
            for object in newObjects(of: kind) {
                if let fields = fields(of: object, kind) {
                    found.append(Found(object: object, kind: kind, fields: fields))
                }
            }
        }
        noteMembers()
        write(found)
        noteWhatIsLeftOut()
    }

    /// Says of which kinds nothing was looked for, where there can be something: their parents are there.
    private mutating func noteWhatIsLeftOut() {
        for kind in catalog.kinds where kind.isManageable && !choice.includes(kind) && choice.kinds.isEmpty {
            guard let reason = kind.choosing.undiscovered,
                kind.place.listedUnder.map({ !live.all($0).isEmpty }) ?? true
            else { continue }
            result.notes.append(
                Diagnostic(
                    .note, code: Self.notDiscovered,
                    "\(kind.name) objects, if there are any, are not discovered unless asked for: \(reason)",
                    help: kind.needsFileContent
                        ? "write a manifest by hand for each one that nacre is to manage"
                        : "to write those that there are: nacre discover --kind \(kind.name)"))
        }
    }

    /// Says whose members are left to them.
    private mutating func noteMembers() {
        for kind in catalog.kinds {
            guard let members = kind.life.members, choice.kinds.isEmpty || choice.kinds.contains(members.kind) else {
                continue
            }
            for maker in live.all(kind.name) {
                let count = members.ids(in: maker.attributes).filter { live.object(members.kind, id: $0) != nil }.count
                guard count > 0 else { continue }
                result.notes.append(
                    Diagnostic(
                        .note, code: "left-to-maker",
                        "\(maker.fullTitle) has made \(Counted.of(count, members.kind)) and ends them by itself: not written"
                    ))
            }
        }
    }

    /// Puts documents for the objects into the result.
    mutating func write(_ found: [Found]) {
        // What is written inside another object is named after that.
        let levels = Dictionary(grouping: found) { catalog.depth(of: $0.kind.name) }
        let ordered = levels.sorted { $0.key < $1.key }.flatMap(\.value)
        let addresses = ordered.map { name($0) }
        let references = ReferenceFinder(live: live, owned: owned, catalog: catalog)
        let drafts = zip(ordered, addresses).map { references.draft($0, at: $1) }
        let sorted = DraftCycles.broken(drafts.sorted { $0.address < $1.address })
        result.drafts = choice.nests ? DraftNesting.folded(sorted, catalog: catalog) : sorted
        result.unseen = unseen(found.map { ($0.object, $0.kind) })
    }

    // MARK: Which objects

    private mutating func newObjects(of kind: Kind) -> [LiveObject] {
        var objects: [LiveObject] = []
        for object in live.all(kind.name) where isNamed(object) {
            if owned.has(kind.name, object.id) {
                result.managed += 1
            } else if memberships.maker(of: object) != nil {
                continue
            } else if isBroughtAlong(object, kind), !choice.includesBuiltIn {
                result.builtIn += 1
            } else if kind.isBuiltIn(object), !kind.isCompanion(object), !holdsSomething(object, kind) {
                // Part of another object, or there for everybody: nobody's to manage.
                continue
            } else if isAtRest(object, kind) {
                objects.append(object)
            }
        }
        return objects.sorted { NaturalOrder.precedes($0.id, $1.id) }
    }

    /// Whether the object came with another one, as the default group of a VPC and the address of a load balancer.
    private func isBroughtAlong(_ object: LiveObject, _ kind: Kind) -> Bool {
        kind.isCompanion(object) || broughtAlong.contains(FieldType.Target(kind: kind.name, id: object.id))
    }

    /// Whether an object that comes with another, as the path `/` with an API, was put to use: something lies in it, or
    /// it has settings.
    func holdsSomething(_ object: LiveObject, _ kind: Kind) -> Bool {
        guard catalog.nest(holding: kind.name) != nil else { return false }
        let holds = kind.place.nests.contains { nest in
            live.all(nest.kind).contains { $0.attributes[nest.through]?.text == object.id }
        }
        let chosen = chooser(object, kind).fields().attributes
        return holds || chosen.keys.contains { kind.field($0)?.presence == .optional }
    }

    private func isNamed(_ object: LiveObject) -> Bool {
        choice.names.isEmpty || choice.names.contains { Wildcard.matches($0, object.name ?? "") }
    }

    /// What another object makes and ends by itself is not written, and noted.
    mutating func isNobodyElses(_ object: LiveObject) -> Bool {
        guard let maker = memberships.maker(of: object) else { return true }
        note(object, "is made by \(maker.fullTitle), which ends it by itself", help: "\(choice.verb) that instead")
        return false
    }

    /// What is on its way in or out is left for another time: half of it may not be there yet.
    mutating func isAtRest(_ object: LiveObject, _ kind: Kind) -> Bool {
        if kind.status?.isLeaving(object.status) ?? false {
            note(object, "is being deleted", help: nil)
            return false
        }
        switch kind.phase(of: object.status) {
        case .ready, .failed, .unknown: return true
        case .gone: return false
        case .pending:
            note(object, "is being changed (status \(object.status ?? ""))", help: "\(choice.verb) again later")
            return false
        }
    }

    // MARK: What to say of them

    /// The fields worth writing; nil, and noted, when the rest does not make a manifest.
    mutating func fields(of object: LiveObject, _ kind: Kind) -> Attributes? {
        let fields = chooser(object, kind).fields()
        guard let problem = fields.problem else {
            for (field, reason) in fields.leftOut {
                note(
                    object, "is written without \(field), which \(reason)",
                    help: "the value in the cloud is not changed", isWritten: true)
            }
            for (field, maker) in fields.shared {
                note(
                    object, "is written without what \(maker.fullTitle) keeps in \(field) by itself", help: nil,
                    isWritten: true)
            }
            return fields.attributes
        }
        note(
            object, "cannot be written as a manifest: \(problem)",
            help: "write its manifest by hand, with import: {id: \"\(object.id)\"}, or leave it unmanaged")
        return nil
    }

    private func chooser(_ object: LiveObject, _ kind: Kind) -> FieldChooser {
        FieldChooser(kind: kind, object: object, live: live, catalog: catalog, memberships: memberships)
    }

    private mutating func name(_ found: Found) -> Address {
        let address = Address(kind: found.kind.name, name: found.record?.address.name ?? freeName(found))
        owned.note(address, id: found.object.id)
        if found.record == nil, let own = found.object.name, Address.isValid(name: own), own != address.name,
            nestedName(found) != address.name
        {
            note(
                found.object, "is written as \(address.name), because the name \(own) is in use", help: nil,
                isWritten: true)
        }
        return address
    }

    private func freeName(_ found: Found) -> String {
        func isFree(_ name: String) -> Bool { !owned.isTaken(Address(kind: found.kind.name, name: name)) }
        if let name = nestedName(found), isFree(name) { return name }
        return DraftName.of(found.object, found.kind, isFree: isFree)
    }

    /// What the object is called when it is written inside another.
    private func nestedName(_ found: Found) -> String? {
        guard let (outer, nest) = catalog.nest(holding: found.kind.name),
            let id = found.object.attributes[nest.through]?.text, let address = owned.address(outer.name, id: id),
            let key = found.object.attributes[nest.key]?.text
        else { return nil }
        let name = Kind.Nest.name(address.name, key)
        return Address.isValid(name: name) ? name : nil
    }

    mutating func note(
        _ object: LiveObject, _ message: String, help: String?, isWritten: Bool = false
    ) {
        let title = "\(object.kind) \(object.name.map { "\($0) (id \(object.id))" } ?? object.id)"
        result.notes.append(
            Diagnostic(
                isWritten ? .note : .warning, code: isWritten ? "discovered-in-part" : Self.notDiscovered,
                "\(title) \(message)", help: help))
    }

    /// Fields that no answer carries. An empty one is carried: it was looked at and found empty.
    private func unseen(_ found: [(object: LiveObject, kind: Kind)]) -> [String: [String]] {
        var fields: [String: [String]] = [:]
        for (name, group) in Dictionary(grouping: found, by: \.kind.name) {
            guard let kind = group.first?.kind else { continue }
            let names = kind.fields.filter { field in
                field.isComparable && field.change != .stateOnly
                    && !group.contains { $0.object.attributes[field.name] != nil }
            }.map(\.name)
            if !names.isEmpty { fields[name] = names }
        }
        return fields
    }
}

extension Kind {
    /// Whether a manifest needs the content of a file, which discovery cannot give it.
    fileprivate var needsFileContent: Bool {
        choices.contains { $0.rule == .exactlyOne && !Set($0.fields).isDisjoint(with: contentFields) }
    }
}
