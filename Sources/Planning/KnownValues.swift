import Model

/// What references come to, as far as it is known: before anything is done to the planner, step by step to the executor.
public struct KnownValues: Sendable {
    public private(set) var live: LiveSnapshot
    let recorded: Recorded
    private let wanted: [Address: DesiredResource]
    private var ids: [Address: String] = [:]
    /// Objects whose id is not known yet: to be made, or made anew.
    private(set) var unborn: Set<Address> = []

    public init(_ desired: Desired, recorded: Recorded, live: LiveSnapshot) {
        self.live = live
        self.recorded = recorded
        wanted = Dictionary(desired.resources.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The object at `address` is there, with this id.
    public mutating func exists(_ address: Address, id: String) {
        ids[address] = id
        unborn.remove(address)
    }

    /// The object at `address` will get an id that nobody knows yet.
    public mutating func willBeMade(_ address: Address) { unborn.insert(address) }

    /// Takes in what was read of the cloud since.
    public mutating func observe(_ kind: String, _ list: [LiveObject]) { live.observe(kind, list) }
    public mutating func observe(_ object: LiveObject) { live.observe(object) }

    /// The fields with every reference put in that is known.
    public func resolve(_ attributes: Attributes) -> Attributes {
        attributes.mapValues { $0.resolving(value(of:)) }
    }

    func resolve(_ value: Value) -> Value { value.resolving(self.value(of:)) }

    /// What `reference` stands for; nil while that is open.
    public func value(of reference: Reference) -> Value? { value(of: reference, within: []) }

    /// - Parameter chain: the references on the way here; one that comes round to itself stays open.
    private func value(of reference: Reference, within chain: Set<Reference>) -> Value? {
        switch reference.target {
        case .managed(let address): managedValue(address, reference.attribute, within: chain.union([reference]))
        case .lookup:
            switch match(reference) {
            case .one(let object): reference.attribute.map { object.attributes[$0] ?? .null } ?? .string(object.id)
            case .open, .none, .several: nil
            }
        }
    }

    private func managedValue(_ address: Address, _ attribute: String?, within chain: Set<Reference>) -> Value? {
        guard let attribute, attribute != "id" else {
            return unborn.contains(address) ? nil : ids[address].map(Value.string)
        }
        if let given = wanted[address]?.attributes[attribute] {
            if given.references.isEmpty { return given }
            return given.resolving { chain.contains($0) ? nil : value(of: $0, within: chain) }.known
        }
        guard !unborn.contains(address), let id = ids[address] else { return nil }
        return live.object(address.kind, id: id)?.attributes[attribute] ?? recorded[address]?.outputs[attribute]
    }

    /// What a lookup finds.
    enum Match {
        case one(LiveObject)
        /// Its criteria hold something not known yet, or its kind was not read.
        case open
        case none
        case several([LiveObject])
    }

    func match(_ reference: Reference) -> Match {
        guard case .lookup(let kind, let criteria) = reference.target, live.observedKinds.contains(kind) else {
            return .open
        }
        let resolved = resolve(criteria)
        guard resolved.values.allSatisfy({ $0.references.isEmpty }) else { return .open }
        let matches = live.all(kind).filter { object in
            resolved.allSatisfy { name, value in
                name == "id"
                    ? value.spelling == object.id
                    : ValueComparison.areEqual(value, object.attributes[name], as: .string)
            }
        }
        switch matches.count {
        case 0: return .none
        case 1: return .one(matches[0])
        default: return .several(matches)
        }
    }
}

extension Value {
    /// The value when nothing in it is open.
    fileprivate var known: Value? { references.isEmpty ? self : nil }
}
