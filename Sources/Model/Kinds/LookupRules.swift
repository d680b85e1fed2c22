import OrderedCollections

/// How objects of a kind are found by those who refer to them: what a bare text means, how criteria compare, and which
/// of several may be asked for.
public struct LookupRules: Hashable, Sendable {
    /// What a text in the place of a reference stands for.
    public enum BareText: Hashable, Sendable {
        /// The name of an object of the workspace.
        case workspaceName
        /// The cloud's id or code, unless the workspace has an object of that name.
        case id
        /// Digits are the id; any other text is the name of the one object called so.
        case idOrName
    }

    /// When an object meets a criterion.
    public enum Comparison: Hashable, Sendable {
        /// Its value is the number asked for, or more.
        case atLeast
        /// Its value is the one asked for, or begins with it and a dot: `9` finds `9.4`.
        case leadingParts
    }

    /// A field that several finds are sorted by.
    public enum Order: Hashable, Sendable {
        case ascending(String)
        case descending(String)
    }

    /// A rule by which one of several is taken.
    public struct Pick: Hashable, Sendable {
        public var name: String
        /// What decides first comes first. What is left open by all of them, the id decides.
        public var order: [Order]
        public var summary: String

        public init(_ name: String, by order: [Order], _ summary: String) {
            self.name = name
            self.order = order
            self.summary = summary
        }
    }

    /// The member of a lookup that names the rule to pick by, beside its criteria.
    public static let pickMember = "pick"

    public var bareText: BareText
    /// Fields that do not have to be equal.
    public var comparisons: [String: Comparison]
    /// What a lookup supposes of fields it does not name, so that nothing new is built on what is being withdrawn.
    /// One that names the object, by name or id, supposes nothing; nor is an object left out that does not say.
    public var defaults: Attributes
    public var picks: [Pick]
    /// Whether those made with an object go on without it. A lookup then keeps what it found after that is withdrawn.
    public var outlived: Bool

    public init(
        bareText: BareText = .workspaceName, comparisons: [String: Comparison] = [:], defaults: Attributes = [:],
        picks: [Pick] = [], outlived: Bool = false
    ) {
        self.bareText = bareText
        self.comparisons = comparisons
        self.defaults = defaults
        self.picks = picks
        self.outlived = outlived
    }

    /// The rule to pick by with this name, or nil.
    public func pick(_ name: String) -> Pick? { picks.first { $0.name == name } }
}

extension LookupRules.Order {
    public var field: String {
        switch self {
        case .ascending(let field), .descending(let field): field
        }
    }
}
