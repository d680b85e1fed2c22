extension Kind {
    /// That objects of a kind serve what is beside them as it was when it was last deployed: a stage serves
    /// the resources and methods of its API as they were then.
    ///
    /// The planner keeps what was deployed in state, compares it with what will be there after the plan, and deploys
    /// where the two differ.
    public struct Deployment: Hashable, Sendable {
        /// A kind that is deployed with it.
        public struct Part: Hashable, Sendable {
            public var kind: String
            /// What stands before the title of such an object; empty for what needs no word.
            public var label: String
            /// The fields that make an object's title, through references: `["method", "resource.path"]`.
            public var title: [String]
            /// The fields that the cloud tells of what is deployed, and in which form (see ``Deployment/field``).
            public var reported: [String]
            /// The field without which callers see nothing of such an object; nil when they see each.
            public var shownBy: String?

            public init(
                _ kind: String, label: String = "", title: [String], reported: [String] = [], shownBy: String? = nil
            ) {
                self.kind = kind
                self.label = label
                self.title = title
                self.reported = reported
                self.shownBy = shownBy
            }

            /// The title of an object whose title fields hold these texts.
            public func title(_ texts: [String]) -> String {
                (label.isEmpty ? texts : [label] + texts).joined(separator: " ")
            }
        }

        /// The computed field that keeps what was deployed: a list of objects with a `path` (the part's title), a
        /// `digest`, `told`, the values that the cloud tells too, and `object`, the id of the part.
        public var field: String
        /// The kind of the parent that the object has in common with its parts.
        public var parent: String
        /// The field that says `manual` when nothing is to be deployed unasked.
        public var policy: String
        /// The field that names one deployment and holds the object to it.
        public var pin: String
        /// The calls that deploying takes.
        public var calls: [String]
        public var parts: [Part]

        public init(
            in field: String, of parent: String, policy: String, pin: String, calls: [String], parts: [Part]
        ) {
            self.field = field
            self.parent = parent
            self.policy = policy
            self.pin = pin
            self.calls = calls
            self.parts = parts
        }
    }
}
