extension Field {
    /// What a field takes for its object alone: places of which there are only so many.
    ///
    /// Fields of several kinds may compete for one sort of place: an address is used by one server or by one gateway.
    public struct Hold: Hashable, Sendable {
        /// Whose place is taken.
        public enum Owner: Hashable, Sendable {
            /// The place of each object that the field names.
            case named
            /// The place of the object that has the field.
            case own
        }

        /// What the place is, in words: `the public IP of a server`.
        public var space: String
        public var owner: Owner
        /// How many may have it at once, not counting what the cloud made by itself.
        public var limit: Int
        /// Whether an object that the cloud made by itself never gives it up: others take it from it.
        public var isTakenFromBuiltIn: Bool
        /// What is true of it, as a sentence without a full stop: `a server has one public IP`.
        public var rule: String

        public init(_ space: String, of owner: Owner, limit: Int = 1, isTakenFromBuiltIn: Bool = false, rule: String) {
            self.space = space
            self.owner = owner
            self.limit = limit
            self.isTakenFromBuiltIn = isTakenFromBuiltIn
            self.rule = rule
        }
    }

    /// The same field, as one that takes these places.
    public func holding(_ holds: Hold...) -> Field {
        var field = self
        field.holds += holds
        return field
    }

    /// The same field, as one whose object keeps what it names from being deleted.
    public var binding: Field {
        var field = self
        field.isBinding = true
        return field
    }

    /// The same field, as one that goes back to the object that came with the parent both have in common under `parent`,
    /// once what it names goes away.
    public func fallingBack(within parent: String) -> Field {
        var field = self
        field.fallback = parent
        return field
    }
}
