/// What a look at something that no API manages found out: one for each part of it that was looked at.
public struct ExternalCheck: Hashable, Sendable {
    public var address: Address
    /// The part, such as the service a key is for.
    public var subject: String
    public var isGood: Bool
    /// A word for the result, for programs: `wrong-key`.
    public var verdict: String
    /// What is the case, to follow the subject. Lower case, no full stop.
    public var finding: String
    /// What to do about it; nil for nothing.
    public var advice: String?
    /// Where the part is declared.
    public var span: SourceSpan?

    public init(
        _ address: Address, _ subject: String, isGood: Bool, verdict: String, finding: String, advice: String? = nil,
        span: SourceSpan? = nil
    ) {
        self.address = address
        self.subject = subject
        self.isGood = isGood
        self.verdict = verdict
        self.finding = finding
        self.advice = advice
        self.span = span
    }
}

extension ExternalCheck {
    /// The result as a warning, for those who do something else than checking.
    public var warning: Diagnostic {
        Diagnostic(.warning, code: "external-check", "\(address): \(subject): \(finding)", at: span, help: advice)
    }
}

extension [ExternalCheck] {
    /// A finding for each object of which a part is not as declared.
    public var drift: [DriftFinding] {
        let failed = Dictionary(grouping: filter { !$0.isGood }, by: \.address)
        return failed.sorted { $0.key < $1.key }.map { address, checks in
            DriftFinding(address, objectID: nil, .failedChecks(checks))
        }
    }
}
