extension Kind {
    /// Whether the cloud offers to make or remove such an object.
    public enum Ability: Hashable, Sendable {
        case offered
        case refused(reason: String, advice: String)
    }

    /// What changing an object's existence takes: the calls by name, and how long it usually lasts in seconds.
    public struct Procedure: Hashable, Sendable {
        public var calls: [String]
        public var seconds: Int
        public var ability: Ability
        /// How long to wait before the object is left as pending, in seconds.
        public var timeout: Int
        /// Whether its calls take any number of objects at once, so that many go on side by side at no cost.
        public var isByList: Bool
        /// Whether it needs no turn of the parents in ``Kind/serializedOn``: the service takes many at the same time.
        public var isSideBySide: Bool
        /// What differs for objects that have certain fields.
        public internal(set) var variations: [Variation] = []

        public init(
            _ calls: [String] = [], seconds: Int, timeout: Int, ability: Ability = .offered, isByList: Bool = false,
            isSideBySide: Bool = false
        ) {
            self.calls = calls
            self.seconds = seconds
            self.timeout = timeout
            self.ability = ability
            self.isByList = isByList
            self.isSideBySide = isSideBySide
        }
    }
}
