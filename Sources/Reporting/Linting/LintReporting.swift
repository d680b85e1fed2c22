import Model
import OrderedJSON

/// What `nacre lint` found, for people and for programs.
public enum LintReporting {
    /// The version of the JSON.
    public static let format = "nacre.lint/1"

    /// Every finding with its line, then how many there are. No newline at the end.
    public static func text(
        _ report: LintReport, style: TextStyle = .plain, showsSuppressed: Bool = false
    ) -> String {
        let shown = showsSuppressed ? report.findings : report.open
        let blocks = Fold.of(shown).flatMap { DiagnosticLines.lines($0.diagnostic) + [Line()] }
        return (blocks + [total(report)]).text(style)
    }

    /// The report as `nacre.lint/1`, accepted findings among the others.
    public static func json(_ report: LintReport) -> JSON {
        JSON(members: [
            ("format", .string(format)), ("objects", JSON(report.objects)), ("rules", JSON(report.rules)),
            ("errors", JSON(report.count(.error))), ("warnings", JSON(report.count(.warning))),
            ("notes", JSON(report.count(.note))), ("suppressed", JSON(report.suppressed.count)),
            ("findings", .array(report.findings.map(\.json))),
        ])
    }

    /// The report as a SARIF 2.1.0 log, with the rules it was made by.
    /// - Parameter warnings: what the manifests were warned of before.
    public static func sarif(
        _ report: LintReport, warnings: [Diagnostic] = [], rules: [LintRule], site: SARIFSite
    ) -> JSON {
        let described = rules.map {
            SARIFLog.Rule(
                id: $0.id, summary: $0.summary, reason: $0.reason, advice: $0.advice, severity: $0.severity)
        }
        let found = report.findings.map {
            SARIFLog.Result(
                diagnostic: $0.diagnostic, address: $0.address, field: $0.field, suppression: $0.suppression)
        }
        let warned = warnings.map { SARIFLog.Result(diagnostic: $0) }
        return SARIFLog(site: site, rules: described, results: warned + found).json
    }

    private static func total(_ report: LintReport) -> Line {
        var line = Line("checked \(Quantity.count(report.objects, "object")) ")
        line.add("against \(Quantity.count(report.rules, "rule")): ")
        var parts = [Diagnostic.Severity.error, .warning, .note].compactMap { severity -> Line? in
            let count = report.count(severity)
            return count > 0 ? Line(Quantity.count(count, severity.rawValue), severity.tone) : nil
        }
        if parts.isEmpty { parts.append(Line("no findings", .good)) }
        if !report.suppressed.isEmpty { parts.append(Line("\(report.suppressed.count) suppressed", .faint)) }
        for (index, part) in parts.enumerated() {
            if index > 0 { line.add(", ") }
            line.add(part)
        }
        return line
    }
}

/// Findings of one line, as a `forEach` makes them: told once.
private struct Fold {
    struct Key: Hashable {
        var rule: String
        var severity: Diagnostic.Severity
        var span: SourceSpan
        var field: FieldPath?
        var isSuppressed: Bool
    }

    var first: LintReport.Finding
    var others: [Address] = []

    static func of(_ findings: [LintReport.Finding]) -> [Fold] {
        var folds: [Fold] = []
        var places: [Key: Int] = [:]
        for finding in findings {
            guard let span = finding.span, let address = finding.address else {
                folds.append(Fold(first: finding))
                continue
            }
            let key = Key(
                rule: finding.rule, severity: finding.severity, span: span, field: finding.field,
                isSuppressed: finding.suppression != nil)
            if let place = places[key], folds[place].first.address != address {
                if folds[place].others.last != address { folds[place].others.append(address) }
            } else {
                places[key] = folds.count
                folds.append(Fold(first: finding))
            }
        }
        return folds
    }

    var diagnostic: Diagnostic {
        var diagnostic = first.diagnostic
        if !others.isEmpty {
            let shown = others.prefix(3).map(\.description).joined(separator: ", ")
            diagnostic.notes.append("same for \(shown)" + (others.count > 3 ? " and \(others.count - 3) more" : ""))
        }
        if let suppression = first.suppression {
            let place = suppression.span.map { " at \($0)" } ?? ""
            diagnostic.notes.append("suppressed\(place): \(suppression.reason)")
            // However bad it would be, nothing is left to do.
            diagnostic.severity = .note
            diagnostic.help = nil
        }
        return diagnostic
    }
}

extension LintReport {
    func count(_ severity: Diagnostic.Severity) -> Int { open.filter { $0.severity == severity }.count }
}

extension LintReport.Finding {
    fileprivate var json: JSON {
        JSON(members: [
            ("rule", .string(rule)), ("severity", .string(severity.rawValue)), ("address", address.map { JSON($0) }),
            ("field", field.map { .string($0.description) }), ("message", .string(message)),
            ("file", span.map { .string($0.file) }), ("line", span.map { JSON($0.line) }),
            ("column", span.map { JSON($0.column) }), ("length", span.map { JSON($0.length) }),
            ("notes", notes.isEmpty ? .none : JSON(strings: notes)), ("help", help.map(JSON.string)),
            ("suppression", suppression?.json),
        ])
    }
}

extension LintSuppression {
    fileprivate var json: JSON {
        JSON(members: [
            ("reason", .string(reason)), ("until", until.map(JSON.string)),
            ("file", span.map { .string($0.file) }), ("line", span.map { JSON($0.line) }),
        ])
    }
}
