extension Kind {
    /// That a field of an object may name a document of another language that describes what lies inside: an API in
    /// OpenAPI. Read, what it describes is as if it had been written in the object itself, through ``Kind/nests``.
    public struct Definition: Sendable {
        /// What a document stands for.
        public struct Unfolded: Sendable {
            /// Fields of the object, and lists of objects inside by the field of their nest, with places in the document.
            public var members: [PlacedValue.Member]
            /// What is wrong with the document, and what of it cannot be said; the lines shown are put in by the reader.
            public var diagnostics: [Diagnostic]

            public init(_ members: [PlacedValue.Member] = [], diagnostics: [Diagnostic] = []) {
                self.members = members
                self.diagnostics = diagnostics
            }
        }

        /// The field whose value is the document's path in the workspace.
        public var field: String
        /// One sentence for `explain` and the schema.
        public var summary: String
        /// Keys at the top of such documents, by which one that strayed among the manifests is told.
        public var marks: [String]
        /// Takes a document apart. Pure.
        public var unfold: @Sendable (PlacedValue) -> Unfolded

        public init(
            _ field: String, marks: [String], _ summary: String,
            unfold: @escaping @Sendable (PlacedValue) -> Unfolded
        ) {
            self.field = field
            self.summary = summary
            self.marks = marks
            self.unfold = unfold
        }
    }
}
