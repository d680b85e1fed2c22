import Kinds

/// Which live objects to write manifests of, and how.
public struct ExportRequest: Sendable {
    /// An object by what it is called, by its id, or by both.
    public struct Target: Hashable, Sendable {
        public var kind: String
        /// As the cloud or the workspace calls it; for what lies in another object, the names on the way: `shop.orders`.
        public var name: String?
        public var id: String?

        public init(kind: String, name: String? = nil, id: String? = nil) {
            self.kind = kind
            self.name = name
            self.id = id
        }
    }

    public var targets: [Target]
    /// Whether what the objects refer to, and what subscribes to them, is written as well; else references are ids.
    public var takesRelated: Bool
    /// Whether each document says by `import` which object it is about.
    public var imports: Bool
    /// Whether objects are written inside others where that can be.
    public var nests: Bool
    /// Where the objects move: what could take their place is written instead of them. Nil for manifests of themselves.
    public var successor: Migration.Successor?

    public init(
        _ targets: [Target], takesRelated: Bool = true, imports: Bool = true, nests: Bool = true,
        successor: Migration.Successor? = nil
    ) {
        self.targets = targets
        self.takesRelated = takesRelated
        self.imports = imports
        self.nests = nests
        self.successor = successor
    }
}
