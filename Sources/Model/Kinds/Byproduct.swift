/// Objects of another kind that the creation of one makes besides, and that may outlive it: the address of a server.
///
/// What is shown when the creation ends is nacre's own doing and recorded with the object, unless its manifest named it.
public struct Byproduct: Hashable, Sendable {
    /// The kind of what is made besides.
    public var kind: String
    /// The object's field that shows the id, or a list of them.
    public var field: String
    /// A field that says, being true or given, that the creation made one: for objects made before ids were recorded.
    public var impliedBy: String?
    /// A field whose change in place makes more of them: a further subnet of a load balancer comes with an address.
    public var growsWith: String?
    /// The calls that take it along with a deletion; none where the deletion itself does.
    public var calls: [String]
    /// Whether it is a part of the object and ends with it, whoever made the object.
    public var isPart: Bool

    public init(
        _ kind: String, shownBy field: String, impliedBy: String? = nil, growsWith: String? = nil, calls: [String] = [],
        isPart: Bool = false
    ) {
        self.kind = kind
        self.field = field
        self.impliedBy = impliedBy
        self.growsWith = growsWith
        self.calls = calls
        self.isPart = isPart
    }

    /// The ids that an object with these fields shows.
    public func ids(in attributes: Attributes) -> [String] {
        guard let value = attributes[field], !value.isAbsent else { return [] }
        if case .list(let elements) = value { return elements.compactMap(\.spelling) }
        return value.spelling.map { [$0] } ?? []
    }
}

extension Step {
    /// What becomes of an object that the creation of a deleted one made besides.
    public struct Remainder: Hashable, Sendable {
        public enum Fate: Hashable, Sendable {
            /// It is deleted along.
            case deleted
            /// It stays in the cloud; the text says why.
            case left(String)
            /// The object itself has made it, and ends it with itself: ``Kind/Life/members``, or a part of it.
            case ended
        }

        public var kind: String
        public var id: String
        public var fate: Fate

        public init(kind: String, id: String, fate: Fate) {
            self.kind = kind
            self.id = id
            self.fate = fate
        }
    }
}

extension Kind {
    /// What an object makes besides, takes along when it is deleted, and alone tells of: no manifest refers to it, and it
    /// is in use for as long as the object is there.
    public var broughtAlong: [Byproduct] {
        life.byproducts.filter { $0.calls.isEmpty && field($0.field)?.isWritable != true }
    }

    /// What the creation of an object made besides, as its row keeps it: ids by kind. What its manifest named was there
    /// before.
    public func made(besides seen: LiveObject, wanted: Attributes) -> Value? {
        let named = fields.reduce(into: Set<FieldType.Target>()) { named, field in
            if let value = wanted[field.name] { named.formUnion(field.type.targets(of: value)) }
        }
        var made: Attributes = [:]
        for byproduct in life.byproducts where wanted[byproduct.field]?.isAbsent ?? true {
            let ids = byproduct.ids(in: seen.attributes)
                .filter { !named.contains(FieldType.Target(kind: byproduct.kind, id: $0)) }
            if !ids.isEmpty { made[byproduct.kind] = .list(ids.map(Value.string)) }
        }
        return life.byproducts.isEmpty ? nil : .map(made)
    }

    /// What was made besides an object, after a change of these fields in place: what it shows more than before the change is
    /// added where the change makes such objects. Nil where nothing was recorded before.
    public func made(
        _ recorded: Value?, besides seen: LiveObject, changed: Set<String>, from before: Attributes, wanted: Attributes
    ) -> Value? {
        guard case .map(var made)? = recorded else { return recorded }
        guard case .map(let shown)? = self.made(besides: seen, wanted: wanted) else { return recorded }
        for byproduct in life.byproducts where byproduct.growsWith.map(changed.contains) ?? false {
            let earlier = byproduct.ids(in: before)
            let new = (shown[byproduct.kind]?.elements.compactMap(\.text) ?? []).filter { !earlier.contains($0) }
            let known = made[byproduct.kind]?.elements.compactMap(\.text) ?? []
            let all = known + new.filter { !known.contains($0) }
            if !all.isEmpty { made[byproduct.kind] = .list(all.map(Value.string)) }
        }
        return .map(made)
    }
}

extension KindCatalog {
    /// The kinds whose objects bring objects of this kind along.
    public func bringers(of kind: String) -> [Kind] {
        kinds.filter { $0.broughtAlong.contains { $0.kind == kind } }
    }
}

extension LiveSnapshot {
    /// The objects that others brought along, as far as these were read.
    public func broughtAlong(_ catalog: KindCatalog) -> Set<FieldType.Target> {
        var found: Set<FieldType.Target> = []
        for kind in catalog.kinds {
            for byproduct in kind.broughtAlong {
                for object in all(kind.name) {
                    found.formUnion(
                        byproduct.ids(in: object.attributes).map { FieldType.Target(kind: byproduct.kind, id: $0) })
                }
            }
        }
        return found
    }
}

extension RecordedResource {
    /// The name in ``memory`` of what the object's creation made besides, ids by kind.
    public static let madeBesides = "made"

    /// The ids of what was made besides, of one kind; nil when that was not recorded.
    public func made(_ kind: String) -> [String]? {
        guard let made = memory[Self.madeBesides] else { return nil }
        return made.members[kind]?.elements.compactMap(\.text) ?? []
    }
}
