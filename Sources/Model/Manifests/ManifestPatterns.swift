/// The patterns of `spec.manifests`, and how many files each matched.
public struct ManifestPatterns: Hashable, Sendable {
    public struct Pattern: Hashable, Sendable {
        public var text: String
        public var files: Int
        /// Where it is written.
        public var span: SourceSpan?

        public init(_ text: String, files: Int, span: SourceSpan? = nil) {
            self.text = text
            self.files = files
            self.span = span
        }
    }

    public var patterns: [Pattern]

    public init(_ patterns: [Pattern]) { self.patterns = patterns }
}
