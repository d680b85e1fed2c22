import Model
import OrderedJSON

/// What the rules of `nacre lint` are, for `lint --rules`, `explain` and the reference pages.
public enum LintRuleReport {
    /// A line a rule. No newline at the end.
    /// - Parameter severities: by rule, what the project says.
    public static func list(
        _ rules: [LintRule], severities: [String: Diagnostic.Severity] = [:], style: TextStyle = .plain
    ) -> String {
        var table = Table(indent: 0)
        table.add(Line("RULE", .faint), Line("SEVERITY", .faint), Line("WHAT IS WRONG", .faint))
        for rule in rules {
            let severity = severities[rule.id] ?? rule.severity
            table.add(Line(rule.id, .strong), Line(severity.rawValue, severity.tone), Line(rule.summary))
        }
        return table.lines.text(style)
    }

    /// The rules for programs.
    /// - Parameter severities: what the project says of some, by id.
    public static func json(_ rules: [LintRule], severities: [String: Diagnostic.Severity] = [:]) -> JSON {
        .array(
            rules.map { rule in
                [
                    "id": .string(rule.id), "severity": .string((severities[rule.id] ?? rule.severity).rawValue),
                    "summary": .string(rule.summary), "reason": .string(rule.reason),
                    "advice": .string(rule.advice), "source": .string(rule.source),
                ]
            })
    }

    /// One rule in full. No newline at the end.
    public static func explain(_ rule: LintRule, style: TextStyle = .plain) -> String {
        var table = Table()
        table.add(Line("severity"), Line(rule.severity.rawValue, rule.severity.tone))
        table.add(Line("why"), Line(rule.reason))
        table.add(Line("fix"), Line(rule.advice))
        table.add(Line("accept"), Line("lifecycle: {lint: {ignore: [{rule: \(rule.id), reason: \"…\"}]}}"))
        return ([Line(rule.id, .strong), Line(rule.summary, indent: 2), Line()] + table.lines).text(style)
    }

    /// The reference page of all rules in Markdown. A newline at the end, since it is a file.
    public static func markdown(_ rules: [LintRule]) -> String {
        let head = [
            "# Lint rules", "",
            "Generated from the rules. `nacre lint --rules` lists them, `nacre explain RULE` shows one.",
            "How to use rules and accept findings: [lint.md](../lint.md).", "",
            "| rule | severity | what is wrong |", "|---|---|---|",
        ]
        let rows = rules.map { "| [\($0.id)](#\(anchor($0.id))) | \($0.severity.rawValue) | \(escaped($0.summary)) |" }
        let pages = rules.flatMap { rule in
            [
                "", "## \(rule.id)", "", escaped("\(rule.summary) (\(rule.severity.rawValue))"), "",
                escaped(rule.reason), "", escaped("To fix it: \(rule.advice)."),
            ]
        }
        return (head + rows + pages).joined(separator: "\n") + "\n"
    }

    /// As code hosts make anchors of headings.
    private static func anchor(_ id: String) -> String { id.filter { $0 != "/" } }

    /// Keeps what is written from being taken for marks.
    private static func escaped(_ text: String) -> String {
        text.replacing("*", with: "\\*").replacing("|", with: "\\|").replacing("<", with: "&lt;")
    }
}
