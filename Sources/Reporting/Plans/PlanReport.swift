import Model
import OrderedJSON

/// A plan for people and for programs.
public enum PlanReport {
    /// How much of each step the text tells.
    public enum Details: Hashable, Sendable {
        /// Field by field only where it hurts; a line a step for the rest.
        case summary
        /// Everything: fields of new objects, calls, what a step waits for.
        case full
    }

    /// The plan as text: what it comes to first, then the steps, the most dangerous first, then warnings.
    ///
    /// Identical steps on objects of one kind are drawn together. Secrets show as `(secret)`. No newline at the end.
    public static func text(_ plan: Plan, style: TextStyle = .plain, details: Details = .full) -> String {
        var lines: [Line] = []
        if plan.isEmpty {
            lines.append(noChanges(plan))
        } else {
            let rows = PlanRow.rows(of: plan)
            lines += PlanSummary(plan, rows: rows).lines
            lines.append(Line())
            lines += PlanRows(rows: rows, style: style, details: details).lines
        }
        if !plan.warnings.isEmpty {
            lines.append(Line())
            lines += DiagnosticLines.lines(plan.warnings)
        }
        return lines.text(style)
    }

    private static func noChanges(_ plan: Plan) -> Line {
        var line = Line("no changes", .good)
        switch plan.unchanged.count {
        case 0: line.add(": nothing is managed yet")
        case 1: line.add(": 1 object is as wanted")
        default: line.add(": \(plan.unchanged.count) objects are as wanted")
        }
        return line
    }
}
