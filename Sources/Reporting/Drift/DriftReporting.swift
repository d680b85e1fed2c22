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
        if !report.findings.isEmpty {
            let next = "Run `nacre apply` to restore them, or edit the manifests to keep the changes."
            lines += [Line(), Line("Next: ", .strong, hanging: 6).adding(next)]
        }
        if !report.warnings.isEmpty { lines += [Line()] + DiagnosticLines.lines(report.warnings) }
        return lines.text(style)
    }

    private static func heading(_ report: DriftReport) -> Line {
        let checked = Quantity.count(report.checked, "object")
        guard !report.findings.isEmpty else {
            return Line("No drift", .good).adding(": \(checked) checked.")
        }
        let verb = report.findings.count == 1 ? "differs" : "differ"
        return Line("Drift", .danger).adding(" in \(report.project): \(report.findings.count) of \(checked) \(verb)")
    }

    private static func lines(_ finding: DriftFinding, _ style: TextStyle) -> [Line] {
        var head = Line(indent: 2)
        switch finding.drift {
        case .missing: head.add("deleted  ", .danger)
        case .changed: head.add("changed  ", .change)
        case .unknown: head.add("unknown  ", .change)
        }
        head.add(finding.address.description, .strong)
        if let id = finding.objectID { head.add(" (id \(id))", .faint) }
        head.add(finding.since.map { "  since \($0)" } ?? "  seen for the first time")
        switch finding.drift {
        case .missing: return [head]
        case .unknown(let reason): return [head, Line(reason, indent: 6)]
        case .changed(let changes): return [head] + fields(changes.flatMap(\.innermost), style)
        }
    }

    /// Both values of each field, named rather than put in an order that has to be guessed.
    private static func fields(_ changes: [FieldChange], _ style: TextStyle) -> [Line] {
        var table = Table(indent: 6)
        let room = style.room(after: 6 + 2 + (changes.map(\.path.description.columns).max() ?? 0)) / 2 - 8
        for change in changes {
            if case .secret? = change.before, case .secret? = change.after {
                table.add(Line(change.path.description), Line("(secret) differs from the one applied"))
                continue
            }
            var line = Line("is ").adding((change.before ?? .null).short(room), .strong)
            line.add(", should be ")
            line.add((change.after ?? .null).short(room))
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
        }
    }

    private var changes: [FieldChange]? {
        switch drift {
        case .missing, .unknown: nil
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
        ])
    }
}
