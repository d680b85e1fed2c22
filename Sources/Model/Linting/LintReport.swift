/// What linting found.
public struct LintReport: Hashable, Sendable {
    /// A rule broken by one object.
    public struct Finding: Hashable, Sendable {
        /// The id of the rule.
        public var rule: String
        public var severity: Diagnostic.Severity
        /// Nil for what concerns the workspace.
        public var address: Address?
        public var field: FieldPath?
        public var message: String
        public var span: SourceSpan?
        /// The line of the file that `span` lies in, as written.
        public var line: String?
        public var notes: [String]
        public var help: String?
        /// What accepts it; nil when nothing does.
        public var suppression: LintSuppression?

        public init(
            _ rule: String, _ severity: Diagnostic.Severity, address: Address?, field: FieldPath? = nil,
            _ message: String, at span: SourceSpan?, notes: [String] = [], help: String? = nil,
            suppression: LintSuppression? = nil
        ) {
            self.rule = rule
            self.severity = severity
            self.address = address
            self.field = field
            self.message = message
            self.span = span
            self.notes = notes
            self.help = help
            self.suppression = suppression
        }

        /// The finding as a diagnostic, which names the object.
        public var diagnostic: Diagnostic {
            let subject = address.map { "\($0): " } ?? ""
            return Diagnostic(severity, code: rule, subject + message, at: span, line: line, notes: notes, help: help)
        }
    }

    /// In the order of the files, suppressed ones among them.
    public var findings: [Finding]
    /// How many objects were looked at.
    public var objects: Int
    /// How many rules they were held against.
    public var rules: Int

    public init(_ findings: [Finding], objects: Int, rules: Int) {
        self.findings = findings.sorted { left, right in
            left.diagnostic == right.diagnostic ? left.rule < right.rule : left.diagnostic < right.diagnostic
        }
        self.objects = objects
        self.rules = rules
    }

    /// What nobody has accepted.
    public var open: [Finding] { findings.filter { $0.suppression == nil } }
    /// What somebody has accepted, with a reason.
    public var suppressed: [Finding] { findings.filter { $0.suppression != nil } }

    /// Whether something open is as bad as `severity`, or worse.
    public func breaks(_ severity: Diagnostic.Severity) -> Bool { open.contains { $0.severity <= severity } }
}
