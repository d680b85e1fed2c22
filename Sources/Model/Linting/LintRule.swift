/// Something that manifests can say though it is hardly meant: a model that nobody uses, a path that is never reached.
///
/// A rule is a pure value. It looks at what is wanted, never at the cloud or the state, and keeps silent about what the
/// manifests leave open. Rules stand with the kind whose objects they judge (`Kind.lint`).
public struct LintRule: Sendable {
    /// Stable and short, with the area first: `gateway/unused-model`. What suppressions and settings go by.
    public var id: String
    /// How bad it is, unless a project says otherwise.
    public var severity: Diagnostic.Severity
    /// What is wrong, in one sentence.
    public var summary: String
    /// Why it matters.
    public var reason: String
    /// How to mend it.
    public var advice: String
    /// The sheet and section, or the standard, that the facts are from.
    public var source: String
    /// Looks around once, and gives back what says everything that is wrong with one object. Both are pure.
    public var check: @Sendable (Scene) -> Judge

    /// Everything that is wrong with one object.
    public typealias Judge = (DesiredResource) -> [Finding]

    /// - Parameter check: what is wrong with one object among the others.
    public init(
        _ id: String, _ severity: Diagnostic.Severity, _ summary: String, because reason: String, advice: String,
        source: String, check: @escaping @Sendable (DesiredResource, Scene) -> [Finding]
    ) {
        self.init(
            id, severity, summary, because: reason, advice: advice, source: source,
            lookingAround: { scene in
                { object in check(object, scene) }
            })
    }

    /// - Parameter check: for rules that compare objects with each other, which would take too long pair by pair.
    public init(
        _ id: String, _ severity: Diagnostic.Severity, _ summary: String, because reason: String, advice: String,
        source: String, lookingAround check: @escaping @Sendable (Scene) -> Judge
    ) {
        self.id = id
        self.severity = severity
        self.summary = summary
        self.reason = reason
        self.advice = advice
        self.source = source
        self.check = check
    }

    /// One place where a rule is broken.
    public struct Finding: Hashable, Sendable {
        /// The field to look at; nil for the object as a whole.
        public var field: FieldPath?
        /// Lower case, no full stop, without the object's address.
        public var message: String
        public var notes: [String]
        /// What to do, where more can be said than the rule's advice.
        public var help: String?

        public init(at field: FieldPath? = nil, _ message: String, notes: [String] = [], help: String? = nil) {
            self.field = field
            self.message = message
            self.notes = notes
            self.help = help
        }
    }
}

extension LintRule {
    /// Of the linter itself: applied where suppressions are counted.
    public static let unusedSuppression = LintRule(
        "lint/unused-suppression", .note, "A suppression matches no finding.",
        because: """
            The finding it was written for has been fixed, or has moved. Left in place, it would hide the next such \
            finding, which no one has reviewed.
            """,
        advice: "remove the entry", source: "docs/lint.md"
    ) { _, _ in [] }
}

extension KindCatalog {
    /// Every rule that manifests are held against, by id.
    public var lintRules: [LintRule] {
        let all = kinds.flatMap(\.checks.lint) + [.unusedSuppression]
        return Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }).values
            .sorted { $0.id < $1.id }
    }
}
