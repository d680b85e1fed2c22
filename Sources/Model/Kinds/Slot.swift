extension Kind {
    /// Something that only so many objects at a time can have, mostly one: a name within its parent, a range of addresses,
    /// a place on a server.
    public struct Slot: Hashable, Sendable {
        /// The fields that together say which one. Of a list in the last one each element is a place of its own.
        public var fields: [String]
        /// Whether the last field is a range: two that overlap are in each other's way.
        public var isRange: Bool
        /// Whether the cloud is known to refuse a second one. Otherwise giving up is put first only where nothing
        /// speaks against it.
        public var isCertain: Bool
        /// What it is, for slots that objects of several kinds compete for; nil for one among objects of a kind.
        public var space: String?
        /// How many may have it at once.
        public var limit = 1
        /// Whether it is the place of the object itself, held while the fields have values.
        public var isOwn = false
        /// Whether an object that the cloud made by itself never gives it up: others take it from it.
        public var isTakenFromBuiltIn = false
        /// What is true of it, for those that are claimed by references.
        public var rule: String?

        public init(
            _ fields: [String], isRange: Bool = false, isCertain: Bool = true, space: String? = nil, limit: Int = 1
        ) {
            self.fields = fields
            self.isRange = isRange
            self.isCertain = isCertain
            self.space = space
            self.limit = limit
        }

        /// An address in a subnet.
        public static func address(_ field: String, in subnet: String = "subnet") -> Slot {
            Slot([subnet, field], space: "address")
        }

        /// What a field takes for its object alone.
        init(_ hold: Field.Hold, in field: String) {
            self.init([field], isCertain: hold.limit == 1, space: hold.space, limit: hold.limit)
            isOwn = hold.owner == .own
            isTakenFromBuiltIn = hold.isTakenFromBuiltIn
            rule = hold.rule
        }
    }

    /// All that one object of the kind keeps others from: what it is found by, what its fields say, and what its kind says
    /// besides.
    public var allSlots: [Slot] {
        let own = place.slots + claims
        guard !identity.isTagged, !identity.isMarkerShared, !identity.marker.isEmpty,
            !place.slots.contains(where: { !$0.isRange && Set($0.fields) == Set(identity.marker) })
        else { return own }
        return [Slot(identity.marker, isCertain: place.listedUnder != nil)] + own
    }

    /// What its fields take for an object alone.
    public var claims: [Slot] { fields.flatMap { field in field.holds.map { Slot($0, in: field.name) } } }
}
