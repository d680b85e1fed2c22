import Model
import OrderedJSON

/// Diagnostics for people and for programs.
public enum DiagnosticReport {
    /// The version of the JSON.
    public static let format = "nacre.diagnostics/1"

    /// All of them in order of place, then how many there are. No newline at the end; empty for none.
    public static func text(_ diagnostics: [Diagnostic], style: TextStyle = .plain) -> String {
        guard !diagnostics.isEmpty else { return "" }
        let blocks = diagnostics.sorted().flatMap { DiagnosticLines.lines($0) + [Line()] }
        return (blocks + [total(diagnostics)]).text(style)
    }

    public static func json(_ diagnostics: [Diagnostic]) -> JSON {
        JSON(members: [
            ("format", .string(format)),
            ("diagnostics", .array(diagnostics.sorted().map(\.json))),
        ])
    }

    private static func total(_ diagnostics: [Diagnostic]) -> Line {
        var line = Line()
        for severity in [Diagnostic.Severity.error, .warning, .note] {
            let count = diagnostics.filter { $0.severity == severity }.count
            guard count > 0 else { continue }
            line.add(line.pieces.isEmpty ? "" : ", ")
            line.add(Quantity.count(count, severity.rawValue), severity.tone)
        }
        return line
    }
}

extension Diagnostic {
    var json: JSON {
        JSON(members: [
            ("severity", .string(severity.rawValue)),
            ("code", .string(code)),
            ("message", .string(message)),
            ("file", span.map { .string($0.file) }),
            ("line", span.map { JSON($0.line) }),
            ("column", span.map { JSON($0.column) }),
            ("length", span.map { JSON($0.length) }),
            ("notes", notes.isEmpty ? nil : JSON(strings: notes)),
            ("help", help.map(JSON.string)),
        ])
    }
}

extension DiagnosticReport {
    /// The diagnostics as a SARIF 2.1.0 log.
    public static func sarif(_ diagnostics: [Diagnostic], site: SARIFSite) -> JSON {
        SARIFLog(site: site, rules: [], results: diagnostics.sorted().map { SARIFLog.Result(diagnostic: $0) }).json
    }
}
