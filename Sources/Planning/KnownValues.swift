import Model

/// What references come to, as far as it is known: before anything is done to the planner, step by step to the executor.
public struct KnownValues: Sendable {
    public private(set) var live: LiveSnapshot
    let recorded: Recorded
    let catalog: KindCatalog
    private(set) var wanted: [Address: DesiredResource]
    /// Where fields are said by those of others, what these say.
    private let expanded: [Address: Attributes]
    private(set) var ids: [Address: String] = [:]
    /// Objects whose id is not known yet: to be made, or made anew.
    private(set) var knownAfterApply: Set<Address> = []
    /// Whether an object that is still to be made is taken to have its name for an id, where its kind has that.
    var foreseesNames = false
    /// Objects that are or were to be made in this run: their lookups choose afresh.
    private(set) var renewed: Set<Address> = []

    public init(_ desired: Desired, recorded: Recorded, live: LiveSnapshot, catalog: KindCatalog) {
        self.live = live
        self.recorded = recorded
        self.catalog = catalog
        wanted = Dictionary(desired.resources.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        expanded = Self.expanded(wanted)
    }

    /// The object at `address` is there, with this id.
    public mutating func exists(_ address: Address, id: String) {
        ids[address] = id
        knownAfterApply.remove(address)
    }

    /// The object at `address` will get an id that nobody knows yet.
    public mutating func willBeMade(_ address: Address) {
        knownAfterApply.insert(address)
        renewed.insert(address)
    }

    /// The object gets the name that is planned for it, not the one that its manifest goes by.
    public mutating func isCalled(_ planned: DesiredResource) {
        wanted[planned.address]?.attributes["name"] = planned.attributes["name"]
    }

    /// Takes in what was read of the cloud since.
    public mutating func observe(_ kind: String, _ list: [LiveObject]) { live.observe(kind, list) }
    public mutating func observe(_ object: LiveObject) { live.observe(object) }

    /// The fields with every reference put in that is known. Lookups of an object that exists, `owner`, keep to what
    /// they found for it.
    public func resolve(_ attributes: Attributes, of owner: Address? = nil) -> Attributes {
        Attributes(
            uniqueKeysWithValues: attributes.map { field, value in
                let use = owner.map { Use(owner: $0, field: field) }
                return (field, value.resolving { self.value(of: $0, for: use, within: []) })
            })
    }

    func resolve(_ value: Value, for use: Use? = nil) -> Value {
        value.resolving { self.value(of: $0, for: use, within: []) }
    }

    /// The criteria of a lookup with every reference put in that is known.
    func resolve(_ criteria: Attributes, within chain: Set<Reference>) -> Attributes {
        criteria.mapValues { $0.resolving { value(of: $0, for: nil, within: chain) } }
    }

    /// How many lookups may stand behind each other, each by what the next one finds.
    private static let longestChain = 100

    /// What `reference` stands for; nil while that is open.
    ///
    /// - Parameter chain: the references on the way here; one that comes round to itself stays open.
    private func value(of reference: Reference, for use: Use?, within chain: Set<Reference>) -> Value? {
        guard !chain.contains(reference), chain.count < Self.longestChain else { return nil }
        let chain = chain.union([reference])
        switch reference.target {
        case .managed(let address): return managedValue(address, reference.attribute, within: chain)
        case .lookup:
            switch match(reference, for: use, within: chain) {
            case .one(let object):
                return reference.attribute.map { object.attributes[$0] ?? .null } ?? .string(object.id)
            case .withdrawn(let id): return .string(id)
            case .open, .none, .several: return nil
            }
        }
    }

    private func managedValue(_ address: Address, _ attribute: String?, within chain: Set<Reference>) -> Value? {
        guard let attribute, attribute != "id" else {
            return knownAfterApply.contains(address) ? nameAsID(address) : ids[address].map(Value.string)
        }
        if let given = expanded[address]?[attribute] ?? wanted[address]?.attributes[attribute] {
            if given.references.isEmpty { return given }
            let use = Use(owner: address, field: attribute)
            return given.resolving { value(of: $0, for: use, within: chain) }.known
        }
        guard !knownAfterApply.contains(address), let id = ids[address] else { return nil }
        return live.object(address.kind, id: id)?.attributes[attribute] ?? recorded[address]?.lastSeen[attribute]
    }
}

extension KnownValues {
    /// The id that an object will have that is still to be made, where its kind has the name for one. Those who refer to
    /// it do not change with it.
    private func nameAsID(_ address: Address) -> Value? {
        guard foreseesNames, catalog[address.kind]?.identity.isName ?? false,
            let name = wanted[address]?.attributes["name"]?.text
        else { return nil }
        return .string(name)
    }
}

extension Value {
    /// The value when nothing in it is open.
    fileprivate var known: Value? { references.isEmpty ? self : nil }
}
