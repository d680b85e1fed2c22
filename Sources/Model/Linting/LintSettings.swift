/// That a rule's findings are accepted, and why.
public struct LintSuppression: Hashable, Sendable {
    /// The id of the rule.
    public var rule: String
    /// Why; never empty.
    public var reason: String
    /// The last day it holds, as `2027-01-31`; nil means for good.
    public var until: String?
    /// For suppressions of a project: the objects meant, as selectors name them; nil means all.
    public var selector: String?
    /// Where it is written.
    public var span: SourceSpan?

    public init(
        _ rule: String, reason: String, until: String? = nil, selector: String? = nil, span: SourceSpan? = nil
    ) {
        self.rule = rule
        self.reason = reason
        self.until = until
        self.selector = selector
        self.span = span
    }

    /// Whether it holds on the day `today`, written like `until`.
    public func holds(on today: String) -> Bool { until.map { today <= $0 } ?? true }
}

/// How a whole workspace is linted.
public struct LintSettings: Hashable, Sendable {
    public var suppressions: [LintSuppression]
    /// By rule, where it differs from the rule's own.
    public var severities: [String: Diagnostic.Severity]

    public init(suppressions: [LintSuppression] = [], severities: [String: Diagnostic.Severity] = [:]) {
        self.suppressions = suppressions
        self.severities = severities
    }
}
