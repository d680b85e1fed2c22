import Model
import OrderedJSON

/// What a drift check found, for people and for programs.
public enum DriftReporting {
    /// The version of the JSON.
    public static let format = "nacre.drift/2"

    /// What differs, field by field, and since when. No newline at the end.
    public static func text(_ report: DriftReport, style: TextStyle = .plain) -> String {
        var lines = [heading(report)]
        for finding in report.findings {
            lines.append(Line())
            lines += self.lines(finding, style)
        }
        if report.findings.contains(where: \.canBeRestored) {
            let next = "Run `nacre apply` to restore them, or edit the manifests to keep the changes."
            lines += [Line(), Line("Next: ", .strong, hanging: 6).adding(next)]
        }
        if report.findings.contains(where: \.waitsForOthers) {
            let first = "Apply or roll back in the console what someone else did not apply: nacre does not publish it."
            lines += [Line(), Line("Next: ", .strong, hanging: 6).adding(first)]
        }
        if !report.warnings.isEmpty { lines += [Line()] + DiagnosticLines.lines(report.warnings) }
        return lines.text(style)
    }

    private static func heading(_ report: DriftReport) -> Line {
        let checked = Quantity.count(report.checked, "object")
        let external = report.externalChecks
        let besides = external == 0 ? "" : " and \(Quantity.count(external, "external check"))"
        guard !report.findings.isEmpty else {
            return Line("No drift", .good).adding(": \(checked)\(besides) checked.")
        }
        let failed = report.findings.flatMap(\.failedChecks).count
        let differing = report.findings.filter { $0.failedChecks.isEmpty }.count
        var parts: [String] = []
        if differing > 0 || failed == 0 {
            parts.append("\(differing) of \(checked) \(differing == 1 ? "differs" : "differ")")
        }
        if failed > 0 { parts.append("\(failed) of \(Quantity.count(external, "external check")) failed") }
        return Line("Drift", .danger).adding(" in \(report.project): \(parts.joined(separator: ", "))")
    }

    private static func lines(_ finding: DriftFinding, _ style: TextStyle) -> [Line] {
        var head = Line(indent: 2)
        switch finding.drift {
        case .missing: head.add("deleted  ", .danger)
        case .changed: head.add("changed  ", .change)
        case .unknown: head.add("unknown  ", .change)
        case .failedChecks: head.add("failed   ", .danger)
        }
        head.add(finding.address.description, .strong)
        if let id = finding.objectID { head.add(" (id \(id))", .faint) }
        head.add(finding.since.map { "  since \($0)" } ?? "  seen for the first time")
        switch finding.drift {
        case .missing: return [head]
        case .unknown(let reason): return [head, Line(reason, indent: 6)]
        case .failedChecks(let checks): return [head] + checks.flatMap(lines)
        case .changed(let changes): return [head] + fields(changes.flatMap(\.innermost), style)
        }
    }

    private static func lines(_ check: ExternalCheck) -> [Line] {
        let finding = Line(check.subject, .strong, indent: 6).adding(": \(check.finding)")
        guard let advice = check.advice else { return [finding] }
        return [finding, Line("help: \(advice)", indent: 8)]
    }

    /// Both values of each field, named rather than put in an order that has to be guessed.
    private static func fields(_ changes: [FieldChange], _ style: TextStyle) -> [Line] {
        var table = Table(indent: 6)
        let room = style.room(after: 6 + 2 + (changes.map(\.path.description.columns).max() ?? 0)) / 2 - 8
        for change in changes {
            for text in change.unpublished {
                let line = Line(text, .strong).adding(": changed but not applied by someone else")
                table.add(Line(change.path.description), line)
            }
            guard change.unpublished.isEmpty else { continue }
            if case .secret? = change.before, case .secret? = change.after {
                table.add(Line(change.path.description), Line("(secret) differs from the one applied"))
                continue
            }
            var line = Line("is ").adding((change.readableBefore ?? .null).short(room), .strong)
            line.add(", should be ")
            line.add((change.readableAfter ?? .null).short(room))
            table.add(Line(change.path.description), line)
        }
        return table.lines
    }

    public static func json(_ report: DriftReport) -> JSON {
        JSON(members: [
            ("format", .string(format)),
            ("project", .string(report.project)),
            ("checked", JSON(report.checked)),
            ("drifted", JSON(report.findings.count)),
            ("externalChecks", report.externalChecks == 0 ? JSON?.none : JSON(report.externalChecks)),
            ("findings", .array(report.findings.map(\.json))),
            ("warnings", .array(report.warnings.map(\.json))),
        ])
    }
}

extension DriftFinding {
    var json: JSON {
        JSON(members: [
            ("address", JSON(address)),
            ("id", objectID.map(JSON.string)),
            ("drift", .string(code)),
            ("since", since.map(JSON.string)),
            ("reason", reason.map(JSON.string)),
            ("changes", changes.map { .array($0.map(\.driftJSON)) }),
            ("checks", failedChecks.isEmpty ? nil : .array(failedChecks.map(\.json))),
        ])
    }

    private var reason: String? {
        if case .unknown(let reason) = drift { return reason }
        return nil
    }

    private var code: String {
        switch drift {
        case .missing: "missing"
        case .changed: "changed"
        case .unknown: "unknown"
        case .failedChecks: "check-failed"
        }
    }

    /// Whether an apply could bring it back.
    fileprivate var canBeRestored: Bool {
        failedChecks.isEmpty && !(changes.map { $0.allSatisfy { !$0.unpublished.isEmpty } } ?? false)
    }

    /// Whether something of it was changed by someone else who did not publish it.
    fileprivate var waitsForOthers: Bool { changes?.contains { !$0.unpublished.isEmpty } ?? false }

    fileprivate var failedChecks: [ExternalCheck] {
        switch drift {
        case .missing, .changed, .unknown: []
        case .failedChecks(let checks): checks
        }
    }

    private var changes: [FieldChange]? {
        switch drift {
        case .missing, .unknown, .failedChecks: nil
        case .changed(let changes): changes
        }
    }
}

extension FieldChange {
    fileprivate var driftJSON: JSON {
        JSON(members: [
            ("path", .string(path.description)),
            ("live", before?.reportJSON ?? .null),
            ("desired", after?.reportJSON ?? .null),
            ("secret", .bool([before, after].contains { $0?.holdsSecret ?? false })),
            ("unapplied", unpublished.isEmpty ? nil : .array(unpublished.map(JSON.string))),
        ])
    }
}

extension ExternalCheck {
    fileprivate var json: JSON {
        JSON(members: [
            ("subject", .string(subject)),
            ("verdict", .string(verdict)),
            ("finding", .string(finding)),
            ("help", advice.map(JSON.string)),
            ("file", span.map { .string($0.file) }),
            ("line", span.map { JSON($0.line) }),
            ("column", span.map { JSON($0.column) }),
        ])
    }
}
