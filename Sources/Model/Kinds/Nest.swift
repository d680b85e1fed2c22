extension Kind {
    /// That objects of one kind may be written inside those of another: an API inside its product. Read, they are objects
    /// like any other, with an address and a document of their own.
    public struct Nest: Hashable, Sendable {
        /// The field of the outer object's spec that holds a list of them.
        public var field: String
        public var kind: String
        /// The field of the inner objects that refers to the outer one, and is left out inside.
        public var through: String
        /// The field of the inner objects that tells them apart, and names them.
        public var key: String
        /// One sentence for `explain` and the schema.
        public var summary: String

        public init(_ field: String, _ kind: String, through: String, key: String, _ summary: String) {
            self.field = field
            self.kind = kind
            self.through = through
            self.key = key
            self.summary = summary
        }

        /// The inner object's name in the workspace: the outer one's name, and the key in the letters of a name.
        ///
        /// In a path `/` becomes `.`, and braces go: `shop.orders` and `/orders/{id}` make `shop.orders.orders.id`. The
        /// root is called `root`.
        public static func name(_ outer: String, _ key: String) -> String {
            guard key.hasPrefix("/") else { return "\(outer).\(key)" }
            let segments = key.split(separator: "/").map { $0.filter { !"{}+".contains($0) } }
            return ([outer] + (segments.isEmpty ? ["root"] : segments)).joined(separator: ".")
        }
    }
}

extension KindCatalog {
    /// The kind whose objects may hold such of `name` inside, and how; nil for kinds that only stand on their own.
    public func nest(holding name: String) -> (outer: Kind, nest: Kind.Nest)? {
        for outer in kinds {
            if let nest = outer.place.nests.first(where: { $0.kind == name }) { return (outer, nest) }
        }
        return nil
    }
}
