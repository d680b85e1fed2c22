import OrderedCollections

/// One object as the cloud lists it, in manifest vocabulary.
public struct LiveObject: Hashable, Sendable {
    public var kind: String
    /// The cloud's id, unique within the kind.
    public var id: String
    /// Every field that can be read, references as ids.
    public var attributes: Attributes
    /// The status code, nil for kinds that show none.
    public var status: String?
    /// When it was made, as the cloud spells it.
    public var created: String?

    public init(
        kind: String, id: String, attributes: Attributes, status: String? = nil, created: String? = nil
    ) {
        self.kind = kind
        self.id = id
        self.attributes = attributes
        self.status = status
        self.created = created
    }

    public var name: String? { attributes["name"]?.text }

    /// The fields that it shows, and those it was applied with that no answer shows.
    /// - Parameter treatment: what a manifest says by now of how it is treated; it counts before what was applied.
    public func known(_ applied: Attributes, treatedAs treatment: Attributes = [:]) -> Attributes {
        attributes.merging(applied) { shown, _ in shown }.merging(treatment) { _, wanted in wanted }
    }

    /// Changes when any field or the status does.
    public var digest: Digest {
        var fields = attributes
        fields["$status"] = status.map(Value.string) ?? .null
        return Digest(of: fields)
    }
}

/// What the cloud holds of the kinds that were read, at one time.
public struct LiveSnapshot: Sendable {
    public private(set) var observedKinds: Set<String>
    private var objects: [String: OrderedDictionary<String, LiveObject>]
    /// Kinds of which nothing could be read.
    private(set) var hiddenKinds: [String: Hidden] = [:]
    /// Objects that neither their list shows nor their own question, by kind and id.
    private(set) var hiddenObjects: [String: [String: Hidden]] = [:]

    public init() {
        observedKinds = []
        objects = [:]
    }

    /// Takes in the whole list of `kind`; what an earlier list of it held is dropped.
    public mutating func observe(_ kind: String, _ list: [LiveObject]) {
        observedKinds.insert(kind)
        hiddenKinds[kind] = nil
        objects[kind] = OrderedDictionary(list.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
    }

    /// Takes in one object, read on its own.
    public mutating func observe(_ object: LiveObject) {
        objects[object.kind, default: [:]][object.id] = object
        hiddenObjects[object.kind]?[object.id] = nil
    }

    /// Takes in that the objects of `kind` are hidden from the account.
    public mutating func hide(_ kind: String, because why: Hidden) { hiddenKinds[kind] = why }

    /// Takes in that one object is hidden.
    public mutating func hide(_ kind: String, id: String, because why: Hidden) {
        hiddenObjects[kind, default: [:]][id] = why
    }

    public func object(_ kind: String, id: String) -> LiveObject? { objects[kind]?[id] }

    /// The objects of `kind` in the order they were listed.
    public func all(_ kind: String) -> [LiveObject] { objects[kind].map { Array($0.values) } ?? [] }

    /// How many objects are held in all.
    public var count: Int { objects.values.reduce(0) { $0 + $1.count } }
}
