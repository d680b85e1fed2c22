/// Something to tell the user: what is wrong, where, and what to do about it.
public struct Diagnostic: Hashable, Sendable, Error {
    public enum Severity: String, Hashable, Sendable, Comparable {
        case error, warning, note

        public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .error: 0
            case .warning: 1
            case .note: 2
            }
        }
    }

    public var severity: Severity
    /// A stable short name of the rule broken, such as `unknown-field`; what JSON output and suppressions go by.
    public var code: String
    /// Lower case, names the object, no full stop.
    public var message: String
    public var span: SourceSpan?
    /// The line of the file that `span` lies in, as written.
    public var line: String?
    /// Further facts, one a line.
    public var notes: [String]
    /// What to do next.
    public var help: String?

    public init(
        _ severity: Severity = .error, code: String, _ message: String, at span: SourceSpan? = nil,
        line: String? = nil, notes: [String] = [], help: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.span = span
        self.line = line
        self.notes = notes
        self.help = help
    }
}

extension Diagnostic: Comparable {
    /// By file and place, then by severity and text: the order they are printed in.
    public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        switch (left.span, right.span) {
        case (let one?, let other?) where one != other: return one < other
        case (nil, _?): return true
        case (_?, nil): return false
        default: return (left.severity, left.message) < (right.severity, right.message)
        }
    }
}

/// Every problem of one piece of work, thrown together so that the user sees them all at once.
public struct Diagnostics: Error, Hashable, Sendable {
    public var all: [Diagnostic]

    public init(_ all: [Diagnostic]) { self.all = all.sorted() }

    public var hasErrors: Bool { all.contains { $0.severity == .error } }
}
