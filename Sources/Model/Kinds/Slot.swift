extension Kind {
    /// Something that one object at a time can have: a name within its parent, a range of addresses, a place on a
    /// server.
    public struct Slot: Hashable, Sendable {
        /// The fields that together say which one.
        public var fields: [String]
        /// Whether the last field is a range: two that overlap are in each other's way.
        public var isRange: Bool
        /// Whether the cloud is known to refuse a second one. Otherwise giving up is put first only where nothing
        /// speaks against it.
        public var isCertain: Bool
        /// What it is, for slots that objects of several kinds compete for; nil for one among objects of a kind.
        public var space: String?

        public init(_ fields: [String], isRange: Bool = false, isCertain: Bool = true, space: String? = nil) {
            self.fields = fields
            self.isRange = isRange
            self.isCertain = isCertain
            self.space = space
        }

        /// An address in a subnet.
        public static func address(_ field: String, in subnet: String = "subnet") -> Slot {
            Slot([subnet, field], space: "address")
        }
    }

    /// All that one object of the kind keeps others from: what it is found by, and what its kind says besides.
    public var allSlots: [Slot] {
        guard identity.tagField == nil, !identity.marker.isEmpty,
            !slots.contains(where: { !$0.isRange && Set($0.fields) == Set(identity.marker) })
        else { return slots }
        return [Slot(identity.marker, isCertain: listedUnder != nil)] + slots
    }
}
