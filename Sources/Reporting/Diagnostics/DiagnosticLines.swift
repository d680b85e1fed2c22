import Model

/// Diagnostics as the lines of a report: message, place, the line with a caret, notes, what to do.
enum DiagnosticLines {
    static func lines(_ diagnostics: [Diagnostic], indent: Int = 0) -> [Line] {
        diagnostics.sorted().flatMap { lines($0, indent: indent) }
    }

    static func lines(_ diagnostic: Diagnostic, indent: Int = 0) -> [Line] {
        var head = Line("\(diagnostic.severity.rawValue): ", diagnostic.severity.tone, indent: indent)
        head.hanging = indent + 4
        head.add(diagnostic.message, .strong)
        head.add(" [\(diagnostic.code)]", .faint)
        return [head] + place(diagnostic, indent: indent + 2) + facts(diagnostic, indent: indent + 2)
    }

    private static func place(_ diagnostic: Diagnostic, indent: Int) -> [Line] {
        guard let span = diagnostic.span else { return [] }
        var lines = [Line("at \(span)", .note, indent: indent)]
        guard let source = diagnostic.line else { return lines }
        let number = String(span.line)
        let excerpt = SourceExcerpt(source, span: span)
        lines.append(Line("\(number) | ", .faint, indent: indent).adding(excerpt.text))
        var caret = Line(String(repeating: " ", count: number.count) + " | ", .faint, indent: indent)
        caret.add(String(repeating: " ", count: excerpt.indent) + String(repeating: "^", count: excerpt.width), .danger)
        return lines + [caret]
    }

    private static func facts(_ diagnostic: Diagnostic, indent: Int) -> [Line] {
        let notes = diagnostic.notes.map { Line("note: ", .faint, indent: indent, hanging: indent + 6).adding($0) }
        let help = diagnostic.help.map { Line("help: ", .good, indent: indent, hanging: indent + 6).adding($0) }
        return notes + [help].compactMap { $0 }
    }
}

extension Diagnostic.Severity {
    var tone: Tone {
        switch self {
        case .error: .danger
        case .warning: .change
        case .note: .note
        }
    }
}
