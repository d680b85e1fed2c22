/// Requests of others that wait for a decision at the objects of a kind, and how the rules in a manifest decide them.
public struct Review: Sendable {
    /// One request and what becomes of it.
    public struct Verdict: Hashable, Sendable {
        /// What a reader knows it by: "1543 (report.csv)".
        public var title: String
        /// The element of the field ``Review/decisions``; nil where no rule covers the request.
        public var decision: Value?
        /// The decision in words: "approve by rule \"small tables\"".
        public var words: String

        public init(title: String, decision: Value?, words: String) {
            self.title = title
            self.decision = decision
            self.words = words
        }
    }

    /// The field whose desired value are the decisions to take. Live it is always empty: what is decided waits no more.
    public var decisions: String
    /// The field that says that decisions are shown and not taken.
    public var trial: String
    /// Decides what waits at a live object, by the rules of a manifest. Pure.
    public var decide: @Sendable (_ desired: Attributes, _ live: Attributes) -> [Verdict]

    /// The call that takes a decision, by name.
    public var call: @Sendable (_ decision: Value) -> String

    public init(
        _ decisions: String, trial: String,
        decide: @escaping @Sendable (_ desired: Attributes, _ live: Attributes) -> [Verdict],
        call: @escaping @Sendable (_ decision: Value) -> String
    ) {
        self.decisions = decisions
        self.trial = trial
        self.decide = decide
        self.call = call
    }
}
