import Model

/// Collects what is wrong in a workspace while reading goes on.
///
/// Used by one thread at a time; files read side by side each have their own, joined afterwards.
final class Findings {
    private var all: [Diagnostic] = []
    private var seen: Set<Diagnostic> = []
    /// Places that hold a secret in clear: never shown, whatever is wrong on their line.
    private var concealed: [Place] = []
    /// Secrets that were used and are not fetched yet.
    private(set) var pendingSecrets: Set<PendingSecret> = []
    /// Looking for the nearest of many names costs; after so many the user has enough to go on.
    private var nearestBudget = 200

    func error(_ rule: Rule, _ message: String, at place: Place?, notes: [String] = [], help: String? = nil) {
        add(.error, rule, message, at: place, notes: notes, help: help)
    }

    func warning(_ rule: Rule, _ message: String, at place: Place?, notes: [String] = [], help: String? = nil) {
        add(.warning, rule, message, at: place, notes: notes, help: help)
    }

    /// Takes over what was found in a document of this file by those who know its language.
    func take(_ diagnostic: Diagnostic, from source: SourceFile) {
        var diagnostic = diagnostic
        diagnostic.message = PrivateKeys.masked(diagnostic.message)
        diagnostic.notes = diagnostic.notes.map(PrivateKeys.masked)
        diagnostic.help = diagnostic.help.map(PrivateKeys.masked)
        if let span = diagnostic.span, span.file == source.path { diagnostic.line = source.line(span.line) }
        if seen.insert(diagnostic).inserted { all.append(diagnostic) }
    }

    /// Keeps the text at `place` out of every diagnostic.
    func conceal(_ place: Place) { concealed.append(place) }

    /// Notes that a command which needs the values of secrets has to fetch this one.
    func need(_ secret: PendingSecret) { pendingSecrets.insert(secret) }

    func nearest(_ name: String, in candidates: some Sequence<String>) -> String? {
        guard nearestBudget > 0 else { return nil }
        nearestBudget -= 1
        return NearestName.of(name, in: candidates)
    }

    var hasErrors: Bool { all.contains { $0.severity == .error } }

    /// Takes over what was found elsewhere.
    func join(_ other: Findings) {
        for diagnostic in other.all where seen.insert(diagnostic).inserted { all.append(diagnostic) }
        concealed += other.concealed
        pendingSecrets.formUnion(other.pendingSecrets)
    }

    /// What must not be shown, whatever is wrong beside it.
    var concealments: Concealments { Concealments(concealed) }

    /// Everything found, sorted by place, secrets blotted out.
    func sorted() -> [Diagnostic] {
        let concealments = concealments
        return all.sorted().map { diagnostic in
            guard let span = diagnostic.span, let line = diagnostic.line else { return diagnostic }
            var shown = diagnostic
            shown.line = concealments.shown(line, at: span)
            return shown
        }
    }

    private func add(
        _ severity: Diagnostic.Severity, _ rule: Rule, _ message: String, at place: Place?, notes: [String],
        help: String?
    ) {
        // A value in the wrong place may be a private key; what is said of it repeats the value here and there.
        let line = place.map { rule.isAboutUnreadFile ? SecretWords.masked($0.lineText) : $0.lineText }
        let diagnostic = Diagnostic(
            severity, code: rule.rawValue, PrivateKeys.masked(message), at: place?.span, line: line,
            notes: notes.map(PrivateKeys.masked), help: help.map(PrivateKeys.masked))
        // One faulty line in a `forEach` is one problem, however many objects it makes.
        if seen.insert(diagnostic).inserted { all.append(diagnostic) }
    }
}
